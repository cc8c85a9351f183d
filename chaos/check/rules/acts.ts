import type { Complaint } from '../complaint.ts';
import type { View } from '../view.ts';

/** Kinds of entries that hold what a person typed, once for each act. */
const typed = ['declared', 'note', 'updatePosted', 'taskAdded', 'messagePinned'];
/** What a person reads only when it is on the record. */
const doneWords = /(?<!Nothing )is recorded|^Noted|on the timeline/;

/**
 * What a person typed is on the timelines at most once (at most as often as they typed the same command, where the first answer was
 * that it failed; a form counts once however often it is sent), and exactly once where the person was told so: an incident that was told as
 * recorded exists. An act that Slack delivered and that was acknowledged, but whose process died before it was told as done, may
 * be missing: the person was told nothing, and does it again. Redacted entries count for nothing.
 */
export function acts({ record, cases }: View): Complaint[] {
  const complaints: Complaint[] = [];
  for (const act of record.acts) {
    const { mark, answered } = act;
    if (mark === null) continue;
    const found = cases.flatMap(({ name, entries }) =>
      entries
        .filter(({ kind, body }) => typed.includes(kind) && body !== null && JSON.stringify(body).includes(mark))
        .map(({ seq, kind }) => ({ at: `${name} entry ${seq}`, kind })),
    );
    const wasTold = answered !== null && doneWords.test(answered);
    const redacted = cases.some(({ entries }) => entries.some(({ body }) => body === null));
    const complain = (demanded: string): void =>
      void complaints.push({
        rule: 'acts',
        incident: act.incident,
        when: act.at,
        demanded,
        seen: found.length === 0 ? 'nothing' : found.map(({ at, kind }) => `${kind}, ${at}`).join('; '),
        where: `“${act.what}” by ${act.by}, answered “${answered ?? 'nothing'}”`,
      });
    const kinds = found.map(({ kind }) => kind);
    const most = Math.max(1, record.acts.filter((other) => other.kind === 'command' && other.mark === mark).length);
    if (kinds.some((kind) => kinds.filter((other) => other === kind).length > most))
      complain(`it ${most === 1 ? 'once' : `${most} times at most`} on the timelines`);
    else if (wasTold && found.length === 0 && !redacted) complain('it on a timeline, because that was told');
  }
  const numbers = cases.map(({ incident }) => incident.number).sort((a, b) => a - b);
  for (const [index, number] of numbers.entries())
    if (number !== index + 1) {
      complaints.push({
        rule: 'acts',
        incident: `INC-${index + 1}`,
        when: null,
        demanded: `incidents numbered 1 to ${numbers.length}`,
        seen: numbers.join(', '),
        where: 'the exports',
      });
      break;
    }
  return complaints;
}
