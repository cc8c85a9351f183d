import {
  type LadderStep,
  type Person,
  type Policy,
  type Role,
  type Severity,
  callsNobody,
  isQuiet,
  personBehind,
  titleOf,
} from '../../../domain/policy.ts';
import { type Turn, turnAfter, turnAt } from '../../../domain/on-duty.ts';
import { staleAfter } from '../../../domain/on-call.ts';
import type { Shift } from '../../../domain/shift.ts';
import { dayOf, mention } from '../../../domain/wording.ts';
import { longestSection } from '../../limits.ts';
import { type Rendered, context, section } from '../build-blocks.ts';
import { oneLine } from '../escape-text.ts';
import { severityName } from '../name-things.ts';
import { durationOf } from '../tell-time.ts';

type Shifts = ReadonlyMap<string, Shift>;

/** Most people that are looked up and shown; a policy with more is longer than a message. */
const most = 40;

/** Members whose clocks are worth asking for: whoever the policy names. */
export function oncallPeople(policy: Policy): string[] {
  return Object.values(policy.people)
    .flatMap(({ slack }) => slack ?? [])
    .slice(0, most);
}

/** Who is on call by the policy: the roles, and whom each severity calls and when. */
export function renderOncall(policy: Policy, shifts: Shifts, now: Date): Rendered {
  const head = 'On call by the policy';
  const named = Object.values(policy.people).some(({ slack, email }) => slack !== null || email !== null);
  const roles = policy.roles.map((role) => {
    const holders = [role.primary, role.secondary].flatMap((key) => (key === null ? [] : (policy.people[key] ?? [])));
    const [first, second] = holders.map((person) => told(person, shifts));
    const stand = second === undefined ? '' : `, then ${second}`;
    return `*${oneLine(role.name, 60)}*: ${first ?? 'the policy names nobody'}${stand}${dutyOf(role, now)}`;
  });
  const ladders = policy.severities.slice(0, 10).map((severity) => {
    const steps = severity.ladder
      .filter(({ kind }) => kind === 'inform' || !callsNobody(severity))
      .toSorted((a, b) => a.after - b.after)
      .map((step) => stepLine(step, policy, shifts));
    return [
      `*${severityName(policy, severity.key)}*${firstOf(severity)}`,
      ...(steps.length === 0 ? nobody(severity) : steps),
    ].join('\n');
  });
  return {
    text: head,
    blocks: [
      section(`*${head}*`),
      ...fitting([roles.join('\n'), ...turnLines(policy, now), ...ladders]),
      context(
        named
          ? 'Off shift: outside the working hours of the policy, on their own clock. They are called all the same.'
          : 'The policy names no person: a call then says only the title, in the channel. Name people under `people` in policy.yaml.',
      ),
    ],
  };
}

// Who is on call by the pager, or why nobody is, and how old that is.
function dutyOf({ duty }: Role, now: Date): string {
  if (duty === undefined) return '';
  const age = now.getTime() - duty.askedAt.getTime();
  const said = `as PagerDuty said ${durationOf(age)} ago${age > staleAfter ? '; it has not answered since' : ''}`;
  switch (duty.state) {
    case 'person':
      return ` (on call, ${said})`;
    case 'stranger':
      return ` (on call is ${oneLine(duty.name ?? 'somebody', 60)}, whom Slack does not know, ${said})`;
    case 'nobody':
      return ` (nobody is on call, ${said})`;
    case 'unknown':
      return ` (there is no such schedule, ${said})`;
  }
}

function firstOf(severity: Severity): string {
  if (callsNobody(severity)) return ' (nobody is called; a ticket)';
  return isQuiet(severity) ? ' (in Slack; no phone rings)' : '';
}

function nobody(severity: Severity): string[] {
  return callsNobody(severity) ? [] : ['Nobody is called by the clock'];
}

// Turns change at midnight where the policy is, which is another moment of the day elsewhere.
function turnLines(policy: Policy, now: Date): string[] {
  const line = (label: string, turn: Turn | null): string[] => {
    if (turn === null) return [];
    const who = Object.entries(turn.roles).map(
      ([role, key]) => `${oneLine(titleOf(policy, role), 60)} ${nameOf(policy, key)}`,
    );
    return [`*${label}*, ${dayOf(turn.from)} to ${dayOf(turn.to)}: ${who.join(', ')}`];
  };
  const lines = [...line('This turn', turnAt(policy, now)), ...line('Next turn', turnAfter(policy, now))];
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function nameOf(policy: Policy, key: string): string {
  const person = policy.people[key];
  return oneLine(person?.name ?? person?.title ?? key, 60);
}

function stepLine(step: LadderStep, policy: Policy, shifts: Shifts): string {
  const person = personBehind(policy, step.target);
  const when = step.after === 0 ? 'at once' : `after ${durationOf(step.after)}`;
  const verb = step.kind === 'reach' ? 'calls' : 'informs';
  const condition = step.condition === null ? '' : ', if data or access could be exposed';
  const who = person === null ? 'the policy names nobody' : told(person, shifts);
  return `• ${when} ${verb} ${oneLine(titleOf(policy, step.target), 60)}${condition}: ${who}`;
}

// A mention in an answer that one person sees disturbs nobody and opens the profile.
function told(person: Person, shifts: Shifts): string {
  const name = person.name === null ? null : oneLine(person.name, 60);
  if (person.slack === null)
    return person.email === null
      ? name === null
        ? 'nobody named'
        : `${name} (no Slack member named)`
      : `${name ?? oneLine(person.email, 80)} (only an e-mail address)`;
  const shift = shifts.get(person.slack);
  const clock = shift === undefined ? '' : ` (${shift.clock}${shift.working ? '' : ', off shift'})`;
  return `${mention(person.slack)}${clock}`;
}

// All blocks of a message share 12,000 characters.
function fitting(texts: string[]) {
  let left = 10_500;
  return texts.flatMap((text) => {
    const lines: string[] = [];
    for (const line of text.split('\n')) {
      left -= line.length + 1;
      if (left > 0 && lines.join('\n').length + line.length < longestSection) lines.push(line);
    }
    return lines.length === 0 ? [] : [section(lines.join('\n'))];
  });
}
