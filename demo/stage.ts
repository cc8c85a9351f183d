import type { ChannelView } from '../sandbox/drivers/channel-view.ts';
import type { PersonDriver } from '../sandbox/drivers/person.ts';
import type { Failure } from '../sandbox/state/workspace.ts';
import type { Policy } from '../src/domain/policy.ts';
import type { ProblemRunbook } from '../src/domain/problem-schema.ts';

/** Where a script is played: in a terminal or in the browser's sandbox. */
export type Stage = {
  person(name: string): PersonDriver;
  /** The newest channel of such a name. */
  channel(name: RegExp): ChannelView;
  announcements(): ChannelView;
  clock: { now(): Date; forward(by: { minutes?: number; seconds?: number }): Promise<void> };
  /** Waits until the bot has nothing left to do at this moment. */
  settle(): Promise<void>;
  runbook: { policy: Policy; problems: ProblemRunbook[] };
  /** What people did and the bot did not answer. */
  failures: readonly Failure[];
};

/** Tells what happens; whoever watches is given the time to read it. */
export type Narrator = { heading(text: string): Promise<void>; act(who: string, what: string): Promise<void> };

/** The post-mortem with which a script ends. */
export type Draft = { name: string; content: string };

/** Lets somebody do something, and waits until the bot has answered it. */
export async function does(
  { settle }: Stage,
  { act }: Narrator,
  who: string,
  what: string,
  deed: () => Promise<unknown>,
): Promise<void> {
  await act(who, what);
  await deed();
  await settle();
}

/** The incident's post-mortem, when it says all that it must and nobody was left without an answer. */
export function draftOf(channel: ChannelView, failures: readonly Failure[], must: readonly (RegExp | string)[]): Draft {
  const draft = channel.files().at(-1);
  if (!draft) throw new Error('There is no post-mortem in the channel.');
  for (const said of must) {
    const says = said instanceof RegExp ? said.test(draft.content) : draft.content.includes(said);
    if (!says) throw new Error(`The post-mortem does not say ${said}.`);
  }
  if (failures.length > 0) throw new Error(`Slack saw failures: ${JSON.stringify(failures)}`);
  return draft;
}

/** Minute and hour, in UTC. */
export function minuteOf(moment: Date): string {
  return moment.toISOString().slice(11, 16);
}

/** Weekday, minute and hour, in UTC. */
export function dayAndMinute(moment: Date): string {
  return `${moment.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })}, ${minuteOf(moment)} UTC`;
}
