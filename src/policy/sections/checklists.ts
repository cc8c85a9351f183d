import { z } from 'zod';
import { closureKey } from '../../domain/checklist-schema.ts';
import type { Checklist } from '../../domain/runbook-parts.ts';
import type { Names } from '../names.ts';
import { severitiesOf } from './named.ts';
import { duration, oneOf, section, text, wall } from './section.ts';

/** The lists of boxes to tick: what is asked before resolving, the closing list, and the policy's own. */
export function checklists(names: Names) {
  const severities = severitiesOf(names).optional().describe('Shown only at these severities.');
  const show = oneOf(['declared', 'command', 'monitoring', 'resolved']).describe(
    'When it appears: with the channel, when somebody takes command, when the fix is watched, or at the end.',
  );
  const due = duration.optional().describe('When it should be done, counted from when it appears.');
  const items = z.array(text).describe('The boxes, a line each.');
  const own = section({
    name: text.describe('What stands above the boxes: First hour.'),
    show,
    due,
    severities,
    items: items.min(1),
  });
  const resolution = section({
    soak: wall.describe('How long a fix is watched before Resolve is offered.'),
    name: text.default('Before you resolve').describe('What stands above the boxes.'),
    show: show.default('monitoring'),
    due,
    severities,
    items: items.default([]),
  });
  const closure = section({
    name: text.default('Closing checklist').describe('What stands above the boxes.'),
    due: duration.describe('When the closing list should be done: 1h after resolved.'),
    items: items.default([]),
  });
  return z
    .object({
      resolution: resolution.describe('What has to be true before an incident is resolved.'),
      closure: closure.describe('What is left to do once it is resolved.'),
    })
    .catchall(own)
    .transform(({ resolution: before, closure: closing, ...rest }) => ({
      soak: before.soak,
      checklists: [
        ...(before.items.length === 0 ? [] : [listOf('resolution', before)]),
        ...(closing.items.length === 0 ? [] : [listOf(closureKey, { ...closing, show: 'resolved' })]),
        ...Object.entries(rest).map(([key, list]) => listOf(key, list)),
      ],
    }))
    .describe('Boxes to tick. resolution and closure always exist; others have names of your own.');
}

type Written = Pick<Checklist, 'name' | 'show' | 'items'> & {
  due?: Checklist['due'] | undefined;
  severities?: string[] | undefined;
};

function listOf(key: string, { name, show, due, severities, items }: Written): Checklist {
  return { key, name, show, due: due ?? null, severities: severities ?? null, items };
}
