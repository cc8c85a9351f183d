import type { Button, SectionBlock } from '@slack/types';
import type { Owed } from '../../domain/home.ts';
import { nameOf } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import { count } from '../../domain/wording.ts';
import { actions } from '../ids.ts';
import { button, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import { valueOf } from './incident-buttons.ts';
import { channelLink, privateName, withKind } from './name-things.ts';
import { timeOf } from './tell-time.ts';

const names = {
  checklist: 'Checklist',
  meeting: 'Review meeting',
  report: 'Post-mortem',
  action: 'Action item',
  task: 'Task',
} as const;

/** Something that one person has to do, with its tick. Of a private incident that they have left it says no word of theirs. */
export function owedBlock(owed: Owed, { user, now }: { user: string; now: Date }): SectionBlock {
  const { incident, what, key, text, due, left } = owed;
  const hidden = incident.private && !isInsider(incident, user);
  const named = what === 'task' || what === 'action' ? `${names[what]} ${key}` : names[what];
  const own = what === 'checklist' ? `*${oneLine(text ?? '', 600)}*` : `*${named}*: ${oneLine(text ?? '', 600)}`;
  const head = text === null || hidden ? `*${named}*` : own;
  const times = [
    ...(due === null ? [] : [due <= now ? `*overdue* since ${timeOf(due, now)}` : `due ${timeOf(due, now)}`]),
    ...(left === null || left === 0 ? [] : [`${count(left, 'box is', 'boxes are')} open`]),
  ];
  const about = hidden
    ? privateName(incident)
    : `${withKind(incident, nameOf(incident))} — ${oneLine(incident.title, 300)}`;
  const where = hidden || incident.channel === null ? [] : [channelLink(incident.channel.id)];
  return section(`${[head, ...times].join(', ')}\n${[about, ...where].join(' · ')}`, tick(owed));
}

// A checklist is ticked box by box, in its channel.
function tick({ incident, what, key }: Owed): Button | undefined {
  const about = { label: 'Done', variant: `${incident.number}-${key}` };
  switch (what) {
    case 'task':
    case 'action':
      return button({ ...about, action: actions.tickTask, value: valueOf(incident, { task: key, done: 'yes' }) });
    case 'meeting':
    case 'report':
      return button({
        ...about,
        action: actions.finishFollowUp,
        value: valueOf(incident, { item: what, done: 'yes' }),
      });
    case 'checklist':
      return undefined;
  }
}
