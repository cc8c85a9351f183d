import { parseArgs } from 'node:util';
import { type PlanEvent, planEvents, refuseCourse } from '../domain/plan-ahead/plan-incident.ts';
import { onDuty } from '../domain/on-duty.ts';
import type { Policy } from '../domain/policy.ts';
import { UserError } from '../errors.ts';
import { didYouMean } from '../policy/did-you-mean.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import { templateNames } from '../policy/load-templates.ts';
import { readFromDisk } from '../policy/runbook-files.ts';
import { templateFolder } from '../template-folder.ts';
import { parseWallMs } from '../policy/parse-duration.ts';
import { readWhen } from '../slack/parse-when.ts';
import type { CliCommand } from './command.ts';
import { printPlan } from './print-plan.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  severity: text,
  at: text,
  runbook: text,
  private: flag,
  'data-breach': flag,
  title: text,
  hours: text,
  updates: flag,
  answer: text,
  take: text,
  identified: text,
  monitoring: text,
  resolve: text,
  close: text,
} as const;

/** Says minute by minute what an incident would do, by the code that runs a real one. */
export const plan: CliCommand = {
  usage:
    "plan --severity P0 [--at 'Sunday 03:00'] [--runbook folder] [--private] [--data-breach] [--hours 4] [--title text]\n" +
    '              [--answer 7m] [--take 2m] [--updates] [--identified 10m] [--monitoring 40m] [--resolve 75m] [--close 2h]',
  does: 'says minute by minute who would be called and what would be posted; sends nothing, needs neither Slack nor a database',
  async run(args, terminal) {
    const { values } = parseArgs({ args, options });
    const folder = folderOf(values.runbook ?? (terminal.env.RUNBOOK?.trim() || 'runbooks/generic'));
    const policy = await loadPolicy(folder, readFromDisk, await templateNames(templateFolder(folder)));
    const events = Object.fromEntries(
      planEvents.flatMap((event) => {
        const given = values[event];
        return given === undefined ? [] : [[event, minutesOf(event, given)]];
      }),
    );
    refuseCourse(events);
    const at = timeOf(policy, values.at, terminal.now());
    const lines = printPlan({
      policy: onDuty(policy, at),
      severity: severityKey(policy, values.severity),
      at,
      events,
      updates: values.updates ?? false,
      private: values.private ?? false,
      dataBreach: values['data-breach'] ?? false,
      hours: hoursOf(values.hours),
      ...(values.title === undefined ? {} : { title: values.title }),
    });
    for (const line of lines) terminal.out(line);
    return 0;
  },
};

/** A name alone is one of the folders beside generic. */
function folderOf(given: string): string {
  return /^[\w-]+$/.test(given) ? `runbooks/${given}` : given;
}

function severityKey(policy: Policy, given: string | undefined): string {
  const keys = policy.severities.map(({ key }) => key);
  if (given === undefined)
    throw new UserError(
      'no-severity',
      'It was not said how bad it is.',
      `Write one of ${keys.map((key) => `--severity ${key}`).join(', ')}.`,
    );
  const found = keys.find((key) => key.toLowerCase() === given.trim().toLowerCase());
  if (found === undefined)
    throw new UserError(
      'no-such-severity',
      `The policy has no severity "${given}".`,
      didYouMean(given, keys, 'It has'),
    );
  return found;
}

function timeOf(policy: Policy, given: string | undefined, now: Date): Date {
  if (given === undefined) return new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const found = readWhen(given, { zone: policy.timezone, now, dayStart: policy.businessHours.from });
  if (found === null || found.rest !== '')
    throw new UserError(
      'unreadable-time',
      `"${given}" is not a time that I can read.`,
      `Write --at 'Sunday 03:00' (the next one), --at 'tomorrow 09:00' or --at 2026-11-29T03:00, by the policy's clock (${policy.timezone}).`,
    );
  return found.at;
}

function minutesOf(event: PlanEvent, given: string): number {
  const parsed = parseWallMs(given, true);
  if ('value' in parsed) return parsed.value / 60_000;
  throw new UserError(
    'unreadable-span',
    `--${event} ${given} is not a span of time.`,
    `Write how long after the declaration: --${event} 90s, --${event} 7m or --${event} 1h.`,
  );
}

function hoursOf(given: string | undefined): number | null {
  if (given === undefined) return null;
  const hours = Number(given);
  if (given.trim() !== '' && hours > 0 && hours <= 24 * 31) return hours;
  throw new UserError(
    'unreadable-hours',
    `--hours ${given} is not a number of hours between 0 and 744.`,
    'Write --hours 4, or leave it out.',
  );
}
