import { slackUserOf } from '../../commands/slack-user-of.ts';
import type { Ctx } from '../../context.ts';
import type { AttachAnswer } from '../../domain/pager-news.ts';
import type { Incident } from '../../domain/incident.ts';
import type { PageFound } from '../../pager/phone.ts';
import { PagerDutyError } from '../../pagerduty/failure.ts';
import { CallNotDone } from '../../slack/client-errors.ts';
import { type EffectJob, type EffectOf, type Outcome, type Result, type Situation, sent } from './effect-job.ts';

const via = 'PagerDuty';
// Phones wait for this: a second try is soon enough, and then they ring.
const mostTries = 2;

/** Asks the pager for a page of its own, and tells the incident whom it asks. Asking twice does no harm. */
export function attach({ page }: EffectOf<'attach'>): EffectJob {
  return {
    send: async (ctx, { row, incident }) => {
      const answer = await ask(ctx, page.id, { row, incident });
      return told(row.id, answer);
    },
    find: async () => null,
  };
}

async function ask(ctx: Ctx, id: string, { row, incident }: Pick<Situation, 'row' | 'incident'>) {
  const read = ctx.phone?.read ?? null;
  if (read === null)
    return refused('that needs an API key of PagerDuty. Set PAGERDUTY_API_TOKEN and what belongs to it', false);
  let found: PageFound | null;
  try {
    found = await read(id);
  } catch (error) {
    if (!(error instanceof PagerDutyError)) throw error;
    if (row.attempts < mostTries && error.certainty !== 'refused' && error.wait === null)
      throw new CallNotDone(error.message, { cause: error });
    return refused(error.message);
  }
  if (found === null) return refused('PagerDuty knows no incident of that link', false);
  if (found.status === 'resolved')
    return refused(
      'it is resolved there already. If it is over here, too, call it off or resolve it',
      false,
      found.title,
    );
  return attached(ctx, incident, found);
}

async function attached(ctx: Ctx, incident: Incident, found: PageFound): Promise<AttachAnswer> {
  const { id, url, number, title, assignees, status, by } = found;
  const people = [];
  for (const one of assignees) people.push({ ...one, user: await slackUserOf(ctx, incident, one.id) });
  const author =
    by === null ? { user: null, name: via } : { user: await slackUserOf(ctx, incident, by.id), name: by.name };
  const acknowledged = status === 'acknowledged' ? author : null;
  return { outcome: 'attached', via, page: { id, url }, number, title, people, acknowledged };
}

function refused(reason: string, again = true, title: string | null = null): AttachAnswer {
  return { outcome: 'refused', via, reason, again, title };
}

function told(effect: string, answer: AttachAnswer): Outcome {
  const { outcome } = answer;
  const result: Result = { outcome, via, ...(answer.outcome === 'refused' ? { reason: answer.reason } : {}) };
  return sent(result, { type: 'pageAttached', effect, answer });
}
