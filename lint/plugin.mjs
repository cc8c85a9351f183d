import { environmentAtTheEdge } from './environment-at-the-edge.mjs';
import { importDirection } from './import-direction.mjs';
import { noWaiting } from './no-waiting.mjs';
import { oneClock } from './one-clock.mjs';

/** Muster's own lint rules; .oxlintrc.json says where each holds. */
export default {
  meta: { name: 'muster' },
  rules: {
    'environment-at-the-edge': environmentAtTheEdge,
    'import-direction': importDirection,
    'no-waiting': noWaiting,
    'one-clock': oneClock,
  },
};
