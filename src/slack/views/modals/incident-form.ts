import type { ModalView } from '@slack/types';
import { context } from '../build-blocks.ts';
import { oneLine } from '../escape-text.ts';
import { formView } from './fields.ts';

/**
 * Which incident a form is about, as far as it is known before any query: a button knows the incident, a command only
 * the channel it was typed in or a number. It travels in the form's metadata.
 */
export type FormTarget = {
  incident?: string;
  number?: string;
  severity?: string;
  channel?: string;
  role?: string;
  /** Keys of the answers that it shows, with spaces between. */
  shown?: string;
  /** `yes` where it was opened in the App Home. */
  home?: string;
};

/** The line that tells what the form is about, filled in once the incident was read. */
export type FormAbout = { number: number; title: string; now: string } | null;

/** A form about one incident: its title names it, the first line tells how things stand. */
export function incidentForm(input: {
  id: string;
  title: string;
  submit: string;
  target: FormTarget;
  about: FormAbout;
  blocks: ModalView['blocks'];
}): ModalView {
  const { id, title, submit, target, about, blocks } = input;
  const number = about === null ? target.number : String(about.number);
  const head = about === null ? [] : [context(`*INC-${about.number}* · ${oneLine(about.title, 300)}\n${about.now}`)];
  return formView({
    id,
    title: number === undefined ? title : `${title} · INC-${number}`,
    submit,
    blocks: [...head, ...blocks],
    metadata: metadataOf(target),
  });
}

function metadataOf(target: FormTarget): Record<string, string> {
  return Object.fromEntries(
    Object.entries(target).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
