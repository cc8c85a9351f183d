import { useOrganisation } from './use-organisation.ts';
import { walks } from './walks.ts';

walks('aka', await useOrganisation('aka'), {
  severities: ['P0', 'P1', 'P2', 'P3'],
  channel: 'incident-YYYYMMDD-HHMM',
  topic: 'INC-n {severity} · Identified · On-call Engineer',
  opening: 'How we work in INC-',
  update:
    '*Incident update #1 (HH:MM)*\n*Status:* {status}\n*Impact:* not known yet\n*Actions:* What is known now.\n*ETA:* The next update comes at HH:MM',
  statuses: ['Investigating', 'Identified', 'Monitoring', 'Resolved'],
  alert: null,
  over: null,
  sections: [
    'Summary',
    'Impact',
    'Timeline',
    'Root Cause',
    'Resolution',
    'What Went Well',
    "What Didn't Go Well",
    'Action Items',
    'Lessons Learned',
    'Told to people outside',
    'Review meeting',
    'Appendix',
  ],
});
