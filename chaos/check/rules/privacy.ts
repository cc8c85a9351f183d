import type { RecordedMessage } from '../../record.ts';
import type { Complaint } from '../complaint.ts';
import { latestFor, lived } from '../lateness.ts';
import { type Case, type View, textIn, wordsOf } from '../view.ts';

const storing = 10_000;

/**
 * Nothing of a private incident is anywhere that somebody can read who is not in its channel: its title, and what was typed into it.
 * Insiders are who was in the channel at that moment (half a minute of grace for a direct message that crossed a departure), who
 * declared it, and whom its record says it called in. Previews and names of channels and files are shown on phones and in lists, so they
 * count wherever they are. What was made private later counts from then on, and from the end of the withdrawal for what lies there; what
 * was written while that decision was being stored, ten seconds in which the clock was not moved, only lies there.
 */
export function privacy(view: View): Complaint[] {
  return view.cases.filter(({ incident }) => incident.private).flatMap((one) => leaksOf(view, one));
}

function leaksOf(view: View, one: Case): Complaint[] {
  const { record } = view;
  const { incident, name, entries } = one;
  const complaints: Complaint[] = [];
  const since = incident.madePrivate === null ? 0 : Date.parse(incident.madePrivate.at);
  const settled = since === 0 ? 0 : latestFor(record, since);
  const secrets = [
    incident.title,
    ...record.acts.filter((act) => act.incident === name).flatMap(({ mark }) => mark ?? []),
  ].filter((secret) => secret.length >= 5);
  const own = record.channels.find(({ id }) => id === incident.channel?.id);
  const known = new Set([
    incident.declaredBy,
    ...incident.invited,
    ...entries.flatMap(({ kind, actor }) => (kind === 'joined' && actor !== null ? [actor] : [])),
    record.bot,
  ]);
  const isInside = (user: string, at: number): boolean =>
    known.has(user) ||
    own?.membership.some(
      (stay) =>
        stay.user === user &&
        Date.parse(stay.from) - 30_000 <= at &&
        (stay.until === null || Date.parse(stay.until) + 30_000 >= at),
    ) === true;
  const hear = (where: string, at: number | null, text: string): void => {
    const secret = secrets.find((one_) => text.includes(one_) || text.includes(slugOf(one_)));
    if (secret === undefined || (at !== null && since > 0 && lived(record, since, at) < storing)) return;
    complaints.push({
      rule: 'privacy',
      incident: name,
      when: at === null ? null : new Date(at).toISOString(),
      demanded: 'nothing of it where somebody outside can read it',
      seen: `“${secret}”`,
      where,
    });
  };
  for (const call of record.slack) {
    const at = Date.parse(call.at);
    if (/^(conversations\.(create|rename)|files\.)/.test(call.method))
      hear(`${call.method}, a name`, at, JSON.stringify(call.args));
    if (!call.method.startsWith('chat.')) continue;
    const { text } = call.args;
    if (typeof text === 'string') hear(`the preview of ${call.method} in ${call.channel ?? '?'}`, at, text);
    const person = call.method === 'chat.postEphemeral' ? textIn(call.args.user) : null;
    if (!isSeenOutside(call.channel, person, at)) continue;
    hear(`${call.method} in ${call.channel ?? '?'}`, at, wordsOf(call.args.blocks).join('\n'));
  }
  // Declared in private, it is not even named where everybody reads.
  if (since === 0)
    for (const { channel, said, ts, at } of view.posts)
      if (record.channels.find(({ id }) => id === channel)?.kind === 'public' && new RegExp(`\\b${name}\\b`).test(said))
        complaints.push({
          rule: 'privacy',
          incident: name,
          when: new Date(at).toISOString(),
          demanded: 'no word of a private incident in a channel that is open to everybody',
          seen: name,
          where: `message ${ts} in ${channel}`,
        });
  for (const channel of record.channels) {
    if (channel.id === incident.channel?.id) {
      hear('the name of its channel', null, channel.name);
      continue;
    }
    if (!isSeenOutside(channel.id, null, Date.parse(record.ended))) continue;
    if (settled > Date.parse(record.ended)) continue;
    const where = `#${channel.name || channel.id}, at the end`;
    hear(
      `${where}: header`,
      null,
      [channel.name, channel.topic, channel.purpose, ...channel.bookmarks.map(({ title }) => title)].join('\n'),
    );
    for (const message of channel.messages)
      if (message.user === record.bot) hear(`${where}: message ${message.ts}`, null, writtenIn(message, since));
  }
  for (const { at, user, where, text } of record.shown)
    if (!isInside(user, Date.parse(at))) hear(`${where} of ${user}`, Date.parse(at), text);
  for (const page of record.pages) {
    const early = Date.parse(page.at) < since;
    // A page that rang before it was private is renamed; its notes cannot be taken back.
    hear(
      `PagerDuty's ${page.id}`,
      early ? null : Date.parse(page.at),
      `${page.title}\n${early ? '' : [page.details, ...page.notes].join('\n')}`,
    );
  }
  for (const { process, text } of record.logs) hear(`the log of ${process}`, null, since === 0 ? text : '');
  return complaints;

  function isSeenOutside(id: string | null, person: string | null, at: number): boolean {
    if (person !== null) return !isInside(person, at);
    if (id === null) return true;
    if (/^[UW]/.test(id)) return !isInside(id, at);
    const channel = record.channels.find((other) => other.id === id);
    if (channel === undefined) return false;
    if (channel.kind === 'im') return channel.members.some((user) => !isInside(user, at));
    return channel.kind === 'public';
  }
}

// Slack's own lines cannot be withdrawn: what it was called before, and a topic from when it was open.
function writtenIn({ subtype, text, preview, at }: RecordedMessage, since: number): string {
  if (subtype === 'channel_name') return text.split(' to ').at(-1) ?? text;
  if (subtype?.startsWith('channel_') === true && Date.parse(at) < since) return '';
  return `${text}\n${preview}`;
}

/** How a title stands in the name of a channel. */
function slugOf(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
