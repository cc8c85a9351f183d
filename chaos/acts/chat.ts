import type { Random } from '../../workbench/random.ts';
import type { Place } from './perform.ts';
import type { ActScene } from './scene.ts';
import { words } from './words.ts';

/** Somebody writes in the channel, pins what was written, corrects it or takes it back. */
export async function chat(scene: ActScene, { person, channel, incident }: Place, random: Random): Promise<void> {
  const told = { by: person.id, channel, incident: incident.name, acknowledged: true, answered: null };
  const own = person
    .channel(channel)
    .messages()
    .filter((one) => one.raw.user === person.id && !one.raw.subtype);
  const last = own.at(-1);
  const act = last === undefined ? 'say' : random.one(['say', 'pin', 'pin', 'correct', 'delete']);
  const mark = act === 'say' || act === 'correct' ? scene.mark(random) : null;
  const text = `${words(random)} ${mark ?? ''}`.trim();
  if (act === 'say' || last === undefined) {
    scene.note({ ...told, kind: 'message', what: text, mark });
    await person.says(channel, text);
  } else if (act === 'pin') {
    scene.note({ ...told, kind: 'reaction', what: 'pushpin', mark: null });
    await person.reacts(last, 'pushpin');
  } else if (act === 'correct') {
    scene.note({ ...told, kind: 'message', what: `corrected: ${text}`, mark });
    await person.edits(last, text);
  } else {
    scene.note({ ...told, kind: 'message', what: 'deleted', mark: null });
    await person.deletes(last);
  }
}
