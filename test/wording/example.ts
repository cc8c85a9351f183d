import type { Incident } from '../../src/domain/incident.ts';
import type { Notice } from '../../src/domain/notices.ts';
import type { Facts } from '../../src/slack/views/facts.ts';
import { renderNotice } from '../../src/slack/views/render-notice.ts';
import { anOther, factsAt } from '../support/facts.ts';
import { type Example, knownNames } from './write-view.ts';

/** A notice at a minute of the incident, which is as `changes` say. */
export function example(
  when: string,
  notice: Notice,
  at = 5,
  changed: Partial<Incident> = {},
  more: Partial<Facts> = {},
): Example {
  const others = [anOther(41), anOther(43, { title: 'Payments fail' })];
  return { when, view: renderNotice(notice, factsAt(at, changed, { names: knownNames, others, ...more })) };
}
