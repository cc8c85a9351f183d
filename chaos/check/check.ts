import { recordSchema } from '../record.ts';
import type { Complaint } from './complaint.ts';
import { readDemands } from './demands.ts';
import { acts } from './rules/acts.ts';
import { calls } from './rules/calls.ts';
import { files } from './rules/files.ts';
import { ladder } from './rules/ladder.ts';
import { limits } from './rules/limits.ts';
import { pages } from './rules/pages.ts';
import { privacy } from './rules/privacy.ts';
import { reminders } from './rules/reminders.ts';
import { silence } from './rules/silence.ts';
import { status } from './rules/status.ts';
import { surfaces } from './rules/surfaces.ts';
import { timeline } from './rules/timeline.ts';
import { told } from './rules/told.ts';
import { troubles } from './rules/troubles.ts';
import { twice } from './rules/twice.ts';
import { updates } from './rules/updates.ts';
import { type Checked, type View, viewOf } from './view.ts';

/** Every rule by its name. */
export const rules = {
  acts,
  calls,
  files,
  ladder,
  limits,
  pages,
  privacy,
  reminders,
  silence,
  status,
  surfaces,
  timeline,
  told,
  troubles,
  twice,
  updates,
} satisfies Record<string, (view: View) => Complaint[]>;

/** The name of a rule. */
export type RuleName = keyof typeof rules;

/** How much the rules looked at, by how it ended. */
export type Ends = Record<Checked, Record<string, number>>;

/** What is wrong with a round: the record compared with what the policy of its runbook demands. */
export async function check(record: unknown): Promise<Complaint[]> {
  return (await checkAndCount(record)).complaints;
}

/** The same, with what was looked at. */
export async function checkAndCount(record: unknown): Promise<{ complaints: Complaint[]; ends: Ends }> {
  const parsed = recordSchema.parse(record);
  const ends: Ends = { reminders: {}, steps: {}, pages: {}, updates: {}, files: {} };
  const count = (what: Checked, end: string): void => {
    ends[what][end] = (ends[what][end] ?? 0) + 1;
  };
  const view = viewOf(parsed, await readDemands(parsed.runbook), count);
  return { complaints: Object.values(rules).flatMap((rule) => rule(view)), ends };
}
