import type { Call } from '../../sandbox/web-api/serve-call.ts';
import type { World } from './assemble-world.ts';

/** Keeps the first such call on its way until it is let go. */
export function holdCall({ sandbox }: World, isIt: (call: Pick<Call, 'method' | 'args'>) => boolean) {
  let letGo = (): void => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let held = false;
  const disarm = sandbox.beforeCall(async (call) => {
    if (held || !isIt(call)) return;
    held = true;
    await free;
  });
  return {
    isHeld: () =>
      sandbox.eventually(() => {
        if (!held) throw new Error('Nothing was held');
      }),
    letGo: () => {
      disarm();
      letGo();
    },
  };
}
