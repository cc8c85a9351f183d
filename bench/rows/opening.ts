import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { inPairs, type Line, ms, quantile, times } from '../figures.ts';
import { type Scene, setScene, type Stage } from '../stage.ts';
import { type Program, until } from '../start-program.ts';

/** From the submitted form to a channel that can be used (the declarer is in it, the headline stands), and until all is set up. */
export async function opening(stage: Stage): Promise<Line[]> {
  const scene = await setScene(stage);
  try {
    const muster = await scene.startMuster(await stage.database());
    scene.deliverTo(muster);
    const floor = await scene.startFloor('bolt', { FORM: await formOf(scene) });
    const lines: Line[] = [];
    for (const latency of [0, 150]) {
      const one = (program: Program) => () => submits(scene, program, latency);
      await inPairs(stage.quick ? 0 : 3, one(muster), one(floor));
      const rounds = stage.quick ? 1 : latency === 0 ? 15 : 7;
      const usable: [number[], number[]] = [[], []];
      const [ours, theirs] = await inPairs(
        rounds,
        async () => usedOf(await one(muster)(), usable[0]),
        async () => usedOf(await one(floor)(), usable[1]),
      );
      lines.push(lineOf('usable channel', latency, { ours: usable[0], theirs: usable[1], trips: 2 }));
      lines.push(lineOf('all set up', latency, { ours, theirs, trips: 4 }));
    }
    return lines;
  } finally {
    await scene.close();
  }
}

function usedOf([usable = 0, all = 0]: number[], kept: number[]): number[] {
  kept.push(usable);
  return [all];
}

type Taken = { ours: number[]; theirs: number[]; trips: number };

function lineOf(what: string, latency: number, { ours, theirs, trips }: Taken): Line {
  const [muster, floor] = [quantile(ours, 0.5), quantile(theirs, 0.5)];
  const most = trips * latency + 50;
  return {
    measure: `Submit → ${what}, Slack takes ${latency} ms`,
    muster: ms(muster),
    floor: ms(floor),
    ratio: times(muster / floor),
    aim: `≤ ${trips} round trips + 50 ms = ${most} ms`,
    met: muster <= most,
    limit:
      latency === 0
        ? 'About 150 statements: the declaration, its fifteen effects, three who arrive; those that decide lock one incident'
        : 'Between two calls that need each other stand a commit that records the first, the pick-up of a job and a commit that claims the second',
  };
}

async function formOf({ sandbox }: Scene): Promise<string> {
  const ana = sandbox.person('Ana Ruiz');
  await ana.runs('/incident declare', { in: '#general' });
  const form = await ana.seesModal();
  const content = JSON.stringify(form.raw.content);
  await form.close({ all: true });
  return content;
}

/** Milliseconds from the submission until the channel can be used, and until nothing more is called for. */
async function submits(scene: Scene, program: Program, latency: number): Promise<number[]> {
  const { sandbox } = scene;
  const ana = sandbox.person('Ana Ruiz');
  scene.deliverTo(program);
  sandbox.setLatency(0);
  await ana.runs('/incident declare', { in: '#general' });
  const form = await until(() => (ana.hasModal() ? ana.modal() : null), 'the form');
  form.fill('What is happening?', `Search is slow ${sandbox.workspace.counter}`);
  const before = sandbox.workspace.channels.length;
  sandbox.setLatency(latency);
  let last = performance.now();
  let calls = sandbox.calls.filter(({ isRunning }) => isRunning).length;
  const unhook = [
    sandbox.beforeCall(() => void (calls += 1)),
    sandbox.afterCall(() => {
      calls -= 1;
      last = performance.now();
    }),
  ];
  const began = performance.now();
  await form.submit();
  const usable = await until(() => (isUsable(sandbox, before, ana.id) ? performance.now() - began : null), 'a channel');
  await until(() => (calls === 0 && performance.now() - last > 400 ? true : null), 'the end of all calls');
  for (const end of unhook) end();
  return [usable, last - began];
}

function isUsable({ workspace }: Sandbox, before: number, user: string): boolean {
  const channel = workspace.channels.slice(before).find(({ kind }) => kind !== 'im');
  if (channel === undefined || !channel.members.includes(user)) return false;
  return channel.messages.some((message) => message.user === workspace.botUserId && message.text.length > 20);
}
