import { afterAll } from 'vitest';
import { removeClock } from '../../sandbox/clock.ts';

// The files of a worker share one process, and a moved clock must not reach into the next one.
afterAll(removeClock);
