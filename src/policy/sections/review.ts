import { z } from 'zod';
import type { AgendaPoint } from '../../domain/runbook-parts.ts';
import { duration, section, text } from './section.ts';

const point = section({
  topic: text.describe('What is talked about.'),
  minutes: z
    .number()
    .refine((minutes) => Number.isInteger(minutes) && minutes > 0 && minutes <= 480, {
      error: 'has to be whole minutes, 480 at most: minutes: 20',
    })
    .meta({ type: 'integer', minimum: 1, maximum: 480 })
    .optional()
    .describe('How many minutes it gets.'),
  points: z.array(text).default([]).describe('What to ask about it.'),
});

/** A point with nothing but a topic may be written as text. */
const agendaPoint = z
  .preprocess((written) => (typeof written === 'string' ? { topic: written } : written), point)
  .transform(({ topic, minutes, points }): AgendaPoint => ({ topic, minutes: minutes ?? null, points }))
  .meta({ orText: true });

/** What happens once an incident is over. */
export const review = section({
  meeting: duration.describe('When people meet about it: within 48h.'),
  report: duration.describe('When the post-mortem is due: within 1 week.'),
  attendees: z.array(text).default([]).describe('Who should be at the meeting, in words.'),
  agenda: z
    .array(agendaPoint)
    .default([])
    .describe('What the meeting goes through: a topic, or topic, minutes and points.'),
}).describe('The meeting and the report after an incident.');

/** Action items. */
export const actions = section({
  kinds: z.array(text).default([]).describe('Kinds of action items: Monitoring, Training.'),
})
  .prefault({})
  .describe('What an action item can be.');
