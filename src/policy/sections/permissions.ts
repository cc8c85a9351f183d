import { z } from 'zod';
import type { Policy } from '../../domain/policy.ts';
import type { Names } from '../names.ts';
import { parseGrant, parseGrantBefore } from '../parse-grant.ts';
import { cell, section } from './section.ts';

/** Who may do what. */
export function permissions(names: Names) {
  const granted = (usual: string[], what: string) =>
    z
      .array(cell((value) => parseGrant(value, names)))
      .default(usual)
      .describe(what);
  return section({
    declare: z
      .array(cell((value) => parseGrantBefore(value, names)))
      .default(['everyone'])
      .describe('Who may declare an incident.'),
    see: granted(['everyone'], 'Who may read what is not private, and join.'),
    respond: granted(['everyone'], 'Who may acknowledge, write updates and notes, change severity and status, reopen.'),
    take: granted(['everyone'], 'Who may take a role, or ask somebody to take one.'),
    resolve: granted(['everyone'], 'Who may resolve, close and call off.'),
    page: granted(['everyone'], 'Who may call somebody now, or run the next step of the ladder.'),
    redact: granted(['commander', 'declarer'], 'Who may take words off the record.'),
    see_private: granted([], 'Who may see private incidents besides the people in them.'),
  })
    .prefault({})
    .transform(({ see_private: seePrivate, ...rest }): Policy['permissions'] => ({ ...rest, seePrivate }))
    .describe('Who may do what: everyone, guests, roles, people, member ids, user groups, declarer, members.');
}
