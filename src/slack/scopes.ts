import { readFile } from 'node:fs/promises';
import { isScalar, isSeq, parseDocument } from 'yaml';

/** Scopes of the manifest that the workspace did not grant; empty as well when Slack did not say what it granted. */
export function missingScopes(wanted: readonly string[], granted: readonly string[]): string[] {
  if (granted.length === 0) return [];
  return wanted.filter((scope) => !granted.includes(scope));
}

/** The bot scopes of an app manifest, each with the reason that stands behind it. */
export async function manifestScopes(path: string): Promise<Map<string, string>> {
  const scopes = parseDocument(await readFile(path, 'utf8')).getIn(['oauth_config', 'scopes', 'bot']);
  if (!isSeq(scopes)) throw new Error(`${path} names no bot scopes`);
  return new Map(
    scopes.items.flatMap((item) => (isScalar(item) ? [[String(item.value), item.comment?.trim() ?? ''] as const] : [])),
  );
}

/** What to do about scopes that are missing. */
export function scopesRemedy(missing: readonly string[]): string {
  return `Slack has not granted ${missing.join(', ')}, which manifest.yaml asks for. Open https://api.slack.com/apps, choose the app, paste manifest.yaml under "App Manifest", save, and press "Reinstall to Workspace".`;
}
