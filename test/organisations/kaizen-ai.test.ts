import { useOrganisation } from './use-organisation.ts';
import { walkBreach } from './walk-breach.ts';
import { walks } from './walks.ts';

const world = await useOrganisation('kaizen-ai');

walkBreach('kaizen-ai', world, { severities: ['P0', 'P1'], whom: 'cto' });

walks('kaizen-ai', world, {
  severities: ['P0', 'P1', 'P2', 'P3'],
  channel: 'incident-YYYYMMDD-{slug}',
  topic: 'INC-n {severity} · Mitigating · On-call Engineer',
  opening: null,
  update: 'What is known now.',
  statuses: ['Investigating', 'Mitigating', 'Monitoring', 'Resolved'],
  alert: null,
  over: null,
  sections: [
    'Summary',
    'Timeline',
    'Root Cause',
    'Impact',
    'Resolution',
    'Action Items',
    'Lessons Learned',
    'Told to people outside',
    'Appendix',
  ],
});
