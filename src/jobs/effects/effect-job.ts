import type { Ctx } from '../../context.ts';
import type { EffectModel } from '../../db/generated/models.ts';
import type { Command } from '../../domain/commands.ts';
import type { Effect } from '../../domain/effects.ts';
import type { Incident } from '../../domain/incident.ts';
import { CallNotDone } from '../../slack/client-errors.ts';

/** An effect that is being done: its row, and the incident as it is now. */
export type Situation = {
  row: EffectModel;
  incident: Incident;
  /** The message that it edits, where it edits one and that one is there. */
  target: EffectModel | null;
  /** When it may first have been done without our hearing of it; null when every try so far was answered. */
  uncertainSince: Date | null;
};

/** What became of an effect. `result` is kept with it; `command` tells the incident, in the same transaction. */
export type Outcome =
  | { state: 'sent'; result: Result; command: Command | null }
  /** It has nothing to do any more, and nobody needs to be told. */
  | { state: 'cancelled'; reason: string };

/** Plain JSON. */
export type Result = { [key: string]: string | number | boolean | null | string[] };

/** How one effect is done. `send` may throw what the Web API throws, and UserError for what a person must mend. */
export type EffectJob = {
  send(ctx: Ctx, situation: Situation): Promise<Outcome>;
  /** Looks for what an unanswered try did; null when it did nothing, so that it is sent again. Repeating is also an answer. */
  find(ctx: Ctx, situation: Situation): Promise<Outcome | null>;
};

/** One effect of the union by its name. */
export type EffectOf<T extends Effect['type']> = Extract<Effect, { type: T }>;

/** It was done; nothing of it concerns the incident's state. */
export function sent(result: Result, command: Command | null = null): Outcome {
  return { state: 'sent', result, command };
}

/** The channel's id. Effects that need the channel run after it was opened, so a missing one is a bug. */
export function channelOf(incident: Incident): string {
  if (incident.channel === null && incident.madePrivate !== null)
    throw new CallNotDone('The private channel is not open yet');
  if (incident.channel === null) throw new Error(`${incident.id} has no channel yet`);
  return incident.channel.id;
}
