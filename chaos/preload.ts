// Loaded with `--import` into each bot of a round: its clock follows the harness, and it ends with the harness, however that ended.
import '../sandbox/preload-clock.ts';

// The clock of a round runs far ahead of the machine's, so what a bot does every so many seconds (beats, sweeps, looking for jobs,
// the audit) comes this much faster, and its patience of 10 s with a call is half of that. Other patience stays as it is.
const haste = 5;
const counted = 1000;

const { setTimeout: realTimeout, setInterval: realInterval } = globalThis;
const { timeout: realSignal } = AbortSignal;

globalThis.setInterval = new Proxy(realInterval, {
  apply: (target, self, [run, ms, ...more]) =>
    Reflect.apply(target, self, [run, ms >= counted && ms % counted === 0 ? ms / haste : ms, ...more]),
});
// graphile-worker looks for jobs a second after it has looked.
globalThis.setTimeout = new Proxy(realTimeout, {
  apply: (target, self, [run, ms, ...more]) =>
    Reflect.apply(target, self, [run, ms === counted ? ms / haste : ms, ...more]),
});
AbortSignal.timeout = (ms) => realSignal.call(AbortSignal, ms >= 10_000 ? ms / 2 : ms);

process.on('disconnect', () => process.exit(0));
