import { UserError } from '../errors.ts';

/** Refuses `@somebody` whom Slack did not turn into a member. */
export function refuseStranger(word: string): never {
  throw new UserError(
    'no-such-member',
    `I know nobody called ${word} here.`,
    'Choose the person from the list that Slack shows when you type @.',
  );
}
