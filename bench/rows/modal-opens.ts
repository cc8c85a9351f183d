import { compare, inPairs, type Line, quantile } from '../figures.ts';
import { setScene, type Stage } from '../stage.ts';
import { type Program, until } from '../start-program.ts';

/** From the command to the form on the person's screen; the floor opens the very same form. */
export async function modalOpens(stage: Stage): Promise<Line[]> {
  const scene = await setScene(stage);
  const { sandbox } = scene;
  const ana = sandbox.person('Ana Ruiz');
  try {
    const muster = await scene.startMuster(await stage.database());
    const opens = (program: Program) => async () => {
      scene.deliverTo(program);
      const began = performance.now();
      const [taken] = await Promise.all([
        until(() => (ana.hasModal() ? performance.now() - began : null), 'the form'),
        ana.runs('/incident declare', { in: '#general' }),
      ]);
      return [taken];
    };
    await opens(muster)();
    const form = JSON.stringify(ana.modal().raw.content);
    await ana.modal().close({ all: true });
    const floor = await scene.startFloor('bolt', { FORM: form });
    const closes = (program: Program) => async () => {
      const taken = await opens(program)();
      await ana.modal().close({ all: true });
      return taken;
    };
    await inPairs(3, closes(muster), closes(floor));
    const [ours, theirs] = await inPairs(stage.quick ? 3 : 60, closes(muster), closes(floor));
    const limit = 'One call to Slack, which the workspace answers; the form is put together in under a millisecond';
    const measure = 'Form on the screen after the command';
    return [compare({ measure, muster: quantile(ours, 0.5), floor: quantile(theirs, 0.5), most: 1.3, limit })];
  } finally {
    await scene.close();
  }
}
