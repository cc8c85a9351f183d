import type { NewIncident } from '../../src/commands/declare-incident.ts';

/** A declaration that says nothing but its title. */
export const nothingGiven: Omit<NewIncident, 'workspace' | 'declaredBy' | 'delivery'> = {
  title: 'Something is wrong',
  severity: null,
  affected: null,
  impact: null,
  exposure: false,
  private: false,
  drill: false,
  commander: null,
  source: null,
};
