import { renderOwnTrouble } from '../../src/slack/views/own-trouble.ts';
import { iso, minute } from '../support/facts.ts';
import type { Example } from './write-view.ts';

const bookmarks = { scope: 'bookmarks:write', reason: 'adds the bookmarks of the policy to the channel' };
const pins = { scope: 'pins:write', reason: 'pins the headline' };
const scopes = (missing: (typeof pins)[], mended: string | null = null) =>
  renderOwnTrouble(
    { cause: 'scopes', missing, remedy: 'Install the app again with the present manifest.', mended },
    minute(9),
  );

/** What the announcements channel hears of Muster itself. */
export const ownTroubles: Example[] = [
  { when: 'one permission is missing', view: scopes([bookmarks]) },
  { when: 'two are missing', view: scopes([bookmarks, pins]) },
  { when: 'they were granted', view: scopes([], iso(8)) },
  {
    when: 'Slack did not accept the token for a while',
    view: renderOwnTrouble({ cause: 'token', from: iso(0), to: iso(8) }, minute(9)),
  },
];
