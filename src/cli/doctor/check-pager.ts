import { randomUUID } from 'node:crypto';
import type { Policy } from '../../domain/policy.ts';
import { makeEventsPager, makePagerDutyPager } from '../../pager/pagerduty-pager.ts';
import type { Phone } from '../../pager/phone.ts';
import { type PagerDutyClient, makePagerDutyClient } from '../../pagerduty/client.ts';
import { PagerDutyError } from '../../pagerduty/failure.ts';
import { atMost } from '../../policy/at-most.ts';
import { type Check, type Desk, type Finding, bad, good, odd } from './check.ts';
import { whoIs } from './who-is.ts';

const atOnce = 4;

/** PagerDuty takes the key and knows every user and schedule of the policy; with `--to` somebody a test page is opened and resolved. */
export const checkPager: Check = {
  name: 'pagerduty',
  run: async (desk) => {
    const { config, policy, terminal } = desk;
    const { users, schedules } = namedIn(policy);
    const named = users.length + schedules.length;
    if (config.pagerDuty === null)
      return named === 0
        ? []
        : [odd('Not set up, so whoever is called gets a message and no phone rings. Set PAGERDUTY_API_TOKEN.')];
    const { rest, events } = config.pagerDuty;
    if (rest === null)
      return [
        odd('Only PAGERDUTY_ROUTING_KEY is set, with which nothing can be looked up. PAGERDUTY_API_TOKEN can.'),
        ...(events === null ? [] : await testPage(desk, makeEventsPager(events))),
      ];
    const client = makePagerDutyClient(rest);
    const takes = await tell(async () => {
      await client.listSince(terminal.now());
      return good('the key is taken');
    }, 'The key was not taken');
    if (takes.mark === '✗') return [takes];
    const found = [...(await findUsers(client, users)), ...(await findSchedules(client, schedules))];
    const all = named > 0 && found.length === 0 ? [good(`all ${named} users and schedules of the policy exist`)] : [];
    return [
      takes,
      ...all,
      ...found,
      ...(await testPage(
        desk,
        makePagerDutyPager(client, (user) => addressOf(desk, user)),
      )),
    ];
  },
};

type User = { key: string; id: string };

function namedIn(policy: Policy | null): { users: User[]; schedules: string[] } {
  if (policy === null) return { users: [], schedules: [] };
  const people = Object.values(policy.people);
  return {
    users: people.flatMap(({ key, pagerduty }) => (pagerduty === null ? [] : [{ key, id: pagerduty }])),
    schedules: [...new Set(policy.roles.flatMap(({ schedule }) => schedule ?? []))],
  };
}

async function findUsers(client: PagerDutyClient, users: User[]): Promise<Finding[]> {
  const answers = await atMost(atOnce, users, ({ key, id }) =>
    tell(async () => {
      await client.user(id);
      return good(key);
    }, `people.${key}: PagerDuty did not show the user ${id}`),
  );
  return answers.filter(({ mark }) => mark !== '✓');
}

// One by one: a schedule that is not there refuses the others with it.
async function findSchedules(client: PagerDutyClient, schedules: string[]): Promise<Finding[]> {
  const answers = await atMost(atOnce, schedules, (id) =>
    tell(async () => {
      const onCall = await client.onCall([id]);
      return onCall.length > 0 ? good(id) : bad(`Nobody is on call by the schedule ${id} now.`);
    }, `The schedule ${id} could not be read`),
  );
  return answers.filter(({ mark }) => mark !== '✓');
}

/** A real page, of low urgency, which is resolved at once: the very way on which incidents page. */
async function testPage({ policy, to }: Desk, phone: Phone): Promise<Finding[]> {
  const user = to === null ? null : whoIs(policy, to);
  // Whoever cannot be found was told by the message that went first.
  if (user === null) return [];
  const key = `muster-doctor-${randomUUID()}`;
  const person = Object.values(policy?.people ?? {}).find(({ slack }) => slack === user);
  const title = 'muster doctor: a test, nothing to do';
  return [
    await tell(async () => {
      const rung = await phone.ring({ key, user, pagerId: person?.pagerduty ?? null, title, urgent: false });
      if (rung.outcome === 'refused') return bad(`A test page for ${to} was not taken: ${rung.reason}.`);
      const page = rung.outcome === 'accepted' ? rung.page : null;
      await phone.settle({ key, page, to: 'resolved', by: null, title });
      return good(
        rung.outcome === 'accepted'
          ? `a page of low urgency for ${to} was opened and resolved`
          : 'a test page was queued and resolved; whom it called is for the escalation policy of the service in PagerDuty',
      );
    }, `A test page for ${to} did not work (if one is open in PagerDuty under ${key}, resolve it)`),
  ];
}

async function addressOf({ slack, token }: Desk, user: string): Promise<string | null> {
  if (token?.ok !== true) return null;
  const { user: member } = await slack.users.info({ user });
  return member?.profile?.email ?? null;
}

async function tell(work: () => Promise<Finding>, what: string): Promise<Finding> {
  try {
    return await work();
  } catch (error) {
    return bad(`${what}: ${wordsOf(error)}.`);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof PagerDutyError ? error.message.replace(/\.$/, '') : 'PagerDuty did not answer';
}
