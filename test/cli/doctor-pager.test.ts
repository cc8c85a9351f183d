import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { startPagerDuty } from '../../sandbox/pagerduty/start-pagerduty.ts';
import { writeFolder } from '../policy/write-folder.ts';
import { useDoctor } from './use-doctor.ts';

const { doctor } = useDoctor();

describe('muster doctor with PagerDuty', () => {
  it('looks up every user and schedule of the policy, and opens and resolves a test page', async () => {
    const pager = await startPagerDuty({
      users: [{ id: 'PANA001', name: 'Ana Ruiz', email: 'ana@acme.example' }],
      schedules: [
        { id: 'PNIGHT1', name: 'Night', oncall: 'PANA001' },
        { id: 'PEMPTY1', name: 'Day', oncall: null },
      ],
    });
    const folders = await writeFolder({
      'runbooks/generic/policy.yaml': await readFile('runbooks/generic/policy.yaml', 'utf8'),
      'runbooks/x/policy.yaml': [
        'organisation: X',
        'extends: ../generic',
        'people: { ana: { title: Lead, slack: U01ANA0001, pagerduty: PANA001 }, ida: { title: Gone, pagerduty: PGONE01 } }',
        'roles: { commander: { primary: ana, schedule: PNIGHT1 }, comms: { schedule: PEMPTY1 }, tech-lead: { schedule: PGONE02 } }',
      ].join('\n'),
    });
    const settings = {
      RUNBOOK: `${folders.folder}/runbooks/x`,
      PAGERDUTY_API_TOKEN: pager.token,
      PAGERDUTY_FROM_EMAIL: pager.fromEmail,
      PAGERDUTY_SERVICE: pager.serviceId,
      PAGERDUTY_API_URL: pager.url,
    };
    const said = await doctor(settings, '--to', '@ana');
    const refused = await doctor({ ...settings, PAGERDUTY_API_TOKEN: 'u+tokenofyesterday' });
    const without = await doctor({ RUNBOOK: settings.RUNBOOK });
    await folders.remove();
    await pager.close();
    expect(said.out).toMatch(/✓ pagerduty +the key is taken/);
    expect(said.out).toMatch(/✗ +people\.ida: PagerDuty did not show the user PGONE01/);
    expect(said.out).toMatch(/✗ +Nobody is on call by the schedule PEMPTY1 now\./);
    expect(said.out).toMatch(/✗ +The schedule PGONE02 could not be read/);
    expect(said.out).not.toContain('PNIGHT1');
    expect(said.out).toMatch(/✓ +a page of low urgency for @ana was opened and resolved/);
    expect(pager.account.incidents.map(({ urgency, status }) => `${urgency} ${status}`)).toEqual(['low resolved']);
    expect(refused.out).toMatch(/✗ pagerduty +The key was not taken/);
    expect(without.out).toMatch(/! pagerduty +Not set up/);
  }, 60_000);
});

describe('a test page of muster doctor', () => {
  async function testPage(email: string, by: 'token' | 'routing key') {
    const pager = await startPagerDuty({ users: [{ id: 'PANA001', name: 'Ana Ruiz', email }] });
    const rest = {
      PAGERDUTY_API_TOKEN: pager.token,
      PAGERDUTY_FROM_EMAIL: pager.fromEmail,
      PAGERDUTY_SERVICE: pager.serviceId,
      PAGERDUTY_API_URL: pager.url,
    };
    const queued = { PAGERDUTY_ROUTING_KEY: pager.routingKey, PAGERDUTY_EVENTS_URL: pager.url };
    const said = await doctor(by === 'token' ? rest : queued, '--to', '@ana');
    await pager.close();
    return { out: said.out, pages: pager.account.incidents.map(({ status, assignees }) => ({ status, assignees })) };
  }

  it('finds its person by the e-mail address that Slack knows, as a page does', async () => {
    const { out, pages } = await testPage('ana@example.com', 'token');
    expect(out).toMatch(/✓ +a page of low urgency for @ana was opened and resolved/);
    expect(pages).toMatchObject([{ status: 'resolved' }]);
  }, 60_000);

  it('says what to write when PagerDuty knows nobody of that address', async () => {
    const { out, pages } = await testPage('someone@acme.example', 'token');
    expect(out).toMatch(
      /✗ +A test page for @ana was not taken: PagerDuty knows nobody with their e-mail address\. Write/,
    );
    expect(pages).toEqual([]);
  }, 60_000);

  it('is queued and resolved by a routing key alone', async () => {
    const { out, pages } = await testPage('ana@example.com', 'routing key');
    expect(out).toMatch(/✓ +a test page was queued and resolved; whom it called is for the escalation policy/);
    expect(pages).toMatchObject([{ status: 'resolved' }]);
  }, 60_000);
});
