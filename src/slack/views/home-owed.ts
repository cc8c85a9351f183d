import type { Button, SectionBlock } from '@slack/types';
import type { FollowUp } from '../../domain/follow-ups.ts';
import type { Owed } from '../../domain/home.ts';
import { type Incident, nameOf } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import { count } from '../../domain/wording.ts';
import { actions } from '../ids.ts';
import { button, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import { valueOf } from './incident-buttons.ts';
import { channelLink, privateName, withKind } from './name-things.ts';
import { timeOf } from './tell-time.ts';

const names = { closing: 'Closing checklist', meeting: 'Review meeting', report: 'Post-mortem', action: 'Action item' };

/** Something that one person has to do, with its tick. Of a private incident that they have left it says no word of theirs. */
export function owedBlock({ incident, item }: Owed, { user, now }: { user: string; now: Date }): SectionBlock {
  const hidden = incident.private && !isInsider(incident, user);
  const what = item.text === null || hidden ? names[item.what] : `${names[item.what]}: ${oneLine(item.text, 600)}`;
  const due = item.due <= now ? `*overdue* since ${timeOf(item.due, now)}` : `due ${timeOf(item.due, now)}`;
  const left = item.left === null || item.left === 0 ? [] : [`${count(item.left, 'item is', 'items are')} open`];
  const about = hidden
    ? privateName(incident)
    : `${withKind(incident, nameOf(incident))} — ${oneLine(incident.title, 300)}`;
  const where = hidden || incident.channel === null ? [] : [channelLink(incident.channel.id)];
  return section(`*${what}*, ${[due, ...left].join(', ')}\n${[about, ...where].join(' · ')}`, tick(incident, item));
}

// The closing checklist is ticked item by item, in its channel.
function tick(incident: Incident, { what, key }: FollowUp): Button | undefined {
  if (what !== 'meeting' && what !== 'report') return undefined;
  return button({
    label: 'Done',
    action: actions.finishFollowUp,
    variant: `${incident.number}-${key}`,
    value: valueOf(incident, { item: what, done: 'yes' }),
  });
}
