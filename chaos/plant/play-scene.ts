import { check } from '../check/check.ts';
import type { Complaint } from '../check/complaint.ts';
import type { Round } from '../draw-round.ts';
import { playRound } from '../play-round.ts';
import type { Postgres } from '../postgres.ts';
import type { Program } from '../replica.ts';
import { type SceneName, scenes } from './scenes.ts';

// A Tuesday at ten, when everybody works.
const round: Round = {
  runbook: 'generic',
  // Whoever runs takes it at once; a socket is there a moment later.
  way: 'http',
  replicas: 2,
  isTold: true,
  startsAt: { weekday: 2, minute: 10 * 60 },
  storms: [],
};

/** Plays a scene with these bots and answers what the checker says of it. */
export async function playScene(
  name: SceneName,
  about: { number: number; folder: string; program: Program; postgres: Postgres; signal: AbortSignal },
): Promise<Complaint[]> {
  const { record } = await playRound(round, { seed: name, instead: scenes[name].play, ...about });
  return check(record);
}
