import { Worker } from 'node:worker_threads';

/** Seconds without a turn of the event loop: the longest statement of the embedded database, which runs in this thread, takes a few. */
const mostSilence = 300;

// Runs beside the thread that it watches; plain JavaScript, because it is no file.
const watcher = `
  const { readFileSync } = require('node:fs');
  const { workerData: { beats, mostSilence } } = require('node:worker_threads');
  let last = 0;
  let silent = 0;
  setInterval(() => {
    const now = Atomics.load(beats, 0);
    silent = now === last ? silent + 1 : 0;
    last = now;
    if (silent < mostSilence) return;
    process._rawDebug('The bench has not taken a turn for ' + silent + ' s and is ended.');
    const children = readFileSync('/proc/' + process.pid + '/task/' + process.pid + '/children', 'utf8').match(/\\d+/g) ?? [];
    for (const pid of [...children, process.pid]) process.kill(Number(pid), 'SIGKILL');
  }, 1000);
`;

/** Ends this process, and whatever it started, when it turns in one place and no timer of its own could end it. */
export function endWhenStuck(): void {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(beats, 0, 1), 1000).unref();
  new Worker(watcher, { eval: true, workerData: { beats, mostSilence } }).unref();
}
