/** What the auditor finds missing or wrong, and puts right. */
export const repairs = [
  'wake_time_missing',
  'wake_time_wrong',
  'timer_without_job',
  'timer_job_late',
  'timer_job_exhausted',
  'lane_without_job',
  'claim_left_behind',
  'process_died',
] as const;
/** One of them. */
export type Repair = (typeof repairs)[number];
