import type { ShownList } from './checklist-schema.ts';
import type { Incident } from './incident.ts';
import { localTime } from './local-time.ts';
import { plainMarkdown } from './plain-markdown.ts';
import type { Policy } from './policy.ts';

/** A checklist as the post-mortem tells it; `by` and `at` are null for what is not ticked. */
export type ToldList = {
  name: string;
  due: string | null;
  items: { text: string; done: boolean; by: string | null; at: string | null }[];
};

type Told = {
  incident: Incident;
  absorbed?: { of: string; checklists: ShownList[] }[];
  policy: Policy;
  name: (user: string) => string;
};

/** Every checklist with who ticked what when. Of what was merged into it only those that somebody ticked: its moments were its own. */
export function tellChecklists({ incident, absorbed = [], policy, name }: Told): ToldList[] {
  const others = absorbed.flatMap(({ of, checklists }) =>
    checklists
      .filter(({ items }) => items.some(({ doneAt }) => doneAt !== null))
      .map((list) => ({ ...list, name: `${of}: ${list.name}` })),
  );
  return [...incident.checklists, ...others].map((list) => ({
    name: plainMarkdown(list.name, name),
    due: localTime(list.due, policy),
    items: list.items.map(({ text, doneBy, doneAt }) => ({
      text: plainMarkdown(text, name),
      done: doneAt !== null,
      by: doneBy === null ? null : plainMarkdown(name(doneBy), name),
      at: localTime(doneAt, policy),
    })),
  }));
}
