import type { NewIncident } from './declare-incident.ts';

/** What of a declaration is not the same for every way to make one. */
export type Given = Omit<NewIncident, 'workspace' | 'declaredBy' | 'delivery'>;

/** A declaration that says nothing yet. */
export const nothingGiven: Given = {
  title: '',
  severity: null,
  affected: null,
  impact: null,
  exposure: false,
  private: false,
  drill: false,
  commander: null,
  source: null,
};
