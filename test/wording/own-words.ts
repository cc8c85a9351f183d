import { loadTemplates } from '../../src/policy/load-templates.ts';
import type { Facts } from '../../src/slack/views/facts.ts';
import { renderSend } from '../../src/slack/views/ephemeral/send.ts';
import { messageFacts } from '../../src/domain/message-facts.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { anIncident, factsAt, iso, minute, staffed } from '../support/facts.ts';
import { members, policy } from '../support/policy.ts';
import { example } from './example.ts';
import { type Example, knownNames } from './write-view.ts';

const aka = await loadTemplates('templates/aka');
const seekapa = await loadTemplates('templates/seekapa');

/** Facts with the templates of an organisation that has an alert and a resolution notice of its own. */
export const inSeekapasWords: Partial<Facts> = { render: (name, data) => seekapa.renderMessage(name, data) };

const inAkasWords: Partial<Facts> = { render: (name, data) => aka.renderMessage(name, data) };
const alert = 'with the alert of the organisation';
const update = { number: 3, by: members.cy, at: iso(45), status: 'identified', nextDue: iso(60), noChangeSince: null };
const said = { text: null, know: 'Release 41 leaks', done: 'Rolled back', next: null, eta: null };

const offer = {
  id: 'O1',
  key: 'status-investigating',
  name: 'Status page',
  template: 'status-page-investigating',
  status: 'investigating',
  at: minute(0),
  sentBy: null,
  sentAt: null,
  supersededBy: null,
  message: 'inc:1.9',
};
const mail = { ...offer, id: 'O2', key: 'customer-email', name: 'E-mail to customers', template: 'customer-email' };
const later = { ...offer, id: 'O3', status: 'identified', at: minute(20), template: 'status-page-identified' };
const gone = { ...mail, template: 'gone' };
const akaPolicy: Policy = {
  ...policy,
  templates: aka.names,
  outside: [
    {
      key: 'status-investigating',
      name: 'Status page',
      template: offer.template,
      when: 'investigating',
      severities: ['P0'],
    },
    {
      key: 'customer-email',
      name: 'E-mail to customers',
      template: 'customer-email',
      when: 'resolved',
      severities: null,
    },
  ],
};

function toSend(when: string, changes: Partial<Incident>, at = 5): Example {
  const as = messageFacts(anIncident(staffed), policy, minute(0));
  return example(when, { type: 'outside', offers: ['O1', 'O2'], as }, at, changes, inAkasWords);
}

const sent = { sentBy: members.cy, sentAt: minute(4) };
const facts = (changes: Partial<Incident>): Facts =>
  factsAt(5, changes, { policy: akaPolicy, names: knownNames, ...inAkasWords });

/** What one person reads of the texts for outside. */
export const sendAnswers: Example[] = [
  { when: 'all of them', view: renderSend(facts({ outside: [{ ...offer, ...sent }] }), null) },
  { when: 'one, of a private incident', view: renderSend(facts({ private: true }), 'customer-email') },
  { when: 'the policy has none', view: renderSend({ ...facts({}), policy }, null) },
];

/** Messages that an organisation's templates change. */
export const ownWords = {
  headline: example(alert, { type: 'headline' }, 1, {}, inSeekapasWords),
  announcement: example(alert, { type: 'announcement' }, 1, {}, inSeekapasWords),
  outside: [
    toSend('of one moment', { ...staffed, outside: [offer, mail] }),
    toSend('one alone, and nobody has the role', { outside: [offer] }),
    toSend('sent', { outside: [{ ...offer, ...sent }] }),
    toSend('superseded, and one whose template is gone', {
      outside: [{ ...offer, supersededBy: 'O3' }, gone, later],
    }),
    toSend('a drill', { kind: 'drill', outside: [offer] }),
  ],
  opening: [
    example('in the organisation’s words', { type: 'opening' }, 0, {}, inAkasWords),
    example('whose template is gone', { type: 'opening' }, 0),
  ],
  update: example('in the organisation’s words', { type: 'update', ...update, ...said }, 45, staffed, inAkasWords),
};
