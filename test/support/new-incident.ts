import { type Given, nothingGiven as nothing } from '../../src/commands/nothing-given.ts';

/** A declaration that says nothing but its title. */
export const nothingGiven: Given = { ...nothing, title: 'Something is wrong' };
