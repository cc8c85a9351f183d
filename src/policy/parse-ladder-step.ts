import type { LadderStep, StepStop } from '../domain/policy.ts';
import { didYouMean } from './did-you-mean.ts';
import { type Names, unknownName } from './names.ts';
import { type Parsed, parseWallMs, quote } from './parse-duration.ts';

const remedy =
  'Write it like: 5m reach tech-lead, 1h inform cto unless mitigated, or: at once inform ceo if data_breach.';
const conditions = ['data_breach'];

/** What editors hold a rung to. */
export const stepPattern = String.raw`^(at once|.*\d.*) +(reach|inform) +\S+( +unless +(acknowledged|mitigated)| +if +data_breach)*$`;

/** One rung: `<when> reach|inform <whom> [unless acknowledged|mitigated] [if data_breach]`. */
export function parseLadderStep(text: string, names: Names): Parsed<LadderStep> {
  const match = /^(.+?)\s+(reach|inform)\s+(\S+)((?:\s+(?:unless|if)\s+\S+)*)$/.exec(text.trim());
  if (!match) return { problem: `${quote(text)} is not a step of a ladder. ${remedy}` };
  const kind = match[2] === 'reach' ? ('reach' as const) : ('inform' as const);
  const [when = '', target = ''] = [match[1], match[3]];
  const after: Parsed<number> = when === 'at once' ? { value: 0 } : parseWallMs(when, true);
  if ('problem' in after) return after;
  if (![...names.roles, ...names.people].includes(target)) return { problem: unknownName(target, names) };
  const clauses = [...(match[4] ?? '').matchAll(/(unless|if)\s+(\S+)/g)].map(([, word, value = '']) => ({
    word,
    value,
  }));
  const unless = clauses.filter(({ word }) => word === 'unless').map(({ value }) => value);
  const ifs = clauses.filter(({ word }) => word === 'if').map(({ value }) => value);
  if (unless.length > 1 || ifs.length > 1)
    return { problem: `${quote(text)} says unless or if twice. Keep one of each.` };
  const [condition = null] = ifs;
  if (condition !== null && !conditions.includes(condition)) {
    return {
      problem: `${condition} is not a condition that Muster knows. ${didYouMean(condition, conditions, 'The conditions are')}`,
    };
  }
  const stop = stopOf(unless[0], kind);
  if ('problem' in stop) return stop;
  const id = `${kind} ${target}${condition === null ? '' : ` if ${condition}`}`;
  return { value: { id, after: after.value, kind, target, unless: stop.value, condition } };
}

// Somebody who must answer is spared once anybody answers; somebody who should know is told until it is over.
function stopOf(word: string | undefined, kind: LadderStep['kind']): Parsed<StepStop> {
  if (word === undefined) return { value: kind === 'reach' ? 'acknowledged' : 'mitigated' };
  if (word === 'acknowledged' || word === 'mitigated') return { value: word };
  return { problem: `unless ${word} is not known. ${didYouMean(word, ['acknowledged', 'mitigated'], 'It can be')}` };
}
