import type { Complaint } from '../complaint.ts';
import { latestFor } from '../lateness.ts';
import type { RecordedMessage } from '../../record.ts';
import { type Case, type View, channelOf, openStatuses, decidedAt } from '../view.ts';

/**
 * Every incident has one channel, one pinned headline in it, one receipt for who declared it and, where it is announced, one
 * announcement; headline and announcement say its present severity, status, title and commander. Not demanded of what was recorded
 * so near to the end that its edits may be on their way. A headline in a channel that was lost cannot be edited, and is not read.
 */
export function surfaces(view: View): Complaint[] {
  return view.cases.flatMap((one) => surfacesOf(view, one));
}

function surfacesOf(view: View, one: Case): Complaint[] {
  const { record } = view;
  const { incident, entries, name } = one;
  const complaints: Complaint[] = [];
  const complain = (demanded: string, seen: string, where: string): void =>
    void complaints.push({ rule: 'surfaces', incident: name, when: record.ended, demanded, seen, where });
  const [declared] = entries;
  if (declared === undefined || latestFor(record, decidedAt(declared)) > Date.parse(record.ended)) return [];
  if (incident.channel === null || incident.channelTrouble)
    return incident.channel === null && !entries.some(({ kind }) => kind === 'effectFailed')
      ? [
          ...complaints,
          {
            rule: 'surfaces',
            incident: name,
            when: declared.recordedAt,
            demanded: 'a channel',
            seen: 'none',
            where: `export of ${name}`,
          },
        ]
      : [];
  const channel = channelOf(view, incident.channel.id);
  if (channel === undefined) return [];
  const head = headOf(name);
  const headlines = own(channel.messages).filter(({ text }) => head.test(text));
  if (headlines.length !== 1)
    complain('one headline', `${headlines.length}: ${headlines.map(({ ts }) => ts).join(', ')}`, `#${channel.name}`);
  const settled = entries.every(
    (entry) => latestFor(record, decidedAt(entry)) <= Date.parse(record.ended) || !changes.includes(entry.kind),
  );
  const [headline] = headlines;
  if (headline !== undefined && !channel.pins.includes(headline.ts))
    complain('the headline pinned', 'it is not', `#${channel.name}, pins`);
  if (headline !== undefined && settled) present(headline, `headline in #${channel.name}`);
  const opened = view.record.slack.filter(
    ({ method, applied, args }) => method === 'conversations.create' && applied && args.name === incident.channel?.name,
  );
  if (opened.length > 1) complain('one channel', `${opened.length} of that name`, 'conversations.create');
  const announced = channelOf(view, record.announce ?? '');
  const announcements = own(announced?.messages ?? []).filter(
    ({ text, threadTs }) => threadTs === null && head.test(text),
  );
  const isAnnounced = announced !== undefined && incident.kind === 'real' && !incident.private;
  if (announcements.length !== (isAnnounced ? 1 : 0))
    complain(
      `${isAnnounced ? 'one announcement' : 'no announcement'}`,
      `${announcements.length}`,
      'the announcements channel',
    );
  const [announcement] = announcements;
  if (announcement !== undefined && isAnnounced && settled) present(announcement, 'announcement');
  const receipts = record.channels
    .filter(({ kind, members }) => kind === 'im' && members.includes(incident.declaredBy))
    .flatMap(({ messages }) =>
      own(messages).filter(({ text }) => new RegExp(`\\b${name}\\b[^\\n]*is recorded \\(`).test(text)),
    );
  if (receipts.length !== 1)
    complain('one receipt for who declared it', `${receipts.length}`, `direct messages of ${incident.declaredBy}`);
  return complaints;

  function own(messages: RecordedMessage[]): RecordedMessage[] {
    return messages.filter(({ user, subtype }) => user === record.bot && subtype === null);
  }

  // A status is told in the policy's word: it is enough that what is open does not read as over and the other way.
  function present({ text }: RecordedMessage, where: string): void {
    const [line = ''] = text.split('\n');
    if (!new RegExp(`\\b${incident.severity}\\b`).test(line)) complain(`severity ${incident.severity}`, line, where);
    if (!text.includes(incident.title)) complain(`its title, ${incident.title}`, line, where);
    const isOpen = openStatuses.includes(incident.status);
    const readsOver = /Resolved|Closed|Cancelled|Merged|Called off/i.test(line);
    if (isOpen === readsOver) complain(`status ${incident.status}`, line, where);
    const commander = record.people.find(({ id }) => id === incident.roles.commander?.user)?.name;
    if (isOpen && commander !== undefined && !text.includes(commander)) complain(`commander ${commander}`, text, where);
  }
}

const changes = [
  'declared',
  'severityChanged',
  'statusChanged',
  'resolved',
  'closed',
  'cancelled',
  'merged',
  'mergeUndone',
  'reopened',
  'roleTaken',
  'roleLeft',
  'edited',
  'madePrivate',
  'redacted',
];

// Name, severity and status, in one bold line; an organisation's own first words may begin with the name, too.
function headOf(name: string): RegExp {
  return new RegExp(`^\\W*((DRILL|RECORDED AFTERWARDS)\\W+)?${name} · [^·\\n]+ · `, 'i');
}
