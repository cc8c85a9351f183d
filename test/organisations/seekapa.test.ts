import { useOrganisation } from './use-organisation.ts';
import { walks } from './walks.ts';

walks('seekapa', await useOrganisation('seekapa'), {
  severities: ['SEV-1', 'SEV-2', 'SEV-3', 'SEV-4'],
  channel: '{severity}-YYYYMMDD-{slug}',
  topic: 'Incident: {title} | Status: Identified | Lead: Primary On-call Engineer',
  opening: null,
  update:
    '*Status:* {status}\nWhat is known now.\n\n*What we know*\n• nothing new\n\n*What we did*\n• nothing new\n\n*What comes next*\n• to be decided',
  statuses: ['Investigating', 'Identified', 'Monitoring', 'Resolved'],
  alert: '*Incident declared: {severity}*',
  over: '*Incident resolved*',
  sections: ['Summary', 'Impact', 'Timeline', 'What went well', 'What to do better', 'Follow-up actions', 'Appendix'],
});
