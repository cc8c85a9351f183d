import type { Button, KnownBlock } from '@slack/types';
import type { Owed } from '../../domain/home.ts';
import { nameOf } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import { stateOf } from '../../domain/task-schema.ts';
import { count } from '../../domain/wording.ts';
import { actions } from '../ids.ts';
import { button, buttonRow, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import { valueOf } from './incident-buttons.ts';
import { channelLink, privateName, withKind } from './name-things.ts';
import { shortStandOf, startButton } from './task-blocks.ts';
import { timeOf } from './tell-time.ts';

const names = {
  checklist: 'Checklist',
  meeting: 'Review meeting',
  report: 'Post-mortem',
  action: 'Action item',
  task: 'Task',
} as const;

/** Something that one person has to do, with its tick. Of a private incident that they have left it says no word of theirs. */
export function owedBlocks(owed: Owed, { user, now }: { user: string; now: Date }): KnownBlock[] {
  const { incident, what, key, text, due, left } = owed;
  const task = incident.tasks.find(({ id }) => id === key);
  const hidden = incident.private && !isInsider(incident, user);
  const named = what === 'task' || what === 'action' ? `${names[what]} ${key}` : names[what];
  const own = what === 'checklist' ? `*${oneLine(text ?? '', 600)}*` : `*${named}*: ${oneLine(text ?? '', 600)}`;
  const head = text === null || hidden ? `*${named}*` : own;
  const times = [
    ...(task === undefined || hidden ? [] : shortStandOf(task)),
    ...(due === null ? [] : [due <= now ? `*overdue* since ${timeOf(due, now)}` : `due ${timeOf(due, now)}`]),
    ...(left === null || left === 0 ? [] : [`${count(left, 'box is', 'boxes are')} open`]),
  ];
  const about = hidden
    ? privateName(incident)
    : `${withKind(incident, nameOf(incident))} — ${oneLine(incident.title, 300)}`;
  const where = hidden || incident.channel === null ? [] : [channelLink(incident.channel.id)];
  const said = `${[head, ...times].join(', ')}\n${[about, ...where].join(' · ')}`;
  const done = tick(owed);
  if (done === undefined || task === undefined || stateOf(task) !== 'open') return [section(said, done)];
  return [section(said), ...buttonRow([done, ...startButton(incident, task)])];
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
