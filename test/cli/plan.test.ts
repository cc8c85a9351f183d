import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const acme = ['plan', '--runbook', 'test/support/runbooks/acme'];
const asked = (...args: string[]) => run([...acme, ...args]);

describe('muster plan', () => {
  it('says minute by minute who would be called, and sends nothing', async () => {
    const said = await asked('--severity', 'P0', '--at', '2026-11-29T03:00');
    expect(said.code).toBe(0);
    expect(said.out).toContain('P0 Critical, declared Sunday 29 November 2026 03:00 (UTC)');
    expect(said.out).toMatch(/03:05 +\+5 min +call, channel +called: Technical Lead \(Ben Okafor\)/);
    expect(said.out).toMatch(/03:15 .*then every 10 min until somebody answers/);
    expect(said.out).toContain('Looked at until Sunday 29 November 07:00. Nothing was sent.');
  });

  it('reads the same whenever it is asked for the same time', async () => {
    const args = [...acme, '--severity', 'P1', '--at', '2026-11-29T03:00', '--take', '2m', '--resolve', '1h'];
    const later = () => new Date('2027-06-01T12:34:56Z');
    expect((await run(args, {}, later)).out).toBe((await run(args)).out);
  });

  it('takes a day as the next one, and no time as now', async () => {
    // It is Tuesday 3 March 2026, 10:00.
    expect((await asked('--severity', 'p0', '--at', 'Sunday 03:00')).out).toContain('Sunday 8 March 2026 03:00');
    expect((await asked('--severity', 'P0', '--at', 'Tuesday 09:00')).out).toContain('Tuesday 10 March 2026 09:00');
    expect((await asked('--severity', 'P0')).out).toContain('Tuesday 3 March 2026 10:00');
  });

  it('finds a runbook by its folder or by its name, else the one of the bot', async () => {
    expect((await run(['plan', '--severity', 'P0', '--runbook', 'generic'])).out).toContain('Our team: P0');
    const bot = await run(['plan', '--severity', 'P0'], { RUNBOOK: 'test/support/runbooks/acme' });
    expect(bot.out).toContain('Acme: P0');
  });

  it('prints the whole life of an incident from a few minutes', async () => {
    const life = ['--take', '2m', '--updates', '--monitoring', '40m', '--resolve', '75m', '--close', '2h'];
    const { out } = await asked('--severity', 'P0', '--at', '2026-03-03T03:00', ...life);
    expect(out).toContain('Somebody takes command at +2 min');
    for (const words of [
      'has command',
      'update #2 by',
      'soak over',
      '“Closing checklist”: The service',
      'draft of the post',
    ])
      expect(out).toContain(words);
    expect(out).toMatch(/09:00 .*digest for Ana Ruiz/);
  });

  it.each([
    [[], 'It was not said how bad it is.', '--severity P0'],
    [['--severity', 'P9'], 'The policy has no severity "P9".', 'P0'],
    [['--severity', 'P0', '--at', 'soon'], '"soon" is not a time that I can read.', "--at 'Sunday 03:00'"],
    [['--severity', 'P0', '--at', '2026-02-30 03:00'], '"2026-02-30 03:00" is not a time', '2026-11-29T03:00'],
    [['--severity', 'P0', '--take', '5'], '--take 5 is not a span of time.', '--take 7m'],
    [['--severity', 'P0', '--hours', 'all'], '--hours all is not a number of hours', '--hours 4'],
    [['--severity', 'P0', '--close', '2h'], 'closed after it was resolved', '--resolve 75m'],
    [['--severity', 'P0', '--resolve', '1h', '--take', '2h'], '--take comes after --resolve', '--take an earlier'],
  ])('refuses %j, and says what to write', async (args, what, remedy) => {
    const said = await asked(...args);
    expect(said.code).toBe(1);
    expect(said.out).toBe('');
    expect(said.err).toContain(what);
    expect(said.err).toContain(remedy);
  });

  it('shows how it is written when an option does not exist', async () => {
    const said = await asked('--severty', 'P0');
    expect(said.code).toBe(2);
    expect(said.err).toContain('muster plan --severity P0');
  });
});
