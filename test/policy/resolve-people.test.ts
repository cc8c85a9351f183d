import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { readMember } from '../../src/commands/read-member.ts';
import { readNames } from '../../src/commands/read-names.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { type EarlierAnswers, isUnresolved, resolvePeople } from '../../src/policy/resolve-people.ts';
import { policy } from '../support/policy.ts';
import { runbooksOf } from '../support/runbooks.ts';

let sandbox: Sandbox;
let slack: WebClient;
const lines: string[] = [];
const now = () => new Date(Date.UTC(2026, 2, 3));
const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: 'manifest.yaml' });
  slack = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } });
});
afterAll(() => sandbox.close());

/** A policy with one person, known by e-mail only unless `slack` is given. */
function withEmail(email: string, member: string | null = null): Policy {
  return {
    ...policy,
    people: { cto: { key: 'cto', title: 'CTO', name: null, slack: member, email, phone: null, pagerduty: null } },
  };
}

const asked = (method: string) => sandbox.calls.filter((call) => call.method === method).length;

describe('people who are named by e-mail', () => {
  it('get the member id that Slack has for the address', async () => {
    const resolved = await resolvePeople({ slack, log }, withEmail('lena@example.com'));
    expect(resolved.people['cto']).toMatchObject({ slack: 'U01LENA0001', email: 'lena@example.com' });
  });

  it('are not looked up when the member id is written', async () => {
    const before = asked('users.lookupByEmail');
    const resolved = await resolvePeople({ slack, log }, withEmail('lena@example.com', 'U01ANA0001'));
    expect(resolved.people['cto']?.slack).toBe('U01ANA0001');
    expect(asked('users.lookupByEmail')).toBe(before);
  });

  it('stay without a member when Slack knows nobody, and the log says what to do', async () => {
    lines.length = 0;
    const resolved = await resolvePeople({ slack, log }, withEmail('nobody@example.com'));
    expect(resolved.people['cto']?.slack).toBeNull();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('people.cto');
    expect(lines[0]).toContain('Copy member ID');
  });

  it('are asked for again after a failure, and not again once Slack knows nobody', async () => {
    const earlier: EarlierAnswers = new Map();
    sandbox.faults.add({ method: 'users.lookupByEmail', times: 1, fault: { kind: '429', retryAfter: 1 } });
    const failed = await resolvePeople({ slack, log }, withEmail('lena@example.com'), earlier);
    expect(failed.people['cto']?.slack).toBeNull();
    expect(isUnresolved(failed, earlier)).toBe(true);
    expect((await resolvePeople({ slack, log }, failed, earlier)).people['cto']?.slack).toBe('U01LENA0001');

    const nobody = withEmail('nobody@example.com');
    await resolvePeople({ slack, log }, nobody, earlier);
    expect(isUnresolved(nobody, earlier)).toBe(false);
    const before = asked('users.lookupByEmail');
    await resolvePeople({ slack, log }, nobody, earlier);
    expect(asked('users.lookupByEmail')).toBe(before);
  });
});

describe('names of people', () => {
  it('are those of the policy first, then those of Slack, and the member id for nobody', async () => {
    const name = await readNames({ slack, runbooks: runbooksOf(policy), log, now }, [
      'U01CY00003',
      'U01FLO0001',
      'U0NOBODY01',
    ]);
    expect([name('U01CY00003'), name('U01FLO0001'), name('U0NOBODY01')]).toEqual(['Cy Tan', 'Flo Meyer', 'U0NOBODY01']);
  });

  it('are asked of Slack once', async () => {
    await readNames({ slack, runbooks: runbooksOf(policy), log, now }, ['U01DEE0001']);
    const before = asked('users.info');
    const name = await readNames({ slack, runbooks: runbooksOf(policy), log, now }, ['U01DEE0001', 'U01DEE0001']);
    expect(name('U01DEE0001')).toBe('Dee Novak');
    expect(asked('users.info')).toBe(before);
  });

  it('come with the zone: whoever was asked for the one has the other', async () => {
    const before = asked('users.info');
    expect(await readMember({ slack, runbooks: runbooksOf(policy), log, now }, 'U01ELI0001')).toMatchObject({
      timezone: 'America/New_York',
    });
    expect((await readNames({ slack, runbooks: runbooksOf(policy), log, now }, ['U01ELI0001']))('U01ELI0001')).toBe(
      'Eli Brand',
    );
    expect(asked('users.info')).toBe(before + 1);
    const later = () => new Date(now().getTime() + 600_000);
    await readMember({ slack, runbooks: runbooksOf(policy), log, now: later }, 'U01ELI0001');
    expect(asked('users.info'), 'a zone is asked again after ten minutes').toBe(before + 2);
  });

  it('are given up after the first call that nobody answers', async () => {
    const away = new WebClient('xoxb-1', { slackApiUrl: 'http://127.0.0.1:9/', retryConfig: { retries: 0 } });
    lines.length = 0;
    const users = Array.from({ length: 40 }, (_, index) => `U0000000${10 + index}`);
    const name = await readNames({ slack: away, runbooks: runbooksOf(policy), log, now }, users);
    expect(name('U000000010')).toBe('U000000010');
    expect(lines.length).toBeLessThanOrEqual(4);
  });
});
