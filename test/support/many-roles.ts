import type { Role } from '../../src/domain/policy.ts';
import { repeated } from './every-notice.ts';

/** Eight roles with names as long as somebody might make them. */
export const manyRoles: Role[] = repeated(8, (n) => ({
  key: n === 0 ? 'commander' : `role-${n}`,
  name: 'A role with a long name '.repeat(8),
  button: n === 0 ? 'Take command' : `Take ${'a role with a long name '.repeat(8)}`,
  primary: null,
  secondary: null,
  schedule: null,
}));
