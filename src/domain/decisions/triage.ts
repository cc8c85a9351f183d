import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, post, record, refreshSurfaces } from '../draft.ts';
import { touch } from '../people.ts';

/** Longest answer to one question of the policy. */
export const longestAnswer = 1000;

/** Answers to the policy's questions, as they were given; null takes one back. */
export type Answers = Record<string, string | null>;

/** Questions are answered, or answered otherwise: on the record, on the headline, and told in the channel. */
export function answerTriage(draft: Draft, command: Extract<Command, { type: 'answerTriage' }>): void {
  const { now } = draft;
  const { by } = command;
  const given = keepAnswers(draft, by, command.answers);
  if (given.length === 0) return;
  const answers = given.map(({ key, text }) => ({ key, text }));
  post(draft, { type: 'change', by, at: now.toISOString(), change: { what: 'triage', answers }, replan: null });
  refreshSurfaces(draft);
  touch(draft, by);
}

/** Keeps what differs from what is known, as one fact, and says what that was. */
export function keepAnswers(draft: Draft, by: string, answers: Answers): { key: string; text: string | null }[] {
  const { incident, policy } = draft;
  const given = policy.triage.questions.flatMap(({ key, question }) => {
    const said = answers[key];
    if (said === undefined) return [];
    const text = said?.trim() || null;
    return text === (incident.triage[key] ?? null) ? [] : [{ key, question, text }];
  });
  const long = given.find(({ text }) => text !== null && text.length > longestAnswer);
  if (long)
    throw new UserError(
      'answer-too-long',
      `The answer to “${long.question}” has ${long.text?.length} characters; at most ${longestAnswer} fit.`,
      'Shorten it; details fit into an update or a note.',
    );
  if (given.length === 0) return [];
  for (const { key, text } of given) {
    if (text === null) delete incident.triage[key];
    else incident.triage[key] = text;
  }
  record(draft, 'triageAnswered', by, {
    questions: given.map(({ question }) => question),
    answers: given.map(({ text }) => text ?? ''),
  });
  return given;
}
