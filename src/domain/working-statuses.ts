/** The statuses in which work goes on. */
export const workingStatuses = ['investigating', 'identified', 'monitoring'] as const;

/** One of them. */
export type WorkingStatus = (typeof workingStatuses)[number];

/** Whether a status is one of them. */
export function isWorking(status: string): status is WorkingStatus {
  return workingStatuses.some((one) => one === status);
}
