import { z } from 'zod';
import type { Names } from '../names.ts';
import { rolesOf, severitiesOf } from './named.ts';
import { section, text } from './section.ts';

/** The address of a page. */
export const webAddress = z
  .string()
  .regex(/^https?:\/\/\S+$/, { error: 'must be a web address that starts with https://' });

/** Whom to turn to outside of the roles. */
export function contacts(names: Names) {
  const contact = section({
    name: text.describe('Who it is: Support of the database vendor.'),
    reach: text.describe('How to reach them, as people would use it: a phone number, an address, a Slack name.'),
    ...forWhom(names),
  }).transform(whole);
  return z.array(contact).default([]).describe('Whom to turn to besides the people above.');
}

/** Pages to look at. */
export function links(names: Names) {
  const link = section({
    title: text.describe('What it shows.'),
    url: webAddress.describe('Where it leads: https://…'),
    ...forWhom(names),
  }).transform(whole);
  return z.array(link).default([]).describe('Pages to look at: dashboards, status pages of vendors.');
}

function forWhom(names: Names) {
  return {
    severities: severitiesOf(names).optional().describe('Shown only at these severities.'),
    roles: rolesOf(names).optional().describe('Shown only to who has one of these roles.'),
  };
}

function whole<Part extends { severities?: string[] | undefined; roles?: string[] | undefined }>(part: Part) {
  return { ...part, severities: part.severities ?? null, roles: part.roles ?? null };
}
