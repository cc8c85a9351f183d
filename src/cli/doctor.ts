import { parseArgs } from 'node:util';
import { type Config, ConfigError, parseConfig } from '../config.ts';
import { makeLog } from '../log.ts';
import { makeSlackClient } from '../slack/client.ts';
import type { CliCommand, Terminal } from './command.ts';
import { askSlack } from './doctor/ask-slack.ts';
import { type Check, type Desk, type Finding, bad, good, odd } from './doctor/check.ts';
import { checkDatabase } from './doctor/check-database.ts';
import { checkHeartbeat } from './doctor/check-heartbeat.ts';
import { checkDisk } from './doctor/check-disk.ts';
import { checkGroups, checkMessage, checkPeople } from './doctor/check-people.ts';
import { checkPager } from './doctor/check-pager.ts';
import { readRunbook } from './doctor/check-runbook.ts';
import { checkAnnouncements, checkClock, checkDelivery, checkScopes, checkToken } from './doctor/check-slack.ts';
import { noteCommand } from './note-command.ts';
import { counted } from './tell-verified.ts';

/** In the order in which they are told; what a part of Muster needs to have checked is a row here. */
const checks: readonly Check[] = [
  checkToken,
  checkScopes,
  checkDelivery,
  checkAnnouncements,
  checkPeople,
  checkGroups,
  checkMessage,
  checkPager,
  checkDatabase,
  checkDisk,
  checkClock,
  checkHeartbeat,
];

/** Tries everything that a bot needs, for real, and says what to mend. */
export const doctor: CliCommand = {
  usage: 'doctor [--to @ana]',
  does: 'tries what the bot needs, for real: token, scopes, channels, people, database, queue, clock; --to sends a test message and a test page',
  async run(args, terminal) {
    const { values } = parseArgs({ args, options: { to: { type: 'string' } } });
    const marks: Finding['mark'][] = [];
    const tell = (name: string, findings: Finding[]): void => {
      for (const [index, { mark, says }] of findings.entries()) {
        marks.push(mark);
        terminal.out(`${mark} ${(index === 0 ? name : '').padEnd(14)} ${says}`);
      }
    };
    const { config, findings } = readSettings(terminal);
    tell('settings', findings);
    const runbook = await readRunbook(config?.runbook ?? (terminal.env.RUNBOOK?.trim() || 'runbooks/generic'));
    tell('runbook', runbook.findings);
    if (config === null) tell('all else', [odd('Not checked: the settings have to be mended first.')]);
    else {
      const desk = await makeDesk(config, { terminal, policy: runbook.policy, to: values.to ?? null });
      for (const check of checks) tell(check.name, await attempt(check, desk));
    }
    const count = (mark: Finding['mark']) => marks.filter((one) => one === mark).length;
    // Somebody was written to, and perhaps a page opened.
    if (config !== null && values.to !== undefined)
      await noteCommand(terminal, 'doctor', [], count('✗') > 0 ? 'failed' : 'done', `to ${values.to}`);
    terminal.out('');
    terminal.out(summary(count('✗'), count('!')));
    return count('✗') > 0 ? 1 : 0;
  },
};

function readSettings({ env }: Terminal): { config: Config | null; findings: Finding[] } {
  try {
    return { config: parseConfig(env), findings: [good('they can be read')] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { config: null, findings: error.problems.map(bad) };
  }
}

async function makeDesk(config: Config, more: Pick<Desk, 'terminal' | 'policy' | 'to'>): Promise<Desk> {
  const { botToken, apiUrl } = config.slack;
  const log = makeLog({ level: 'silent', destination: { write: () => {} } });
  const asked = { token: botToken, apiUrl, now: more.terminal.now };
  const token = await askSlack('auth.test', asked).catch(() => null);
  return { ...more, config, slack: makeSlackClient(config, log), token };
}

async function attempt(check: Check, desk: Desk): Promise<Finding[]> {
  try {
    return await check.run(desk);
  } catch (error) {
    return [bad(`This could not be checked: ${error instanceof Error ? error.message : 'unknown'}.`)];
  }
}

function summary(wrong: number, strange: number): string {
  const look =
    strange === 0 ? '' : ` ${counted(strange, 'line', 'lines')} marked ! ${strange === 1 ? 'is' : 'are'} worth a look.`;
  if (wrong === 0) return `Everything that was tried works.${look}`;
  return `${counted(wrong, 'thing needs', 'things need')} mending.${look}`;
}
