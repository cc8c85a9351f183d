import { modals } from '../../src/slack/ids.ts';
import { declareForm } from '../../src/slack/views/modals/declare.ts';
import { backfillForm } from '../../src/slack/views/modals/backfill.ts';
import { editForm } from '../../src/slack/views/modals/edit.ts';
import { mergeForm } from '../../src/slack/views/modals/merge.ts';
import { handoverForm, pageForm, roleForm } from '../../src/slack/views/modals/people.ts';
import { parkForm } from '../../src/slack/views/modals/park.ts';
import { redactForm } from '../../src/slack/views/modals/redact.ts';
import { cancelForm, resolveForm } from '../../src/slack/views/modals/resolve.ts';
import { severityForm } from '../../src/slack/views/modals/severity.ts';
import { taskChangeForm, taskForm } from '../../src/slack/views/modals/task.ts';
import { ticketForm } from '../../src/slack/views/modals/ticket.ts';
import { momentForm, noteForm } from '../../src/slack/views/modals/timeline.ts';
import { triageForm, typeForm } from '../../src/slack/views/modals/triage.ts';
import { noChangeForm, updateForm } from '../../src/slack/views/modals/update.ts';
import { listsAfterwards } from '../../src/domain/checklists.ts';
import { anIncident, anOther, taskOf } from '../support/facts.ts';
import { policy } from '../support/policy.ts';
import { sized } from '../support/sized.ts';
import type { Example } from './write-view.ts';

const target = { incident: 'inc', number: '42', severity: 'P0', channel: 'C0123456789', role: 'commander' };
const about = { number: 42, title: 'Checkout returns 500', now: 'Now P0 Critical, investigating' };
const open = [
  {
    id: '1',
    number: 41,
    title: 'Search is slow',
    severity: 'P2',
    status: 'identified',
    channel: 'C0123456700',
  },
];

/** Every form. A new one belongs here: the compiler asks for it. */
export const forms: Record<keyof typeof modals, Example[]> = {
  declare: [
    { when: 'opened', view: declareForm({ policy, channel: 'C1', open: null }) },
    {
      when: 'opened, with everything that a policy can ask',
      view: declareForm({ policy: sized, channel: 'C1', open: null }),
    },
    {
      when: 'with the link of a PagerDuty incident, once PagerDuty has said its title',
      view: declareForm({
        policy,
        channel: 'C1',
        open: null,
        attaches: true,
        page: { id: 'Q1A2B3', url: 'https://acme.pagerduty.com/incidents/Q1A2B3' },
        called: 'Disk full on db-3',
      }),
    },
    {
      when: 'filled with what is open, from a message',
      view: declareForm({
        policy,
        channel: 'C1',
        open,
        source: { channel: 'C1', ts: '1.2', text: 'checkout is broken for everybody', author: null },
      }),
    },
  ],
  update: [
    { when: 'opened', view: updateForm(policy, target, about, anIncident()) },
    {
      when: 'the first, where the policy asks its questions then',
      view: updateForm({ ...sized, triage: { ...sized.triage, ask: 'first update' } }, target, about, anIncident()),
    },
  ],
  noChange: [{ when: 'the third in a row', view: noChangeForm(target, about) }],
  severity: [
    { when: 'opened', view: severityForm(policy, target, about) },
    { when: 'opened, with criteria and a severity that calls nobody', view: severityForm(sized, target, about) },
  ],
  role: [{ when: 'opened', view: roleForm(policy, target, about) }],
  handover: [{ when: 'opened', view: handoverForm(policy, target, about) }],
  page: [
    { when: 'opened', view: pageForm(policy, target, about) },
    { when: 'where the policy names experts', view: pageForm(sized, target, about) },
  ],
  park: [{ when: 'opened', view: parkForm(target, about, new Date('2026-03-03T08:00:00Z')) }],
  resolve: [
    {
      when: 'opened',
      view: resolveForm(target, about, {
        caution: null,
        afterwards: listsAfterwards(null, policy),
        earlier: [{ id: '12', number: 12, title: 'Checkout fails' }],
      }),
    },
    {
      when: 'while the fix is watched, with boxes open',
      view: resolveForm(target, about, {
        caution: {
          soak: { watched: 12 * 60_000, of: 30 * 60_000 },
          open: [{ name: 'Resolution', items: ['Metrics are back to normal', 'No alert is firing'] }],
        },
        afterwards: [],
        earlier: [],
      }),
    },
    {
      when: 'before the fix was watched',
      view: resolveForm(target, about, {
        caution: { soak: { watched: 0, of: 30 * 60_000 }, open: [] },
        afterwards: [],
        earlier: [],
      }),
    },
  ],
  cancel: [{ when: 'opened', view: cancelForm(target, about) }],
  edit: [
    { when: 'opened', view: editForm(target, null, null, []) },
    {
      when: 'filled in',
      view: editForm(target, about, anIncident({ exposure: true }), [
        { id: '12', number: 12, title: 'Checkout fails' },
      ]),
    },
    {
      when: 'an earlier incident is linked',
      view: editForm(target, about, anIncident({ repeatOf: { id: '12', number: 12 } }), [
        { id: '12', number: 12, title: 'Checkout fails' },
        { id: '11', number: 11, title: 'Mails are late' },
      ]),
    },
  ],
  backfill: [{ when: 'opened', view: backfillForm({ policy, channel: 'C1', title: 'Checkout failed' }) }],
  merge: [
    { when: 'opened', view: mergeForm(policy, target, null) },
    {
      when: 'filled with what is open',
      view: mergeForm(policy, target, { incident: anIncident(), others: [anOther(41)] }),
    },
    { when: 'nothing else is open', view: mergeForm(policy, target, { incident: anIncident(), others: [] }) },
  ],
  moment: [
    { when: 'opened', view: momentForm(policy, target, about) },
    { when: 'where the policy has moments of its own', view: momentForm(sized, target, about) },
  ],
  redact: [{ when: 'opened', view: redactForm(target, about) }],
  ticket: [{ when: 'opened', view: ticketForm(target, about) }],
  triage: [
    { when: 'opened', view: triageForm(sized, target, null, null) },
    { when: 'filled in', view: triageForm(sized, target, about, anIncident({ triage: { users: 'a third of them' } })) },
  ],
  type: [{ when: 'opened', view: typeForm(sized, target, about, anIncident({ type: 'database' })) }],
  task: [
    { when: 'opened', view: taskForm(target, about, { incident: null, kind: 'task' }) },
    {
      when: 'where the policy has kinds of action items',
      view: taskForm(target, about, { incident: null, kind: 'action', kinds: ['Monitoring', 'Training'] }),
    },
  ],
  taskChange: [
    {
      when: 'opened',
      view: taskChangeForm(target, about, {
        incident: anIncident({ tasks: [taskOf('T1', 'flush the cache')] }),
        task: 'T1',
      }),
    },
    {
      when: 'for an action item, where the policy has kinds of them',
      view: taskChangeForm(target, about, {
        incident: anIncident({ tasks: [taskOf('A1', 'alert on disk space')] }),
        task: 'A1',
        kinds: ['Monitoring', 'Training'],
      }),
    },
  ],
  note: [{ when: 'opened', view: noteForm(target, about) }],
};
