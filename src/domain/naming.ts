import { type Incident, holderOf, nameOf } from './incident.ts';
import { parkedUntil } from './parking.ts';
import { type Policy, severityOf } from './policy.ts';
import { clockOf } from './zone-time.ts';

/** Slack: a channel name has at most 80 characters of a-z, 0-9, `-` and `_`. */
const longestName = 80;
/** Slack: a topic has at most 250 characters. */
const longestTopic = 250;

/** Lower case words joined by `-`, cut at a word; empty when a title has no Latin letter or digit. */
export function slugOf(title: string, longest = 40): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (slug.length <= longest) return slug;
  const cut = slug.slice(0, longest + 1).replace(/-[^-]*$/, '');
  return cut.slice(0, longest).replace(/-+$/, '');
}

/** The channel's name by the policy's pattern. A private one says nothing of the title. `suffix` 2, 3 … when the name is taken. */
export function channelNameFor(incident: Incident, policy: Policy, suffix: number | null): string {
  const declared = clockOf(incident.moments.declared, policy.timezone);
  const values: Record<string, string> = {
    date: declared.format('YYYYMMDD'),
    'date-dashed': declared.format('YYYY-MM-DD'),
    time: declared.format('HHmm'),
    'time-seconds': declared.format('HHmmss'),
    severity: incident.severity.toLowerCase(),
    number: String(incident.number),
    slug: incident.private ? `private-${incident.number}` : slugOf(incident.title),
  };
  const filled = policy.channel.name
    .replace(/\{([a-z-]+)\}/g, (_, key: string) => values[key] ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '');
  const base = filled === '' ? `inc-${incident.number}` : filled;
  const ending = suffix === null ? '' : `-${suffix}`;
  return base.slice(0, longestName - ending.length).replace(/-+$/, '') + ending;
}

// In a topic Slack reads marks as it does in a message: what people wrote must stay text.
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function parkedWords(incident: Incident): string[] {
  const until = parkedUntil(incident);
  return until === null ? [] : [`parked until ${until}`];
}

/** The topic by the policy's pattern. `commander` is how the holder is called, or null. */
export function topicFor(incident: Incident, policy: Policy): string {
  const commander = holderOf(incident, 'commander');
  const severity = severityOf(policy, incident.severity);
  const values: Record<string, string> = {
    number: nameOf(incident),
    severity: severity.key,
    'severity-name': severity.name,
    status: escaped([policy.statuses[incident.status] ?? incident.status, ...parkedWords(incident)].join(', ')),
    title: escaped(incident.title),
    commander: commander === null ? 'no commander yet' : `<@${commander}>`,
  };
  const topic = policy.channel.topic.replace(/\{([a-z-]+)\}/g, (_, key: string) => values[key] ?? '');
  return [...topic].slice(0, longestTopic).join('');
}
