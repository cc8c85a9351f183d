import { lexer } from 'marked';
import { partTitles, type ProblemRunbook, type StepPart, stepParts } from '../domain/problem-schema.ts';
import { didYouMean } from './did-you-mean.ts';
import { inlineText } from './inline-text.ts';
import { readSteps } from './parse-problem-steps.ts';
import { type Complain, listItems, type Placed } from './problem-lists.ts';
import type { Problem } from './policy-error.ts';

/** Longest title: it stands in lists, in buttons' confirmations and on the timeline. */
const longestTitle = 100;
const longestSymptom = 200;
const mostSymptoms = 12;

const sections = ['Symptoms', ...stepParts.map((part) => partTitles[part]), 'Links'];
const headKeys = { Affects: 'affects', Type: 'types', 'Also called': 'alsoCalled' } as const;

/** One file of `problems/`: what it says, and what to mend in it. */
export function parseProblem(input: { file: string; slug: string; text: string }): {
  problem: ProblemRunbook;
  problems: Problem[];
} {
  const { file, slug } = input;
  const problems: Problem[] = [];
  const complain: Complain = (line, text) => problems.push({ file, line, text });
  const { head, parts } = split(placed(input.text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')), complain);
  const part = (name: string) => parts.find((one) => one.name === name) ?? null;
  const stepsIn = (key: StepPart) => readSteps(part(partTitles[key])?.body ?? [], key, complain);
  const problem: ProblemRunbook = {
    slug,
    ...readHead(head, complain),
    symptoms: readSymptoms(part('Symptoms'), complain),
    checks: stepsIn('checks'),
    fixes: stepsIn('fixes'),
    afterwards: stepsIn('afterwards'),
    links: readLinks(part('Links')?.body ?? [], complain),
  };
  if (part('Checks') === null && part('Fixes') === null)
    complain(null, 'there is nothing to do in it. Write ## Checks or ## Fixes with numbered steps.');
  return { problem, problems };
}

function placed(text: string): Placed[] {
  let line = 1;
  return lexer(text).flatMap((token) => {
    const at = line;
    line += token.raw.split('\n').length - 1;
    return token.type === 'space' || token.type === 'hr' ? [] : [{ token, line: at }];
  });
}

type Part = { name: string; line: number; body: Placed[] };

function split(tokens: Placed[], complain: Complain): { head: Placed[]; parts: Part[] } {
  const head: Placed[] = [];
  const parts: Part[] = [];
  // What stands under a heading that is not known is told once, by the heading.
  let body: Placed[] | null = head;
  for (const one of tokens) {
    const { token, line } = one;
    if (token.type !== 'heading' || token.depth !== 2) {
      body?.push(one);
      continue;
    }
    const written = inlineText(token.tokens ?? []).text;
    const name = sections.find((section) => section.toLowerCase() === written.toLowerCase());
    if (name === undefined)
      complain(line, `## ${written} is no part of a problem. ${didYouMean(written, sections, 'The parts')}`);
    else if (parts.some((part) => part.name === name))
      complain(line, `## ${name} is there twice. Put its lines under the first one.`);
    else parts.push({ name, line, body: (body = []) });
    if (name === undefined || parts.at(-1)?.line !== line) body = null;
  }
  return { head, parts };
}

type Head = Pick<ProblemRunbook, 'title' | 'affects' | 'types' | 'alsoCalled'>;

function readHead(head: Placed[], complain: Complain): Head {
  const read: Head = { title: '', affects: [], types: [], alsoCalled: [] };
  const [first, ...rest] = head;
  if (first === undefined || first.token.type !== 'heading' || first.token.depth !== 1)
    complain(first?.line ?? 1, 'the file begins with its title: # High error rate');
  else {
    const { text, wrong } = inlineText(first.token.tokens ?? []);
    if (wrong !== null) complain(first.line, wrong);
    if (text === '') complain(first.line, 'the title is empty. Write what people would call it: # High error rate');
    if (text.length > longestTitle)
      complain(first.line, `the title has ${text.length} characters; ${longestTitle} fit. Say it shorter.`);
    read.title = text;
  }
  for (const { token, line } of first?.token.type === 'heading' ? rest : head) {
    if (token.type === 'paragraph') readLines(token.raw, line, read, complain);
    else if (token.type === 'heading' && token.depth === 1)
      complain(line, 'there is a second title. A file has one problem; write the other one into a file of its own.');
    else
      complain(line, `this stands before the first part. Put it under ${orList(sections.map((one) => `## ${one}`))}.`);
  }
  return read;
}

function readLines(raw: string, line: number, read: Head, complain: Complain): void {
  for (const [index, text] of raw.trimEnd().split('\n').entries()) {
    const [, name = '', words = ''] = /^([A-Za-z ]+):(.*)$/.exec(text.trim()) ?? [];
    const key = Object.entries(headKeys).find(([one]) => one.toLowerCase() === name.trim().toLowerCase())?.[1];
    if (key === undefined)
      complain(
        line + index,
        `“${text.trim().slice(0, 40)}” cannot be read here. Between the title and the first part stand only lines such as “Affects: api, database”, “Type: database” and “Also called: oom, out of memory”.`,
      );
    else
      read[key].push(
        ...words
          .split(',')
          .map((word) => word.trim())
          .filter((word) => word !== ''),
      );
  }
}

function readSymptoms(part: Part | null, complain: Complain): string[] {
  if (part === null) {
    complain(null, 'there is no ## Symptoms. List what people see when they have this problem; it is found by that.');
    return [];
  }
  const found = part.body.flatMap((one) => listItems(one, 'symptom', complain));
  if (part.body.length === 0) complain(part.line, 'there is no symptom. List what people see: - Pages answer 500');
  if (found.length > mostSymptoms)
    complain(part.line, `there are ${found.length} symptoms; ${mostSymptoms} are as many as anybody reads.`);
  return found.map(({ line, item }) => {
    const [first, ...rest] = item.tokens.filter(({ type }) => type !== 'space');
    const { text, wrong } = inlineText(first && 'tokens' in first ? (first.tokens ?? []) : []);
    if (wrong !== null) complain(line, wrong);
    else if (rest.length > 0 || text === '') complain(line, 'a symptom is one sentence. Put commands under ## Checks.');
    if (text.length > longestSymptom)
      complain(line, `the symptom has ${text.length} characters; ${longestSymptom} fit. Say it shorter.`);
    return text;
  });
}

function readLinks(body: Placed[], complain: Complain): ProblemRunbook['links'] {
  return body
    .flatMap((one) => listItems(one, 'link', complain))
    .flatMap(({ line, item }) => {
      const [, title = '', url = ''] = /^\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)$/.exec(item.text.trim()) ?? [];
      if (url === '' || url.length > 500 || title.length > longestTitle) {
        complain(line, 'a link is written - [Title](https://…), with nothing else in its line.');
        return [];
      }
      return [{ title, url }];
    });
}

function orList(words: string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
