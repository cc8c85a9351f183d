import { type Rendered, section } from './build-blocks.ts';
import { paragraph } from './escape-text.ts';
import { timeOf } from './tell-time.ts';

/** What keeps Muster itself from its work; told in the announcements channel once. Times are ISO. */
export type OwnTrouble =
  | { cause: 'scopes'; missing: { scope: string; reason: string }[]; remedy: string; mended: string | null }
  | { cause: 'token'; from: string; to: string };

/** The message about it; the one about scopes is edited once they are granted. */
export function renderOwnTrouble(trouble: OwnTrouble, now: Date): Rendered {
  switch (trouble.cause) {
    case 'scopes':
      return trouble.mended === null ? scopes(trouble) : granted(trouble.mended, now);
    case 'token':
      return back(trouble, now);
  }
}

function scopes({ missing, remedy }: Extract<OwnTrouble, { cause: 'scopes' }>): Rendered {
  const head = `I am missing ${missing.length === 1 ? 'a permission' : `${missing.length} permissions`} in this workspace, so some of my work fails:`;
  const lines = missing.map(({ scope, reason }) => `• \`${scope}\`: ${paragraph(reason, 200)}`);
  return {
    text: head,
    blocks: [section(head), section(lines.slice(0, 20).join('\n').slice(0, 2900)), section(paragraph(remedy, 1500))],
  };
}

function granted(mended: string, now: Date): Rendered {
  const text = `✓ I have every permission again (${timeOf(mended, now)}).`;
  return { text, blocks: [section(text)] };
}

function back({ from, to }: Extract<OwnTrouble, { cause: 'token' }>, now: Date): Rendered {
  const text = `I am back. From ${timeOf(from, now)} to ${timeOf(to, now)} Slack did not accept my token, so nothing of mine arrived and no button worked. What waited goes out now.`;
  return { text, blocks: [section(text)] };
}
