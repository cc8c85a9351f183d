import type { Random } from '../../workbench/random.ts';

const things = [
  'Checkout',
  'Search',
  'The ledger',
  'Sign-in',
  'The queue',
  'Card payments',
  'Exports',
  'The <b>API</b>',
] as const;
const ails = [
  'answers 500',
  'is very slow',
  'loses messages',
  'cannot be reached',
  'shows old prices',
  'is back',
] as const;

/** A sentence as people type it in a hurry. */
export function words(random: Random): string {
  return `${random.one(things)} ${random.one(ails)}`;
}
