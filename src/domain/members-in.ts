import type { Incident } from './incident.ts';
import type { Entry } from './timeline.ts';

/** Everybody whose name the document may need: member ids. */
export function membersIn(incident: Incident, entries: Entry[]): string[] {
  const found = new Set([incident.declaredBy, ...(incident.resolution === null ? [] : [incident.resolution.owner])]);
  const texts = [incident.title, incident.affected, incident.impact, ...Object.values(incident.resolution ?? {})];
  for (const entry of entries) {
    if (entry.actor !== null) found.add(entry.actor);
    texts.push(
      ...Object.values(entry.body ?? {}).flatMap((value) =>
        Array.isArray(value) ? value : [typeof value === 'string' ? value : null],
      ),
    );
  }
  for (const text of texts) {
    if (text === null) continue;
    if (/^[UW][A-Z0-9]{6,}$/.test(text)) found.add(text);
    for (const [, user] of text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)) if (user !== undefined) found.add(user);
  }
  return [...found];
}
