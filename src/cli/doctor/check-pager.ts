import { randomUUID } from 'node:crypto';
import type { Policy } from '../../domain/policy.ts';
import { type PagerDutyClient, makePagerDutyClient } from '../../pagerduty/client.ts';
import { PagerDutyError } from '../../pagerduty/failure.ts';
import { atMost } from '../../policy/at-most.ts';
import { type Check, type Finding, bad, good, odd } from './check.ts';

const atOnce = 4;

/** PagerDuty takes the key and knows every user and schedule of the policy; with `--to` somebody a test page is opened and resolved. */
export const checkPager: Check = {
  name: 'pagerduty',
  run: async ({ config, policy, to, terminal }) => {
    const { users, schedules } = namedIn(policy);
    const named = users.length + schedules.length;
    if (config.pagerDuty === null)
      return named === 0
        ? []
        : [odd('Not set up, so whoever is called gets a message and no phone rings. Set PAGERDUTY_API_TOKEN.')];
    if (config.pagerDuty.rest === null)
      return [odd('Only PAGERDUTY_ROUTING_KEY is set, with which nothing can be looked up. PAGERDUTY_API_TOKEN can.')];
    const client = makePagerDutyClient(config.pagerDuty.rest);
    const takes = await tell(async () => {
      await client.listSince(terminal.now());
      return good('the key is taken');
    }, 'The key was not taken');
    if (takes.mark === '✗') return [takes];
    const found = [...(await findUsers(client, users)), ...(await findSchedules(client, schedules))];
    const all = named > 0 && found.length === 0 ? [good(`all ${named} users and schedules of the policy exist`)] : [];
    return [takes, ...all, ...found, ...(await testPage(client, policy, to))];
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

/** A real page, of low urgency, which is resolved at once. */
async function testPage(client: PagerDutyClient, policy: Policy | null, to: string | null): Promise<Finding[]> {
  const name = to?.replace(/^@/, '') ?? null;
  const person = Object.values(policy?.people ?? {}).find(({ key, slack }) => key === name || slack === name);
  const assignee = person?.pagerduty ?? null;
  if (name === null || assignee === null) return [];
  const key = `muster-doctor-${randomUUID()}`;
  const page = { key, title: 'muster doctor: a test, nothing to do', details: null, urgency: 'low', assignee } as const;
  return [
    await tell(async () => {
      const { id } = await client.open(page);
      await client.setStatus(id, 'resolved');
      return good(`a page of low urgency for ${name} was opened and resolved`);
    }, `A test page for ${name} did not work (if one is open in PagerDuty under ${key}, resolve it)`),
  ];
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
