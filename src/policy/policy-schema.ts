import { z } from 'zod';
import { statuses } from '../domain/incident.ts';
import type { Names } from './names.ts';
import { businessHours, reminders, retention, timezone } from './sections/basics.ts';
import { channel } from './sections/channel.ts';
import { checklists } from './sections/checklists.ts';
import { contacts, links } from './sections/contacts.ts';
import { experts } from './sections/experts.ts';
import { outside } from './sections/outside.ts';
import { people, roles } from './sections/people.ts';
import { permissions } from './sections/permissions.ts';
import { actions, review } from './sections/review.ts';
import { rotation } from './sections/rotation.ts';
import { section, text } from './sections/section.ts';
import { severities } from './sections/severities.ts';
import { containment, detection, moments, triage } from './sections/sizing.ts';
import { targets } from './sections/targets.ts';
import { upkeep } from './sections/upkeep.ts';

/** The keys of policy.yaml. It is made for the names of one policy, so that a wrong name is found where it stands. */
export function policySchema(names: Names) {
  return section({
    organisation: text.describe('Whose runbook this is.'),
    extends: text.optional().describe('The folder whose policy this one changes, as seen from here: ../generic.'),
    timezone,
    business_hours: businessHours,
    people,
    roles: roles(names),
    rotation: rotation(names),
    experts: experts(names),
    severities: severities(names),
    statuses: section(
      Object.fromEntries(
        statuses.map((status) => [status, text.optional().describe(`What people read for ${status}.`)]),
      ),
    )
      .default({})
      .describe('What people read for each status.'),
    moments,
    triage,
    detection,
    containment,
    permissions: permissions(names),
    channel,
    contacts: contacts(names),
    links: links(names),
    checklists: checklists(names),
    outside: outside(names),
    review,
    actions,
    targets: targets(names),
    upkeep: upkeep(names),
    reminders,
    retention,
    manual: text.describe('What to do by hand when Muster cannot record anything.'),
  });
}

/** A checked policy file. */
export type PolicyFile = z.output<ReturnType<typeof policySchema>>;
