import { z } from 'zod';
import { httpUrl, withoutSlash } from './config-url.ts';

/** How phones ring: by the REST API, or by a routing key of Events v2 alone. Addresses are without a trailing slash. */
export type PagerDutyConfig = {
  rest: {
    token: string;
    /** E-mail address of a PagerDuty user, in whose name Muster asks. */
    from: string;
    /** Id of the service that pages are opened on. */
    service: string;
    url: string;
  } | null;
  /** Used where there is no REST API. */
  events: { routingKey: string; url: string } | null;
  /** What webhooks are signed with; null: open pages are polled. */
  webhookSecret: string | null;
};

/** What is asked for depends on how PagerDuty is reached. */
export function pagerDutySettings(given: Record<string, string>) {
  const rest = given.PAGERDUTY_API_TOKEN !== undefined;
  const any = rest || given.PAGERDUTY_ROUTING_KEY !== undefined;
  const unused = 'set, but neither PAGERDUTY_API_TOKEN nor PAGERDUTY_ROUTING_KEY is. Set one of them, or leave it out.';
  const noPage = 'set, but only the REST API has a use for it. Set PAGERDUTY_API_TOKEN, or leave it out.';
  const from = z
    .email('not an e-mail address. Write that of a PagerDuty user, in whose name Muster pages.')
    .refine(() => rest, noPage);
  const service = z
    .string({
      error:
        'missing. Pages are opened on a service: copy its id, such as PABC123, from the end of its address in PagerDuty (Services → the service).',
    })
    .regex(/^P[A-Z0-9]{5,}$/, 'not the id of a service. It is the end of the service’s address in PagerDuty: PABC123.')
    .refine(() => rest, noPage);
  const missingFrom = z.string({
    error:
      'missing. PagerDuty wants to know in whose name Muster pages: write the e-mail address of a PagerDuty user, best one made for Muster.',
  });
  return z.object({
    PAGERDUTY_API_TOKEN: z
      .string()
      .regex(
        /^\S{16,}$/,
        'too short to be one. Make a REST API key under "Integrations → API Access Keys" of PagerDuty, with write access.',
      )
      .optional(),
    PAGERDUTY_FROM_EMAIL: rest ? missingFrom.pipe(from) : from.optional(),
    PAGERDUTY_SERVICE: rest ? service : service.optional(),
    PAGERDUTY_ROUTING_KEY: z
      .string()
      .regex(
        /^[A-Za-z0-9]{32}$/,
        'not an integration key. It has 32 letters and digits: Services → the service → Integrations → Events API V2.',
      )
      .optional(),
    PAGERDUTY_WEBHOOK_SECRET: z
      .string()
      .min(16, 'too short to be one. PagerDuty shows it once, when the webhook subscription is made.')
      .refine(() => rest, noPage)
      .optional(),
    PAGERDUTY_API_URL: httpUrl('Write https://api.pagerduty.com, https://api.eu.pagerduty.com or leave it out.')
      .refine(() => any, unused)
      .default('https://api.pagerduty.com'),
    PAGERDUTY_EVENTS_URL: httpUrl(
      'Write https://events.pagerduty.com, https://events.eu.pagerduty.com or leave it out.',
    )
      .refine(() => any, unused)
      .default('https://events.pagerduty.com'),
  });
}

/** The settings as the bot uses them; null where no pager is set up. */
export function pagerDutyOf(read: z.output<ReturnType<typeof pagerDutySettings>>): PagerDutyConfig | null {
  const { PAGERDUTY_API_TOKEN: token, PAGERDUTY_FROM_EMAIL: from, PAGERDUTY_SERVICE: service } = read;
  const routingKey = read.PAGERDUTY_ROUTING_KEY;
  if (token === undefined && routingKey === undefined) return null;
  const url = withoutSlash(read.PAGERDUTY_API_URL);
  return {
    rest: token === undefined || from === undefined || service === undefined ? null : { token, from, service, url },
    events: routingKey === undefined ? null : { routingKey, url: withoutSlash(read.PAGERDUTY_EVENTS_URL) },
    webhookSecret: read.PAGERDUTY_WEBHOOK_SECRET ?? null,
  };
}
