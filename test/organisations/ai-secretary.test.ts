import { useOrganisation } from './use-organisation.ts';
import { walks } from './walks.ts';

walks('ai-secretary', await useOrganisation('ai-secretary'), {
  severities: ['P0', 'P1', 'P2', 'P3'],
  channel: 'incident-YYYY-MM-DD-HHMMSS',
  topic: 'INC-n {severity} · Identified · Incident Commander on duty',
  opening: null,
  update: '*{severity}: {title}*\n*Status:* {status}\n*Impact on users:* not known yet',
  statuses: ['Investigating', 'Identified', 'Monitoring', 'Resolved'],
  alert: '*Incident alert: {severity}*',
  over: null,
  sections: [
    'Summary',
    'Impact',
    'Timeline',
    'Root Cause',
    'Resolution',
    'Action Items',
    'Lessons Learned',
    'Told to people outside',
    'Review meeting',
    'Appendix',
  ],
});
