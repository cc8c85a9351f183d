import type { KnownBlock, ModalView } from '@slack/types';
import type { Policy } from '../../../domain/policy.ts';
import { actions, encodeValue, modals } from '../../ids.ts';
import { clip, longestMetadata, longestTitle } from '../../limits.ts';
import { button, buttonRow, context, section } from '../build-blocks.ts';
import { oneLine } from '../escape-text.ts';
import { severityName, statusName } from '../name-things.ts';
import { firstActionBlocks, severityChoices, wordingBlocks } from '../severity-wording.ts';
import { triageFields, typeFields } from './triage.ts';
import { boxesField, choiceField, formView, personField, textField } from './fields.ts';

/** An incident that is open while somebody is about to declare one. */
export type OpenIncident = {
  id: string;
  number: number;
  title: string;
  severity: string;
  status: string;
  channel: string | null;
};

/** What the declare form begins with. */
export type DeclareForm = {
  policy: Policy;
  /** Where it was asked, for an answer that only the declarer sees. */
  channel: string | null;
  /** It was opened in the App Home. */
  home?: boolean | undefined;
  title?: string;
  severity?: string | null;
  affected?: string;
  impact?: string;
  drill?: boolean;
  exposure?: boolean;
  private?: boolean;
  commander?: string | null;
  type?: string | null;
  triage?: Record<string, string | null>;
  /** A page of the pager's own, whose link was given. */
  page?: { id: string; url: string } | null;
  /** Whether such a page can be attached here: then there is a field for its link. */
  attaches?: boolean;
  /** How the pager calls it, once it has said so. */
  called?: string | null;
  source?: { channel: string; ts: string; text: string; author: string | null } | null;
  /** Null until it was looked up. */
  open: OpenIncident[] | null;
};

const MOST_OPEN = 5;

/** The form that declares an incident. Its first three fields are what matters; only the title is required. */
export function declareForm(form: DeclareForm): ModalView {
  const { policy, source } = form;
  const blocks: KnownBlock[] = [
    ...openBlocks(form),
    ...(source ? [context(`From this message: ${oneLine(source.text, 600) || '(no text)'}`)] : []),
    textField({
      name: 'title',
      label: 'What is happening?',
      longest: longestTitle,
      initial: form.title,
      placeholder: form.called || 'Checkout returns 500',
      focus: true,
      ...(form.page ? { optional: true, hint: 'Left empty, it is called as in PagerDuty.' } : {}),
    }),
    ...pageBlocks(form),
    choiceField({
      name: 'severity',
      label: 'Severity',
      hint: 'Unsure? Choose the higher one.',
      optional: true,
      initial: form.severity,
      choices: severityChoices(policy),
    }),
    ...wordingBlocks(policy),
    ...firstActionBlocks(policy),
    textField({
      name: 'affected',
      label: 'What is affected?',
      optional: true,
      longest: 500,
      initial: form.affected,
      placeholder: 'checkout, payments API',
    }),
    textField({
      name: 'impact',
      label: 'Who feels it, and how?',
      optional: true,
      longest: 1000,
      lines: true,
      initial: form.impact,
    }),
    ...typeFields(policy, form.type ?? null),
    ...(policy.triage.ask === 'declare' ? triageFields(policy, form.triage) : []),
    boxesField({
      name: 'options',
      label: 'Anything special?',
      optional: true,
      ticked: (['exposure', 'private', 'drill'] as const).filter((option) => form[option] === true),
      choices: [
        {
          value: 'exposure',
          label: 'Data or access could be exposed',
          description: 'Consider making it private, too.',
        },
        { value: 'private', label: 'Private', description: 'Only the people invited see anything of it.' },
        { value: 'drill', label: 'Drill', description: 'An exercise: nobody is paged, nothing is announced.' },
      ],
    }),
    personField({
      name: 'commander',
      label: 'Who leads?',
      optional: true,
      ...(form.commander ? { initial: form.commander } : {}),
      hint: 'Yourself: you have command at once. Somebody else is asked first.',
    }),
    ...buttonRow([
      button({
        label: 'It is over already',
        action: actions.openBackfill,
        value: form.channel === null ? {} : { channel: form.channel },
      }),
    ]),
  ];
  return formView({
    id: modals.declare,
    title: 'Declare an incident',
    submit: 'Declare',
    blocks,
    metadata: metadataOf(form),
  });
}

// An emptied field attaches nothing.
function pageBlocks({ attaches, page, called }: DeclareForm): KnownBlock[] {
  if (!attaches && !page) return [];
  return [
    textField({
      name: 'page',
      label: 'Is there a PagerDuty incident already?',
      hint: 'With its link it is attached: whom it rings is not paged again.',
      optional: true,
      longest: 500,
      initial: page?.url,
      placeholder: 'https://acme.pagerduty.com/incidents/Q1A2B3C4D5',
    }),
    ...(called ? [context(`PagerDuty calls it “${oneLine(called, 300)}”.`)] : []),
  ];
}

/** The pager's title of a page, as the form was told it; empty when it was not. */
export function calledOf({ called = '' }: Record<string, string>): string {
  return called;
}

/** The form's metadata read back. */
export function sourceOf(metadata: Record<string, string>): DeclareForm['source'] {
  const { from, ts, said = '', author } = metadata;
  return from === undefined || ts === undefined ? null : { channel: from, ts, text: said, author: author ?? null };
}

// The message travels with the form: the bot may not be able to read the channel later.
function metadataOf({ channel, home, source, called }: DeclareForm): Record<string, string> {
  const base: Record<string, string> = {
    ...(channel === null ? {} : { channel }),
    ...(home ? { home: 'yes' } : {}),
    ...(called ? { called: clip(called, longestTitle) } : {}),
  };
  if (!source) return base;
  const { author, text } = source;
  const carried = { ...base, from: source.channel, ts: source.ts, ...(author === null ? {} : { author }) };
  let said = clip(text, longestMetadata);
  // Quotes, line breaks and the like grow when they are encoded.
  while (encodeValue({ ...carried, said }).length > longestMetadata) said = clip(said, Math.floor(said.length * 0.9));
  return { ...carried, said };
}

function openBlocks({ open, policy }: DeclareForm): KnownBlock[] {
  if (open === null || open.length === 0) return [];
  const listed = open.slice(0, MOST_OPEN).map((incident) => {
    const line = `*INC-${incident.number}* · ${severityName(policy, incident.severity)} · ${statusName(policy, incident.status)}: ${oneLine(incident.title, 300)}`;
    const where = incident.channel === null ? '' : ` <#${incident.channel}>`;
    return section(line + where, button({ label: 'Join', action: actions.join, value: { incident: incident.id } }));
  });
  const more = open.length - listed.length;
  const head = context(
    open.length === 1 ? 'Open now. Is it the same?' : `Open now: ${open.length}. Is it one of these?`,
  );
  return [head, ...listed, ...(more > 0 ? [context(`And ${more} more`)] : []), { type: 'divider' }];
}
