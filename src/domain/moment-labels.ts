import type { MomentName } from './incident.ts';

/** How the moments of an incident are called. */
export const momentLabels: Record<MomentName, string> = {
  impactStarted: 'Impact started',
  detected: 'Detected',
  declared: 'Declared',
  acknowledged: 'Acknowledged',
  identified: 'Identified',
  mitigated: 'Mitigated',
  resolved: 'Resolved',
  closed: 'Closed',
};
