import type { Policy } from '../../src/domain/policy.ts';
import type { OutsideMessage } from '../../src/domain/runbook-parts.ts';
import { policy } from './policy.ts';

const severities = ['P0', 'P1'];
const page = (when: OutsideMessage['when']): OutsideMessage => ({
  key: `status-${when}`,
  name: 'Status page',
  template: 'status-page',
  when,
  severities,
});
const mail = { key: 'customer-email', name: 'E-mail to customers', template: 'customer-email' } as const;

/** The small policy with a text for the status page at every status, and an e-mail at the end. */
export const withOutside: Policy = {
  ...policy,
  templates: ['customer-email', 'status-page'],
  outside: [
    page('investigating'),
    page('identified'),
    page('resolved'),
    { ...mail, when: 'resolved', severities: null },
  ],
};
