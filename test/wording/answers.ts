import type { Command } from '../../src/domain/commands.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { refuseIllegal } from '../../src/domain/legal.ts';
import type { Who } from '../../src/domain/permissions.ts';
import type { Permission } from '../../src/domain/policy.ts';
import { refuseForbidden } from '../../src/domain/refuse-forbidden.ts';
import { genesis, makeEntry } from '../../src/domain/timeline.ts';
import { UserError } from '../../src/errors.ts';
import { commandRoutes } from '../../src/slack/command-routes.ts';
import { noticeView } from '../../src/slack/views/modals/fields.ts';
import { renderCatchUp } from '../../src/slack/views/ephemeral/catch-up.ts';
import { renderChecklistPage } from '../../src/slack/views/ephemeral/checklists.ts';
import { renderDeclared } from '../../src/slack/views/ephemeral/declared.ts';
import { bugView, databaseView, errorView } from '../../src/slack/views/ephemeral/error.ts';
import { renderHelp } from '../../src/slack/views/ephemeral/help.ts';
import { renderList } from '../../src/slack/views/ephemeral/list.ts';
import { renderNotRecorded } from '../../src/slack/views/ephemeral/not-recorded.ts';
import { renderPanel } from '../../src/slack/views/ephemeral/panel.ts';
import { renderRedact } from '../../src/slack/views/ephemeral/redact.ts';
import { renderWoken } from '../../src/slack/views/ephemeral/woken.ts';
import { renderTimelinePage } from '../../src/slack/views/ephemeral/timeline-page.ts';
import { policyWithLists } from '../support/checklists.ts';
import { anIncident, anOther, factsAt, listOf, minute, resolved, staffed, updated } from '../support/facts.ts';
import { members, policy } from '../support/policy.ts';
import { problemAnswers } from './problem-answers.ts';
import { taskAnswers } from './task-answers.ts';
import { merged } from './changes.ts';
import { moreAnswers } from './more-answers.ts';
import { caughtUp } from './caught-up.ts';
import { contacts } from './sizing.ts';
import { type Example, knownNames } from './write-view.ts';
import { onCallExamples } from './on-call.ts';

const notRecorded = {
  manual: policy.manual,
  written: [
    ['Title', 'Checkout returns 500'],
    ['Severity', 'P0'],
  ] satisfies [string, string][],
  again: { title: 'Checkout returns 500' },
  command: '/incident',
};
const facts = { policy, now: minute(20), command: '/incident' };
const entries = ['rolled back to 40', 'cache was cold'].map((text, index) =>
  makeEntry({
    fact: { kind: 'note', at: null, actor: members.ana, body: { text }, source: null },
    seq: index + 4,
    previousHash: genesis,
    salt: '00',
    now: minute(10 + index),
  }),
);
const recordEntries = entries.map((entry, index) => ({ ...entry, of: index === 0 ? null : 'INC-43' }));
const open = { text: 'Check that it is real', doneBy: null, doneAt: null };
const ticked = { text: 'Acknowledge the page', doneBy: members.ana, doneAt: minute(4) };
const shown = (changes = {}) => factsAt(20, changes, { names: knownNames });

const as = (kind: Who['kind'], user = members.cy): Who => ({ user, kind, groups: [] });
const ask =
  (permission: Permission, who: Who, granted: string[], incident: Incident | null = anIncident(staffed)) =>
  () =>
    refuseForbidden({
      permission,
      who,
      incident,
      policy: { ...policy, permissions: { ...policy.permissions, [permission]: granted } },
    });
const told = (command: Command, changes: Partial<Incident>) => () =>
  refuseIllegal(anIncident(changes), command, policy, minute(20));
const refusals: [string, () => unknown][] = [
  ['a guest', ask('declare', as('guest'), ['everyone'], null)],
  ['who is not its commander', ask('resolve', as('member'), ['commander'])],
  ['who may do nothing about it', ask('redact', as('member'), ['tech-lead', members.lena, 'declarer'])],
  ['the policy lets nobody', ask('redact', as('member'), [])],
  ['Slack cannot be asked who is in a group', ask('redact', { ...as('member'), groups: null }, ['S0123456789'])],
  ['to close what is open', told({ type: 'close', by: members.ana }, {})],
  ['to reopen what is open', told({ type: 'reopen', by: members.ana, why: null }, {})],
  ['to archive the channel before it is closed', told({ type: 'archiveChannel', by: members.ana }, resolved)],
  ['to work on what is over', told({ type: 'acknowledge', by: members.ana }, resolved)],
  ['to work on what was merged', told({ type: 'acknowledge', by: members.ana }, merged)],
];

function thrownBy(refuse: () => unknown): UserError {
  try {
    refuse();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('It was not refused');
}

const { ana, ben, dee, gil, lena } = members;
const quiet = anIncident({ pages: {} });
const answeredByAll = anIncident({
  pages: {},
  acknowledgements: [ana, ben].map((user) => ({ user, at: minute(1) })),
});
const nights = (times: number) => ({ times, last: minute(-30) });
const paging = { user: ana, by: gil, why: 'it is her code', as: null };
const alert = { id: 'Q1A2B3', url: 'https://acme.pagerduty.com/incidents/Q1A2B3' };

/** What only the person who asks reads, by the file that writes it. */
export const answers: Record<string, Example[]> = {
  ...moreAnswers,
  'catch-up': [
    {
      when: 'asked for elsewhere, with command, an update, a note and a change of severity',
      view: renderCatchUp(shown({ ...staffed, ...updated }), caughtUp, null),
    },
    {
      when: 'nothing has happened yet, in the channel',
      view: renderCatchUp(shown(), { turns: [], tried: [] }, 'C0123456789'),
    },
    { when: 'resolved', view: renderCatchUp(shown(resolved), { turns: [], tried: caughtUp.tried }, 'C0123456789') },
  ],
  checklists: [
    { when: 'none so far', view: renderChecklistPage(shown(), { page: 1, word: '' }) },
    {
      when: 'one is shown, others come',
      view: renderChecklistPage(
        {
          ...shown({ checklists: [listOf('opening', 'Initial actions', { items: [ticked, open] })] }),
          policy: policyWithLists,
        },
        { page: 1, word: '' },
      ),
    },
    {
      when: 'asked for one that comes later',
      view: renderChecklistPage({ ...shown(), policy: policyWithLists }, { page: 1, word: 'resolution' }),
    },
  ],
  woken: [
    {
      when: 'somebody was woken, and the alternate was not',
      view: renderWoken({ incident: quiet, policy, now: minute(20), woken: { [ana]: nights(1) } }, paging),
    },
    {
      when: 'the alternate was woken as well',
      view: renderWoken(
        { incident: quiet, policy, now: minute(20), woken: { [ana]: nights(3), [dee]: nights(2), [ben]: nights(2) } },
        paging,
      ),
    },
    {
      when: 'the policy names nobody else',
      view: renderWoken(
        { incident: answeredByAll, policy, now: minute(20), woken: { [lena]: nights(2) } },
        { ...paging, user: lena, by: gil },
      ),
    },
  ],
  declared: [
    { when: 'nothing similar', view: renderDeclared(anIncident(), policy, [], minute(0)) },
    {
      when: 'a PagerDuty incident is to be attached',
      view: renderDeclared(anIncident(), policy, [], minute(0), alert),
    },
    {
      when: 'a drill, with the link of a PagerDuty incident',
      view: renderDeclared(anIncident({ kind: 'drill' }), policy, [], minute(0), alert),
    },
    {
      when: 'something similar is open',
      view: renderDeclared(anIncident(), policy, [anOther(41, { title: 'Checkout is slow' })], minute(40)),
    },
    {
      when: 'something similar of the last half hour is open',
      view: renderDeclared(anIncident(), policy, [anOther(41)], minute(0)),
    },
  ],
  error: [
    {
      when: 'a refusal with its remedy',
      view: errorView(
        new UserError('x', 'INC-42 is already resolved (04:10, by Ana Ruiz).', 'To work on it again, reopen it.', {
          offer: { label: 'Reopen', action: 'reopen', value: { incident: 'inc' } },
        }),
        '/incident',
      ),
    },
    { when: 'a bug', view: bugView('ABC234') },
    { when: 'the database is away', view: databaseView('unreachable', '/incident') },
    { when: 'the database broke off', view: databaseView('lost', '/incident') },
  ],
  refused: refusals.map(([when, refuse]) => ({ when, view: errorView(thrownBy(refuse), '/incident') })),
  'not-here': [
    {
      when: 'a form that was opened, and cannot be used',
      view: noticeView(
        'Not here',
        errorView(thrownBy(told({ type: 'acknowledge', by: members.ana }, resolved)), '/incident').blocks,
      ),
    },
  ],
  help: [{ when: 'asked for', view: renderHelp(commandRoutes, '/incident') }],
  list: [
    { when: 'nothing is open', view: renderList([], { ...facts, policyOf: () => facts.policy }) },
    {
      when: 'two are open',
      view: renderList([anIncident(staffed), anIncident({ number: 43, kind: 'drill', severity: 'P2' })], {
        ...facts,
        policyOf: () => facts.policy,
      }),
    },
  ],
  'not-recorded': (['unreachable', 'lost', 'slow'] as const).map((certainty) => ({
    when: certainty,
    view: renderNotRecorded({ ...notRecorded, certainty }),
  })),
  oncall: onCallExamples,
  panel: [
    { when: 'open, for its commander', view: renderPanel(shown(staffed), members.ana) },
    { when: 'resolved', view: renderPanel(shown(resolved), members.ben) },
  ],
  redact: [
    {
      when: 'asked by command',
      view: entries[0] === undefined ? {} : renderRedact(anIncident(), entries[0], 'a name', policy),
    },
  ],
  contacts,
  ...problemAnswers,
  ...taskAnswers,
  'timeline-page': [
    {
      when: 'a page, with an entry of an incident that was merged into it',
      view: renderTimelinePage(anIncident(), { entries: recordEntries, page: 1, pages: 2 }, facts),
    },
  ],
};
