import type { Random } from '../../workbench/random.ts';
import type { Place } from './perform.ts';
import type { ActScene } from './scene.ts';
import { words } from './words.ts';

type Words = { text: string; person: string; severity: string; other: string };

const lines = [
  ({ text }: Words) => `update ${text}`,
  ({ text }: Words) => `update ${text}`,
  ({ text }: Words) => `update ${text}`,
  ({ text }: Words) => `note ${text}`,
  ({ text }: Words) => `note ${text}`,
  ({ severity, text }: Words) => `severity ${severity} ${text}`,
  ({ severity, text }: Words) => `severity ${severity} ${text}`,
  () => 'take',
  () => 'take',
  () => 'take tech-lead',
  () => 'take comms',
  () => 'stepdown',
  ({ person }: Words) => `handover commander @${person}`,
  ({ person }: Words) => `role tech-lead @${person}`,
  () => 'ack',
  () => 'ack',
  () => 'here',
  () => 'escalate',
  ({ person, text }: Words) => `page @${person} ${text}`,
  ({ person, text }: Words) => `page @${person} ${text}`,
  ({ text }: Words) => `monitor ${text}`,
  () => 'status identified',
  ({ text }: Words) => `resolve ${text}`,
  ({ text }: Words) => `reopen ${text}`,
  () => 'close',
  ({ text }: Words) => `cancel ${text}`,
  ({ other }: Words) => `merge ${other}`,
  () => 'merge undo',
  ({ text }: Words) => `edit title ${text}`,
  ({ text }: Words) => `edit impact ${text}`,
  () => 'park until tomorrow 09:00',
  () => 'wake',
  () => 'follow',
  ({ person, text }: Words) => `task @${person} ${text}`,
  ({ person, text }: Words) => `action @${person} ${text} by friday`,
  ({ text }: Words) => `make-private ${text}`,
  () => 'timeline',
  () => 'catchup',
  () => 'postmortem',
  () => '',
] as const;

/** Types a command in an incident's channel, any of those that people type. */
export async function typeCommand(scene: ActScene, { person, channel }: Place, random: Random): Promise<void> {
  const known = (await scene.look.incidents()).filter((one) => one.channel !== channel && !one.private);
  const [first, ...rest] = known.map(({ name }) => name);
  const line = random.one(lines)({
    text: `${words(random)} ${scene.mark(random)}`,
    person: random.one(scene.people),
    severity: random.one(scene.severities),
    other: first === undefined ? 'INC-1' : random.one([first, ...rest]),
  });
  await person.runs(`/incident ${line}`.trim(), { in: channel });
}
