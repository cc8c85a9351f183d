import { z } from 'zod';
import type { LadderStep, Severity } from '../../domain/policy.ts';
import type { Names } from '../names.ts';
import { parseLadderStep, stepPattern } from '../parse-ladder-step.ts';
import { inviteeOf } from './named.ts';
import { cell, duration, oneOf, section, text } from './section.ts';

const severityKey = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,19}$/, {
  error: 'is not a usable severity. Use letters, digits and hyphens, 20 at most: P0 or SEV-1',
});

/** The severities, highest first. */
export function severities(names: Names) {
  const ladder = z
    .array(cell((value) => parseLadderStep(value, names)).meta({ pattern: stepPattern }))
    .superRefine(refuseDuplicates);
  const severity = section({
    name: text.describe('How people call it: Critical.'),
    means: text.describe('What it means, in one sentence.'),
    criteria: z.array(text).default([]).describe('What makes an incident one of this severity, a line each.'),
    examples: z.array(text).default([]).describe('What it looked like before, a line each.'),
    first_action: oneOf(['page', 'notify', 'ticket'])
      .default('page')
      .describe('page: a phone rings. notify: Slack tells people. ticket: somebody writes a ticket, nobody is called.'),
    respond_within: duration.describe('How soon somebody has to answer: 15m, 1 business day.'),
    update_every: duration.describe('How often people are told how it stands.'),
    monitoring_every: duration.optional().describe('The slower rhythm while a fix is watched.'),
    invite: z
      .array(inviteeOf(names))
      .default([])
      .describe('Who comes into the channel: roles, people, member ids (U…), user groups (S…).'),
    ladder: ladder
      .default([])
      .describe(
        'Who is called when: 5m reach tech-lead; 1h inform cto unless mitigated; at once inform ceo if data_breach.',
      ),
    private_ladder: ladder.optional().describe('The ladder of a private incident; without it the reach steps above.'),
  });
  return z
    .record(severityKey, severity)
    .transform((map) => Object.entries(map).map(([key, value], rank) => built(key, rank, value)))
    .describe('What an incident can be, highest first.');
}

type Written = {
  [Key in 'name' | 'means' | 'criteria' | 'examples' | 'invite' | 'ladder']: Severity[Key];
} & {
  first_action: Severity['firstAction'];
  respond_within: Severity['respondWithin'];
  update_every: Severity['updateEvery'];
  monitoring_every?: Severity['monitoringEvery'] | undefined;
  private_ladder?: LadderStep[] | undefined;
};

function built(key: string, rank: number, value: Written): Severity {
  const ladder = inOrder(value.ladder);
  return {
    key,
    rank,
    name: value.name,
    means: value.means,
    criteria: value.criteria,
    examples: value.examples,
    firstAction: value.first_action,
    respondWithin: value.respond_within,
    updateEvery: value.update_every,
    monitoringEvery: value.monitoring_every ?? value.update_every,
    invite: value.invite,
    ladder,
    // Who only should know hears nothing of a private incident unless the policy says so.
    privateLadder:
      value.private_ladder === undefined
        ? ladder.filter((step) => step.kind === 'reach')
        : inOrder(value.private_ladder),
  };
}

/** By minute; steps of the same minute stay as they were written. */
function inOrder(steps: LadderStep[]): LadderStep[] {
  return [...steps].sort((a, b) => a.after - b.after);
}

function refuseDuplicates(steps: LadderStep[], ctx: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, step] of steps.entries()) {
    if (seen.has(step.id))
      ctx.addIssue({
        code: 'custom',
        path: [index],
        message: `"${step.id}" is on this ladder twice. Keep one of the two.`,
      });
    seen.add(step.id);
  }
}
