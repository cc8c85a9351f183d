import type { ListPart } from '../../domain/checklists.ts';
import { nameOf } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notices.ts';
import { type Rendered, section } from './build-blocks.ts';
import { checklistBlocks } from './checklist-blocks.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { withKind } from './name-things.ts';

/** A message with the boxes that came with it. */
export function withLists(message: Rendered, parts: ListPart[] | undefined, facts: Facts): Rendered {
  return parts === undefined ? message : { ...message, blocks: [...message.blocks, ...checklistBlocks(parts, facts)] };
}

/** Lists whose moment has come, as they stand: the one message in which the channel ticks them. */
export function renderChecklists({ parts }: Extract<Notice, { type: 'checklists' }>, facts: Facts): Rendered {
  const { incident } = facts;
  const names = parts.flatMap(({ list }) => incident.checklists.find(({ key }) => key === list)?.name ?? []);
  const text = `${withKind(incident, nameOf(incident))}: ${names.map((name) => oneLine(name, 100)).join(', ')}`;
  const blocks = checklistBlocks(parts, facts);
  return { text, blocks: blocks.length === 0 ? [section(text)] : blocks };
}
