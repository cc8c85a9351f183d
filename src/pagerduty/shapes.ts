import { z } from 'zod';

const referenceSchema = z.object({ id: z.string(), type: z.string().optional(), summary: z.string().nullish() });

/** An incident of PagerDuty, as far as Muster has a use for it. */
export const incidentShape = z.object({
  id: z.string(),
  html_url: z.string(),
  incident_number: z.number().int().nullish(),
  title: z.string().default(''),
  status: z.enum(['triggered', 'acknowledged', 'resolved']),
  incident_key: z.string().nullish(),
  created_at: z.string(),
  assignments: z.array(z.object({ assignee: referenceSchema })).default([]),
  acknowledgements: z.array(z.object({ at: z.string(), acknowledger: referenceSchema })).default([]),
  last_status_change_by: referenceSchema.nullish(),
  last_status_change_at: z.string().nullish(),
});
/** One of them. */
export type PagerIncident = z.infer<typeof incidentShape>;

/** Answers with one incident. */
export const oneIncidentShape = z.object({ incident: incidentShape });
/** Answers with a page of incidents. */
export const incidentsShape = z.object({ incidents: z.array(incidentShape), more: z.boolean().default(false) });

/** A note on an incident. `user` is a bot's reference where no person wrote it. */
export const noteShape = z.object({
  id: z.string(),
  content: z.string(),
  created_at: z.string(),
  user: referenceSchema,
});
/** One of them. */
export type PagerNote = z.infer<typeof noteShape>;
/** Answers with every note of an incident. */
export const notesShape = z.object({ notes: z.array(noteShape) });

/** A user of PagerDuty. */
export const userShape = z.object({ id: z.string(), name: z.string(), email: z.string() });
/** One of them. */
export type PagerUser = z.infer<typeof userShape>;
/** Answers with one user. */
export const oneUserShape = z.object({ user: userShape });
/** Answers with a page of users. */
export const usersShape = z.object({ users: z.array(userShape), more: z.boolean().default(false) });

/** Answers with who is on call: users whole, because they were asked for. */
export const oncallsShape = z.object({
  oncalls: z.array(
    z.object({
      user: z.object({
        id: z.string(),
        name: z.string().optional(),
        summary: z.string().nullish(),
        email: z.string().optional(),
      }),
      schedule: referenceSchema.nullable(),
      escalation_level: z.number(),
      end: z.string().nullable(),
    }),
  ),
  more: z.boolean().default(false),
});

/** Answers that nobody reads. */
export const anyShape = z.unknown();
