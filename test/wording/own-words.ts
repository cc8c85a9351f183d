import { loadTemplates } from '../../src/policy/load-templates.ts';
import type { Facts } from '../../src/slack/views/facts.ts';
import { iso, staffed } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import { example } from './example.ts';

const aka = await loadTemplates('templates/aka');
const seekapa = await loadTemplates('templates/seekapa');

/** Facts with the templates of an organisation that has an alert and a resolution notice of its own. */
export const inSeekapasWords: Partial<Facts> = { render: (name, data) => seekapa.renderMessage(name, data) };

const inAkasWords: Partial<Facts> = { render: (name, data) => aka.renderMessage(name, data) };
const alert = 'with the alert of the organisation';
const update = { number: 3, by: members.cy, at: iso(45), status: 'identified', nextDue: iso(60), noChangeSince: null };
const said = { text: null, know: 'Release 41 leaks', done: 'Rolled back', next: null, eta: null };

/** Messages that an organisation's templates change. */
export const ownWords = {
  headline: example(alert, { type: 'headline' }, 1, {}, inSeekapasWords),
  announcement: example(alert, { type: 'announcement' }, 1, {}, inSeekapasWords),
  opening: [
    example('in the organisation’s words', { type: 'opening' }, 0, {}, inAkasWords),
    example('whose template is gone', { type: 'opening' }, 0),
  ],
  update: example('in the organisation’s words', { type: 'update', ...update, ...said }, 45, staffed, inAkasWords),
};
