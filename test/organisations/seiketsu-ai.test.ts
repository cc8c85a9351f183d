import { useOrganisation } from './use-organisation.ts';
import { walks } from './walks.ts';

walks('seiketsu-ai', await useOrganisation('seiketsu-ai'), {
  severities: ['P0', 'P1', 'P2', 'P3'],
  channel: 'incident-YYYYMMDD-{slug}',
  topic: 'INC-n {severity} · Mitigating · Commander of week n',
  opening: null,
  update: '*{severity} update at HH:MM*\n*Status:* {status}\n*Progress:* What is known now.',
  statuses: ['Investigating', 'Mitigating', 'Monitoring', 'Resolved'],
  alert: '*Incident on Seiketsu AI: {severity}',
  over: '*{severity} resolved: Seiketsu AI works as usual again*',
  sections: [
    'Executive Summary',
    'Incident Details',
    'Timeline of Events',
    'Root Cause Analysis',
    'Impact Assessment',
    'Response Analysis',
    'Lessons Learned',
    'Action Items',
    'Review meeting',
    'Appendix',
  ],
});
