import type { ChildProcess } from 'node:child_process';
import { clockOffset } from './clock.ts';
import { isObject } from './json.ts';

/** Brings a child process (started with `--import sandbox/preload-clock.ts` and IPC) to the time of this one; resolves when it is there. */
export function moveChildClock(child: ChildProcess): Promise<void> {
  const offset = clockOffset();
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new Error('The process ended before its clock was moved.'));
    const heard = (message: unknown): void => {
      if (
        !isObject(message) ||
        message.type !== 'clock-moved' ||
        typeof message.offset !== 'number' ||
        message.offset < offset
      )
        return;
      child.off('message', heard);
      child.off('exit', gone);
      resolve();
    };
    child.on('message', heard);
    child.once('exit', gone);
    child.send({ type: 'clock', offset });
  });
}
