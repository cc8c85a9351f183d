import { nameOf } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notices.ts';
import { type Rendered, section } from './build-blocks.ts';
import { oneLine, paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { nameInSentence, named, withKind } from './name-things.ts';
import { timeOf } from './tell-time.ts';

/** Somebody who knows the subject was asked to come. */
export function renderEngaged(notice: Extract<Notice, { type: 'engaged' }>, facts: Facts): Rendered {
  const { incident, now } = facts;
  const who = `${named(notice.user, facts)} (${oneLine(notice.expert, 80)})`;
  const head = `${named(notice.by, facts)} engaged ${who} for ${nameInSentence(incident)} (${timeOf(notice.at, now)})`;
  const why = notice.why === null ? '.' : `: “${paragraph(notice.why, 1000)}”`;
  return { text: `${withKind(incident, nameOf(incident))}: ${head}.`, blocks: [section(`${head}${why}`)] };
}

/** `Engaged: Ben Okafor (Database, 03:12), Dee Novak (Security, 03:20)`; null while nobody was. */
export function engagedLine(facts: Facts): string | null {
  const { incident, policy, now } = facts;
  if (incident.engaged.length === 0) return null;
  const shown = incident.engaged.slice(-5).map(({ expert, user, at }) => {
    const subject = policy.experts.find(({ key }) => key === expert)?.name ?? expert;
    return `${named(user, facts)} (${oneLine(subject, 60)}, ${timeOf(at, now)})`;
  });
  return `Engaged: ${shown.join(', ')}`;
}
