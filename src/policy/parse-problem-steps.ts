import type { Token, Tokens } from 'marked';
import type { ProblemStep, StepPart } from '../domain/problem-schema.ts';
import { inlineText } from './inline-text.ts';
import { type Complain, listItems, type Placed } from './problem-lists.ts';

const longestSentence = 300;
/** A step is shown in one block of Slack (3,000 characters), so that its command is copied whole; the rest is for who ticked it. */
const longestStep = 2700;
/** Steps of one part. */
const mostSteps = 20;

const letters: Record<StepPart, string> = { checks: 'c', fixes: 'f', afterwards: 'a' };

/** The steps of one part of a problem: a sentence each, with code below it. */
export function readSteps(body: Placed[], part: StepPart, complain: Complain): ProblemStep[] {
  const found = body.flatMap((one) => itemsOf(one, complain));
  const [first] = body;
  if (found.length > mostSteps)
    complain(
      first?.line ?? null,
      `there are ${found.length} steps; ${mostSteps} are the most. Split the problem into two files.`,
    );
  return found.map(({ line, item }, index) => stepOf(`${letters[part]}${index + 1}`, line, item, complain));
}

function itemsOf(one: Placed, complain: Complain): { line: number; item: Tokens.ListItem }[] {
  if (one.token.type !== 'code') return listItems(one, 'step', complain);
  complain(
    one.line,
    'this code belongs to no step. Indent it as far as the sentence of its step: three spaces below 1., four below 10.',
  );
  return [];
}

function stepOf(id: string, line: number, item: Tokens.ListItem, complain: Complain): ProblemStep {
  const [first, ...rest] = item.tokens.filter(({ type }) => type !== 'space' && type !== 'checkbox');
  const { text, wrong } = sentenceOf(first);
  if (wrong !== null) complain(line, wrong);
  else if (text === '') complain(line, 'the step has no sentence. Say what it is for, then the command below it.');
  if (text.length > longestSentence)
    complain(line, `the step's sentence has ${text.length} characters; ${longestSentence} fit. Make it two steps.`);
  const code = rest.flatMap((token) => codeOf(token, line, complain));
  const length = shown(text) + code.reduce((sum, block) => sum + shown(block.text) + 10, 0);
  if (length > longestStep)
    complain(line, `the step takes ${length} characters in Slack; ${longestStep} fit. Make it two steps.`);
  return { id, text, code };
}

function sentenceOf(token: Token | undefined): { text: string; wrong: string | null } {
  if (token?.type !== 'text' && token?.type !== 'paragraph') return { text: '', wrong: null };
  return inlineText('tokens' in token ? (token.tokens ?? []) : []);
}

function codeOf(token: Token, line: number, complain: Complain): ProblemStep['code'] {
  if (token.type !== 'code') {
    complain(
      line,
      token.type === 'list'
        ? 'there is a list inside the step. Make each line of it a step.'
        : 'a step is one sentence with code below it. Make the rest a step of its own.',
    );
    return [];
  }
  const text = 'text' in token && typeof token.text === 'string' ? token.text : '';
  if (text.includes('```')) complain(line, 'the code has three backticks in it, which end a block of code in Slack.');
  const language = 'lang' in token && typeof token.lang === 'string' ? token.lang : '';
  return [{ language, text }];
}

/** Characters as Slack counts them: three signs are written as entities. */
function shown(text: string): number {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').length;
}
