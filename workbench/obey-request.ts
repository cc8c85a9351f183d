import type { AroundRequest } from '../sandbox/live/answer-request.ts';
import type { Clock } from './clock.ts';
import type { Demo } from './demo.ts';
import type { KeptBot } from './keep-bot.ts';
import type { Scene } from './scene.ts';

/** What people's requests act upon; `scene` and `bot` are those of the moment. */
export type Around = {
  scene(): Scene;
  bot(): KeptBot;
  clock: Clock;
  demo: Demo;
  reset(runbook: string): Promise<void>;
  tell(part: 'outside' | 'trouble'): void;
};

/** Does what a browser asks of what is around the workspace; throws, in words for a person, when it cannot be. */
export async function obeyRequest(around: Around, request: AroundRequest): Promise<void> {
  const { clock, demo } = around;
  switch (request.type) {
    case 'forward':
      needOwnClock(demo);
      return clock.forward(request.by);
    case 'speed':
      needOwnClock(demo);
      return clock.play(request.speed);
    case 'trouble':
      return makeTrouble(around, request);
    case 'page':
      return press(around, request);
    case 'reset':
      return around.reset(request.runbook);
    case 'demo':
      return request.on ? play(around) : demo.stop();
  }
}

function needOwnClock(demo: Demo): void {
  if (demo.state().playing) throw new Error('The demo moves the clock. Stop it, and it is yours.');
}

function play({ scene, bot, clock, demo }: Around): void {
  if (bot().state() !== 'up') throw new Error('The bot is not up yet. Wait for it, then play the demo.');
  clock.play(1);
  demo.play(scene());
}

async function makeTrouble(
  { scene, bot, tell }: Around,
  wanted: Extract<AroundRequest, { type: 'trouble' }>,
): Promise<void> {
  const { trouble, pager } = scene();
  if (wanted.slack) trouble.set(wanted.slack);
  if (wanted.pagerDuty === 'down') pager.faults.down();
  if (wanted.pagerDuty === 'well') pager.faults.up();
  tell('trouble');
  if (wanted.bot) await bot().kill();
  if (wanted.bot === 'restart') await bot().start();
}

async function press(
  { scene, tell }: Around,
  { page, act, as }: Extract<AroundRequest, { type: 'page' }>,
): Promise<void> {
  const { pager, sandbox } = scene();
  const name = sandbox.workspace.users.find(({ id }) => id === as)?.realName ?? as;
  const by = pager.account.users.find((user) => user.name === name);
  if (!by) throw new Error(`${name} has no login at PagerDuty.`);
  await pager.press(act, { incident: page, by: by.id });
  tell('outside');
}
