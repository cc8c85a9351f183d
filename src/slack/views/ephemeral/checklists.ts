import { type ListPart, listsNamed, listsToCome, openBoxes, pagesOf } from '../../../domain/checklists.ts';
import { nameOf } from '../../../domain/incident.ts';
import type { Checklist } from '../../../domain/runbook-parts.ts';
import { count } from '../../../domain/wording.ts';
import { UserError } from '../../../errors.ts';
import { actions } from '../../ids.ts';
import { button, buttonRow, context, type Rendered, section } from '../build-blocks.ts';
import { checklistBlocks, type ListFacts } from '../checklist-blocks.ts';
import { oneLine } from '../escape-text.ts';
import { valueOf } from '../incident-buttons.ts';
import { privateName } from '../name-things.ts';

/** The checklists of an incident for one person, with their boxes, and which are to come. `word` names one; empty: all. */
export function renderChecklistPage(facts: ListFacts, { page, word }: { page: number; word: string }): Rendered {
  const { incident, policy } = facts;
  const toCome = listsToCome(incident, policy);
  const wanted = wantedOf(facts, toCome, word);
  const shown = incident.checklists.filter(({ key }) => wanted.has(key));
  const pages = pagesOf(shown);
  const at = Math.min(Math.max(1, page), Math.max(1, pages.length));
  const head = `Checklists of ${incident.private ? privateName(incident) : nameOf(incident)}: ${summaryOf(facts)}`;
  const parts: ListPart[] = pages[at - 1] ?? [];
  const coming = at >= pages.length ? toCome.filter(({ key }) => wanted.has(key)) : [];
  // Items that are to come are told where somebody asks for that list.
  const lines = coming.slice(0, 10).map((list) => comingLine(list, word !== '' && coming.length === 1));
  // What one list was asked for is shown alone after a tick, too.
  const [only, ...others] = word === '' ? [] : shown;
  const name = only !== undefined && others.length === 0 ? only.key : null;
  const turn = (label: string, to: number) =>
    button({
      label,
      action: actions.showChecklists,
      variant: String(to),
      value: valueOf(incident, { ...(name === null ? {} : { name }), page: String(to) }),
    });
  return {
    text: head,
    blocks: [
      section(`*${head}*`),
      ...checklistBlocks(parts, facts, { here: name === null ? 'all' : 'one', page: String(at) }),
      ...(lines.length === 0 ? [] : [context(lines.join('\n'))]),
      ...(pages.length > 1 ? [context(`Page ${at} of ${pages.length}`)] : []),
      ...buttonRow([
        ...(at > 1 ? [turn('Earlier', at - 1)] : []),
        ...(at < pages.length ? [turn('Later', at + 1)] : []),
      ]),
    ],
  };
}

function wantedOf({ incident }: ListFacts, toCome: Checklist[], word: string): Set<string> {
  const all = [...incident.checklists, ...toCome];
  const found = word === '' ? all : listsNamed(all, word);
  if (word !== '' && found.length === 0)
    throw new UserError(
      'no-such-list',
      `${nameOf(incident)} has no checklist “${word.slice(0, 60)}”.`,
      all.length === 0
        ? 'The policy has none for it.'
        : `It has: ${all
            .slice(0, 20)
            .map(({ name }) => `“${name}”`)
            .join(', ')}.`,
    );
  return new Set(found.map(({ key }) => key));
}

function summaryOf({ incident }: ListFacts): string {
  if (incident.checklists.length === 0) return 'none so far';
  const open = incident.checklists.flatMap(openBoxes).length;
  return open === 0 ? 'every box is ticked' : `${count(open, 'box is', 'boxes are')} open`;
}

const moments = {
  declared: 'with the declaration',
  command: 'when somebody takes command',
  monitoring: 'when the fix is watched',
  resolved: 'when it is resolved',
} as const satisfies Record<Checklist['show'], string>;

function comingLine({ name, show, items }: Checklist, whole: boolean): string {
  const line = `*${oneLine(name, 100)}* comes ${moments[show]}: ${count(items.length, 'box', 'boxes')}`;
  return whole ? [line, ...items.slice(0, 20).map((item) => `• ${oneLine(item, 100)}`)].join('\n') : line;
}
