import { clockNow } from '../sandbox/clock.ts';
import type { ChannelSetup } from '../sandbox/state/create-workspace.ts';
import { formatTs, readKey, type Workspace } from '../sandbox/state/workspace.ts';

/** The channels that everybody finds. */
export const channels: ChannelSetup[] = [
  { name: 'general', withBot: true },
  { name: 'incidents', withBot: true },
  { name: 'checkout', withBot: true },
  { name: 'payments' },
  { name: 'platform' },
  { name: 'deploys' },
  { name: 'support' },
  { name: 'random' },
];

/** What was said before anybody looked: channel, who, how many hours ago, what; a reply begins with ↳. */
const said: [string, string, number, string][] = [
  [
    'general',
    'Lena Vogt',
    27,
    'Planning is at 10 as always. Bring what you want to drop, not only what you want to add.',
  ],
  ['general', 'Flo Meyer', 26.5, 'The customer survey is out. Two answers so far, both kind.'],
  [
    'general',
    'Cy Tan',
    5,
    'Reminder: the price change goes live tonight. Whoever sees anything odd at the till, say so here.',
  ],
  ['general', 'Ana Ruiz', 4.8, '↳ I am on call for command this week, Ben for the tech side.'],
  ['checkout', 'Ben Okafor', 20, 'Release 40 of `checkout` is everywhere. Error rate as before: 0.2 %.'],
  [
    'checkout',
    'Eli Brand',
    3,
    'Release 41 is ready for review. It opens its connections later, which should make the start faster.',
  ],
  ['checkout', 'Dee Novak', 2.6, '↳ Read it. One question about the pool, else fine.'],
  ['checkout', 'Eli Brand', 2.4, '↳ Answered. Shipping it tonight with the price change.'],
  ['payments', 'Dee Novak', 30, 'The card provider announces maintenance for Sunday 02:00 to 04:00 UTC.'],
  ['platform', 'Ben Okafor', 52, 'The database has moved to the larger machines. Headroom for a year, at last.'],
  ['platform', 'Wes Wide', 50, 'Nice. The dashboards show it: p95 went from 41 ms to 23 ms.'],
  ['deploys', 'Ben Okafor', 20.1, '`checkout` 40 deployed in 6 min, rolled out to all regions.'],
  ['deploys', 'Dee Novak', 8, '`ledger` 112 deployed in 4 min.'],
  ['support', 'Flo Meyer', 7, 'Three customers ask where their invoices of last month are. Looking.'],
  ['support', 'Flo Meyer', 6.5, '↳ They were in the spam folder. All three of them.'],
  ['random', 'Cy Tan', 11, 'The plant by the window lives. Whoever waters it: thank you.'],
  ['random', 'Lena Vogt', 10.5, 'It was Flo. It is always Flo.'],
];

/** Gives a new workspace a little history, which everybody has read. */
export function seed(workspace: Workspace): void {
  const now = clockNow().getTime() * 1000;
  for (const channel of workspace.channels) {
    const lines = said.filter(([name]) => name === channel.name);
    let thread: string | undefined;
    for (const [, name, hours, text] of lines) {
      const user = workspace.users.find(({ realName }) => realName === name);
      if (!user) continue;
      channel.lastTs = Math.round(now - hours * 3_600_000_000);
      const ts = formatTs(channel.lastTs);
      const isReply = text.startsWith('↳ ');
      const message = { user: user.id, text: text.replace('↳ ', ''), extra: {}, reactions: [], fileIds: [] };
      channel.messages.push({ ts, ...message, threadTs: isReply ? thread : undefined });
      if (!isReply) thread = ts;
    }
    const newest = channel.messages.at(-1)?.ts;
    if (newest !== undefined)
      for (const user of channel.members) workspace.lastRead.set(readKey(user, channel.id), newest);
  }
}
