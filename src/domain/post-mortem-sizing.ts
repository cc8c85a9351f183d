import { typeName } from './decisions/type.ts';
import { type Incident, momentNames } from './incident.ts';
import { localTime } from './local-time.ts';
import { momentLabels } from './moment-labels.ts';
import { plainMarkdown } from './plain-markdown.ts';
import type { Policy } from './policy.ts';
import { asLabel } from './wording.ts';

/** What a post-mortem says of an incident's size, and of whom it turned to. */
export type SizingData = {
  /** The policy's questions; `answer` is null for what nobody answered. */
  triage: { question: string; answer: string | null }[];
  /** What usually contains an incident of its type, in the policy's words. */
  containment: string[];
  /** Who was asked to come for what they know. */
  engaged: { expert: string; person: string; by: string; at: string }[];
};

type Facts = { incident: Incident; policy: Policy; name: (user: string) => string };

/** The same, from the incident. */
export function tellSizing({ incident, policy, name }: Facts): SizingData {
  const person = (user: string) => plainMarkdown(name(user), name);
  return {
    triage: policy.triage.questions.map(({ key, question }) => ({
      question: plainMarkdown(asLabel(question), name),
      answer: lineOf(incident.triage[key] ?? null, name),
    })),
    containment: policy.containment.find(({ key }) => key === incident.type)?.hints ?? [],
    engaged: incident.engaged.map(({ expert, user, by, at }) => ({
      expert: policy.experts.find(({ key }) => key === expert)?.name ?? expert,
      person: person(user),
      by: person(by),
      at: localTime(at, policy) ?? '',
    })),
  };
}

/** Type and ticket, as they stand with the incident. */
export function tellKind({ incident, policy, name }: Facts): { type: string | null; ticket: string | null } {
  const { created } = incident.ticket;
  return { type: lineOf(typeName(policy, incident.type), name), ticket: lineOf(created?.ref ?? null, name) };
}

/** Every moment, with its time in the policy's zone. */
export function tellMoments(incident: Incident, policy: Policy): { name: string; at: string }[] {
  const own = policy.moments.map(({ key, name }) => ({
    name: plainMarkdown(name, () => ''),
    at: localTime(incident.ownMoments[key] ?? null, policy) ?? 'unknown',
  }));
  const fixed = momentNames.map((moment) => ({
    name: momentLabels[moment],
    at:
      localTime(incident.moments[moment], policy) ??
      (moment === 'resolved' || moment === 'closed' ? 'not yet' : 'unknown'),
  }));
  return [...fixed, ...own];
}

function lineOf(text: string | null, name: (user: string) => string): string | null {
  return text === null || text.trim() === '' ? null : plainMarkdown(text, name);
}
