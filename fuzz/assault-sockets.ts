import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from '../sandbox/start-sandbox.ts';
import type { Random } from '../workbench/random.ts';
import { newOutcome, type Outcome } from './assault.ts';
import { breakText, breakValue } from './break-value.ts';
import { slackKinds } from './slack-payloads.ts';
import type { Victim } from './start-victim.ts';

const between = 100;

/** Frames of Socket Mode that Slack would not send. They are not answered, so all that is asked is that the sockets stay. */
export async function assaultSockets(
  victim: Victim,
  sandbox: Sandbox,
  { frames, random }: { frames: number; random: Random },
): Promise<Outcome> {
  const outcome = newOutcome('Socket Mode');
  const began = performance.now();
  while (outcome.requests < frames && victim.isAlive()) {
    sandbox.sendFrame(frame(random));
    outcome.requests += 1;
    if (outcome.requests % between !== 0) continue;
    // They are sent without waiting, faster than they are read.
    await delay(20);
    outcome.memory.push(victim.memory());
  }
  outcome.ms = performance.now() - began;
  await sandbox
    .eventually(
      () => {
        if (sandbox.socketConnections() < 2) throw new Error('a socket is missing');
      },
      { within: 15_000 },
    )
    .catch(() => outcome.wrong.set('its sockets were lost', 1));
  return outcome;
}

function frame(random: Random): string {
  const payload = random.one(slackKinds).make(random);
  const envelope = {
    envelope_id: `e-${random.below(1e9)}`,
    type: random.one(['events_api', 'interactive', 'slash_commands', 'hello', 'error', 'close', 'nothing']),
    payload,
    accepts_response_payload: true,
    retry_attempt: 0,
  };
  const text = JSON.stringify(breakValue(random, envelope, 1 + random.below(4))) ?? '';
  return random.chance(0.3) ? breakText(random, text) : text;
}
