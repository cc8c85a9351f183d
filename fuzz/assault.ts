import { Agent } from 'node:http';
import { moveClock } from '../sandbox/clock.ts';
import { mostPerMinute } from '../src/web/api/rate-limit.ts';
import type { Random } from '../workbench/random.ts';
import { sendRaw } from './send-raw.ts';
import type { Victim } from './start-victim.ts';
import type { Target } from './targets.ts';

/** What came of the requests to one endpoint. Times in milliseconds, memory in bytes. */
export type Outcome = {
  name: string;
  requests: number;
  ms: number;
  slowest: number;
  statuses: Record<number, number>;
  /** What must not be, each once, with how often. */
  wrong: Map<string, number>;
  memory: number[];
};

/** Nothing yet. */
export function newOutcome(name: string): Outcome {
  return { name, requests: 0, ms: 0, slowest: 0, statuses: {}, wrong: new Map(), memory: [] };
}

/** No answer may take longer. Slack waits as long. */
export const patience = 3000;
const atOnce = 16;
const sampleEvery = 25;

/** Sends that many requests to one endpoint. The clock is moved a minute whenever the API's limit would be reached, so that they get through. */
export async function assault(
  victim: Victim,
  target: Target,
  { requests, random, within }: { requests: number; random: Random; within: number },
): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const outcome = newOutcome(target.name);
  const began = performance.now();
  while (outcome.requests < requests && victim.isAlive()) {
    const batch = Math.min(mostPerMinute - 1, requests - outcome.requests);
    let left = batch;
    const sender = async (): Promise<void> => {
      while (left > 0 && victim.isAlive()) {
        left -= 1;
        await sendOne(victim, target, { random, agent, outcome, within });
        if (outcome.requests % sampleEvery === 0 && victim.isAlive()) outcome.memory.push(victim.memory());
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sender));
    moveClock(60_000);
    await victim.moveClock().catch(() => {}); // it has ended: the report says so
  }
  agent.destroy();
  outcome.ms = performance.now() - began;
  return outcome;
}

async function sendOne(
  victim: Victim,
  target: Target,
  { random, agent, outcome, within }: { random: Random; agent: Agent; outcome: Outcome; within: number },
): Promise<void> {
  const { request, trusted } = target.make(random);
  const sent = performance.now();
  const { status } = await sendRaw(victim.url, request, agent);
  const ms = performance.now() - sent;
  outcome.requests += 1;
  outcome.slowest = Math.max(outcome.slowest, ms);
  outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1;
  const wrong = wrongIn({ status, ms, within, trusted, size: Buffer.byteLength(request.body ?? '') });
  if (wrong !== null) outcome.wrong.set(wrong, (outcome.wrong.get(wrong) ?? 0) + 1);
}

function wrongIn(answer: {
  status: number;
  ms: number;
  within: number;
  trusted: boolean;
  size: number;
}): string | null {
  const { status, ms, within, trusted, size } = answer;
  if (ms > within) return `an answer after ${within} ms`;
  // Who is refused while still sending may see the connection end first.
  if (status === 0) return size > 60_000 ? null : 'no answer';
  if (status >= 500) return `answered ${status}`;
  if (status < 400 && !trusted) return `answered ${status} to what was not signed`;
  return null;
}
