import { useOrganisation } from './use-organisation.ts';
import { walks } from './walks.ts';

walks('kaizen-ai', await useOrganisation('kaizen-ai'), {
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
