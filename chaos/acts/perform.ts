import { setTimeout as delay } from 'node:timers/promises';
import type { PersonDriver } from '../../sandbox/drivers/person.ts';
import { type Random, randomFrom } from '../../workbench/random.ts';
import type { ActKind, DrawnAct } from '../draw-round.ts';
import type { Known } from '../look.ts';
import { chat } from './chat.ts';
import { typeCommand } from './commands.ts';
import { fillForm } from './fill-form.ts';
import { answerPage } from './pager.ts';
import type { ActScene } from './scene.ts';
import { words } from './words.ts';

/** Where somebody acts in an incident. */
export type Place = { person: PersonDriver; incident: Known; channel: string };

const mostOpen = 7;
const formWithin = 1500;
const lookEvery = 20;

/**
 * Lets a person do something. What cannot be done just then, because there is no such button or incident, is left, as people leave it.
 */
export async function perform(scene: ActScene, { kind, salt }: DrawnAct): Promise<void> {
  const random = randomFrom(salt);
  const open = (await scene.look.incidents()).filter((one) => isOpen(one));
  try {
    await act(scene, random, open.length === 0 ? 'declare' : kind, open.length);
  } catch (error) {
    if (!isImpossible(error)) throw error;
  }
}

async function act(scene: ActScene, random: Random, kind: ActKind, open: number): Promise<void> {
  switch (kind) {
    case 'declare':
    case 'declareByForm':
      if (open >= mostOpen) return press(scene, random);
      return kind === 'declare' ? declare(scene, random) : declareByForm(scene, random);
    case 'command':
      return onPlace(scene, random, (place) => typeCommand(scene, place, random));
    case 'press':
      return press(scene, random);
    case 'pressDirect':
      return pressDirect(scene, random);
    case 'doubleClick':
      return onPlace(scene, random, async ({ person, channel }) => {
        const label = chosenButton(person, channel, random);
        await Promise.all([person.clicks(label, { in: channel }), person.clicks(label, { in: channel })]);
      });
    case 'race':
      return onPlace(scene, random, async ({ person, channel }) => {
        const label = chosenButton(person, channel, random);
        const other = anyMember(scene, channel, random);
        await Promise.all([person.clicks(label, { in: channel }), other.clicks(label, { in: channel })]);
      });
    case 'pager':
      return answerPage(scene, random);
    case 'chat':
      return onPlace(scene, random, (place) => chat(scene, place, random));
  }
}

async function declare(scene: ActScene, random: Random): Promise<void> {
  const person = anybody(scene, random);
  const drill = random.chance(0.12) ? 'drill' : 'declare';
  const line = `/incident ${drill} ${random.one(scene.severities)} ${words(random)} ${scene.mark(random)}`;
  await insisting(scene, person, random, () => person.runs(line, { in: '#general' }));
}

async function declareByForm(scene: ActScene, random: Random): Promise<void> {
  const person = anybody(scene, random);
  await person.runs('/incident declare', { in: '#general' });
  await formOf(scene, person, random);
}

/** Any button of the channel, and the form that it opens. */
function press(scene: ActScene, random: Random): Promise<void> {
  return onPlace(scene, random, async ({ person, channel }) => {
    const label = chosenButton(person, channel, random);
    await insisting(scene, person, random, () => person.clicks(label, { in: channel }));
    await formOf(scene, person, random);
  });
}

/** Any button of what the bot wrote to somebody. */
async function pressDirect(scene: ActScene, random: Random): Promise<void> {
  const { workspace } = scene.sandbox;
  const written = workspace.channels.filter(({ kind, messages }) => kind === 'im' && messages.length > 0);
  const [first, ...rest] = written.map(({ members }) => members.find((id) => id !== workspace.botUserId) ?? '');
  if (first === undefined) return;
  const person = scene.sandbox.person(random.one([first, ...rest]));
  await person.clicks(chosenButton(person, 'dm', random), { in: 'dm' });
  await formOf(scene, person, random);
}

/** Does it once more when the bot did not answer, as most people do. */
async function insisting(
  scene: ActScene,
  person: PersonDriver,
  random: Random,
  once: () => Promise<void>,
): Promise<void> {
  const failed = (): number => scene.sandbox.workspace.failures.filter(({ user }) => user === person.id).length;
  const before = failed();
  await once();
  if (failed() === before || random.chance(0.3)) return;
  await delay(300 + random.below(900));
  await once();
}

async function formOf(scene: ActScene, person: PersonDriver, random: Random): Promise<void> {
  const end = performance.now() + formWithin;
  while (!person.hasModal()) {
    if (performance.now() > end) return;
    await delay(lookEvery);
  }
  await fillForm(scene, person, person.modal(), random);
}

function chosenButton(person: PersonDriver, channel: string, random: Random): string {
  const labels = person.buttons({ in: channel }).map((label) => label.slice(1, -1));
  const [first, ...rest] = [...new Set(labels)];
  if (first === undefined) throw new Impossible('There is no button.');
  return random.one([first, ...rest]);
}

async function onPlace(scene: ActScene, random: Random, run: (place: Place) => Promise<void>): Promise<void> {
  const known = await scene.look.incidents();
  const [first, ...rest] = known.filter((one) => one.channel !== null && (isOpen(one) || random.chance(0.25)));
  if (first === undefined) return;
  const incident = random.one([first, ...rest]);
  const channel = incident.channel ?? '';
  const person = anyMember(scene, channel, random);
  await run({ person, incident, channel });
}

/** A member of the channel; now and then somebody who joins it for that. */
function anyMember(scene: ActScene, id: string, random: Random): PersonDriver {
  const { workspace } = scene.sandbox;
  const channel = workspace.channels.find((one) => one.id === id);
  if (!channel || channel.isArchived) throw new Impossible('There is no such channel to act in.');
  const [first, ...rest] = channel.members.filter((one) => one !== workspace.botUserId);
  const stranger = anybody(scene, random);
  if (channel.kind === 'public' && (first === undefined || random.chance(0.25))) {
    // It may be archived in this very moment.
    if (!channel.members.includes(stranger.id)) stranger.joins(id).catch(() => {});
    return stranger;
  }
  if (first === undefined) throw new Impossible('Nobody is in it.');
  return scene.sandbox.person(random.one([first, ...rest]));
}

function anybody(scene: ActScene, random: Random): PersonDriver {
  return scene.sandbox.person(random.one(scene.people));
}

function isOpen({ status }: Known): boolean {
  return ['investigating', 'identified', 'monitoring'].includes(status);
}

/** What a person finds out by looking. */
class Impossible extends Error {}

// The drivers say so when something is not on the screen or not allowed to this person: plain errors of theirs.
function isImpossible(error: unknown): boolean {
  return error instanceof Error && !(error instanceof TypeError) && !(error instanceof RangeError);
}
