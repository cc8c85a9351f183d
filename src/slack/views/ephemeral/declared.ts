import type { Incident } from '../../../domain/incident.ts';
import { nameOf } from '../../../domain/incident.ts';
import { isMergeable } from '../../../domain/is-mergeable.ts';
import type { Policy } from '../../../domain/policy.ts';
import { actions } from '../../ids.ts';
import { button, buttonRow, type Rendered, section } from '../build-blocks.ts';
import { oneLine } from '../escape-text.ts';
import { linkTo } from '../attached.ts';
import { offerBlocks } from '../merge-offer.ts';
import { severityName, withKind } from '../name-things.ts';

type Page = { id: string; url: string } | null;

/** What the declarer hears at once; the receipt with a line per step follows as a direct message. `similar` are open incidents by id. */
export function renderDeclared(
  incident: Incident,
  policy: Policy,
  similar: Incident[],
  now: Date,
  page: Page = null,
): Rendered {
  const what = withKind(incident, `${nameOf(incident)} · ${severityName(policy, incident.severity)}`);
  const text = `${what} is recorded.`;
  const line = `*${what}* is recorded: ${oneLine(incident.title, 600)}\nIts channel is being opened; I will tell you each step in a direct message.${pageLine(incident, page)}`;
  if (similar.length === 0) return { text, blocks: [section(line)] };
  const mergeable = similar.filter((other) => isMergeable(incident, other, now));
  if (mergeable.length > 0) {
    const seen = mergeable.map((other) => ({ incident: other, hidden: false }));
    return { text, blocks: [section(line), ...offerBlocks(incident, seen, now, true)] };
  }
  const named = similar.map((other) => `INC-${other.number} (${oneLine(other.title, 300)})`).join(', ');
  const joins = similar.map((other) =>
    button({
      label: `Join INC-${other.number}`,
      action: actions.join,
      variant: String(other.number),
      value: { incident: other.id },
    }),
  );
  const cancel = button({
    label: `Call off ${nameOf(incident)}`,
    action: actions.openCancel,
    value: { incident: incident.id, number: String(incident.number) },
  });
  return {
    text,
    blocks: [section(line), section(`Similar and open: ${named}. Is it the same?`), ...buttonRow([...joins, cancel])],
  };
}

function pageLine({ kind }: Incident, page: Page): string {
  if (page === null) return '';
  const link = linkTo(page.url, `PagerDuty incident ${page.id}`);
  if (kind === 'drill') return `\nA drill leaves PagerDuty alone: ${link} goes on as it is.`;
  return `\nI am attaching ${link}: whom it rings is not paged again. Its channel hears what came of it.`;
}
