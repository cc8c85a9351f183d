import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const manifestSchema = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

/** Scopes of the manifest that the workspace did not grant; empty as well when Slack did not say what it granted. */
export function missingScopes(wanted: readonly string[], granted: readonly string[]): string[] {
  if (granted.length === 0) return [];
  return wanted.filter((scope) => !granted.includes(scope));
}

/** The bot scopes of an app manifest. */
export async function manifestScopes(path: string): Promise<string[]> {
  const manifest: unknown = parse(await readFile(path, 'utf8'));
  return manifestSchema.parse(manifest).oauth_config.scopes.bot;
}

/** What to do about scopes that are missing. */
export function scopesRemedy(missing: readonly string[]): string {
  return `Slack has not granted ${missing.join(', ')}, which manifest.yaml asks for. Open https://api.slack.com/apps, choose the app, paste manifest.yaml under "App Manifest", save, and press "Reinstall to Workspace".`;
}
