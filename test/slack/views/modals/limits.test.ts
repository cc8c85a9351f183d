import type { ModalView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { validateView } from '../../../../sandbox/block-kit/validate.ts';
import type { Policy } from '../../../../src/domain/policy.ts';
import { decodeValue } from '../../../../src/slack/ids.ts';
import { declareForm, sourceOf } from '../../../../src/slack/views/modals/declare.ts';
import type { FormTarget } from '../../../../src/slack/views/modals/incident-form.ts';
import { parkForm } from '../../../../src/slack/views/modals/park.ts';
import { backfillForm } from '../../../../src/slack/views/modals/backfill.ts';
import { editForm } from '../../../../src/slack/views/modals/edit.ts';
import { handoverForm, pageForm, roleForm } from '../../../../src/slack/views/modals/people.ts';
import { cancelForm, resolveForm } from '../../../../src/slack/views/modals/resolve.ts';
import { severityForm } from '../../../../src/slack/views/modals/severity.ts';
import { redactForm } from '../../../../src/slack/views/modals/redact.ts';
import { taskChangeForm, taskForm } from '../../../../src/slack/views/modals/task.ts';
import { ticketForm } from '../../../../src/slack/views/modals/ticket.ts';
import { momentForm, noteForm } from '../../../../src/slack/views/modals/timeline.ts';
import { mergeForm, mostOffered } from '../../../../src/slack/views/modals/merge.ts';
import { triageForm, typeForm } from '../../../../src/slack/views/modals/triage.ts';
import { noChangeForm, updateForm } from '../../../../src/slack/views/modals/update.ts';
import { anIncident, anOther, taskOf } from '../../../support/facts.ts';
import { policy } from '../../../support/policy.ts';

const long = (n: number) => 'Wörter <!channel> & "quoted"\n'.repeat(Math.ceil(n / 29)).slice(0, n);

/** A policy in which every word is as long as somebody might make it, with `n` severities and roles. */
function widePolicy(n: number): Policy {
  const severities = policy.severities.slice(0, 1).flatMap((severity) =>
    Array.from({ length: n }, (_, rank) => ({
      ...severity,
      key: `SEVERITY-${rank}`,
      rank,
      name: long(300),
      means: long(1000),
      criteria: Array.from({ length: 20 }, () => long(300)),
      firstAction: (['page', 'notify', 'ticket'] as const)[rank % 3] ?? 'page',
      examples: Array.from({ length: 20 }, () => long(300)),
    })),
  );
  const roles = policy.roles
    .slice(0, 1)
    .flatMap((role) => Array.from({ length: n }, (_, index) => ({ ...role, key: `role-${index}`, name: long(300) })));
  const statuses = { investigating: long(300), identified: long(300), monitoring: long(300) };
  const questions = Array.from({ length: 60 }, (_, n) => ({ key: `question-${n}`, question: long(5000) }));
  const hints = Array.from({ length: 60 }, () => long(1000));
  const experts = Array.from({ length: n * 10 }, (_, index) => ({
    key: `expert-${index}`,
    name: long(300),
    people: Object.keys(policy.people),
  }));
  const moments = Array.from({ length: n * 10 }, (_, index) => ({ key: `m-${index}`, name: long(300), with: null }));
  const containment = Array.from({ length: n * 10 }, (_, index) => ({ key: `type-${index}`, name: long(300), hints }));
  return {
    ...policy,
    severities,
    roles,
    statuses,
    triage: { ask: 'declare', questions },
    containment,
    experts,
    moments,
  };
}

const target: FormTarget = {
  incident: '0'.repeat(36),
  number: '999999999',
  severity: 'SEVERITY-3',
  channel: 'C0123456789',
  role: 'role-2',
};
const about = { number: 999_999_999, title: long(150), now: 'Now P0 Critical, investigating' };
const kinds = Array.from({ length: 100 }, (_, n) => `${n} ${long(300)}`);
const busy = anIncident({ tasks: Array.from({ length: 100 }, (_, n) => taskOf(`A${n + 1}`, long(500))) });
const sizedUp = anIncident({
  type: 'type-2',
  triage: Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`question-${n}`, long(1000)])),
});
const open = Array.from({ length: 30 }, (_, index) => ({
  id: `${index}`,
  number: index,
  title: long(150),
  severity: 'SEVERITY-1',
  status: 'investigating',
  channel: 'C0123456789',
}));
const manyLists = Array.from({ length: 8 }, () => ({
  name: long(300),
  items: Array.from({ length: 30 }, () => long(500)),
}));
const earlier = Array.from({ length: 10 }, (_, n) => ({
  id: String(n).padStart(36, '0'),
  number: n,
  title: long(150),
}));
const source = { channel: 'C0123456789', ts: '1700000000.000100', text: long(40_000), author: 'U0123456789' };

function everyForm(wide: Policy, about: Parameters<typeof severityForm>[2], target: FormTarget): [string, ModalView][] {
  return [
    ['update', updateForm({ ...wide, triage: { ...wide.triage, ask: 'first update' } }, target, about, sizedUp)],
    ['no change', noChangeForm(target, about)],
    ['severity', severityForm(wide, target, about)],
    ['role', roleForm(wide, target, about)],
    ['handover', handoverForm(wide, target, about)],
    ['page', pageForm(wide, target, about)],
    [
      'resolve',
      resolveForm(target, about, {
        caution: { soak: { watched: 12 * 60_000, of: 30 * 60_000 }, open: manyLists },
        afterwards: manyLists,
        earlier,
      }),
    ],
    ['park', parkForm(target, about, new Date('2026-03-03T08:00:00Z'))],
    [
      'edit',
      editForm(target, about, anIncident({ title: long(150), impact: long(9000), affected: long(9000) }), earlier),
    ],
    ['edit before it is read', editForm(target, null, null, [])],
    ['backfill', backfillForm({ policy: wide, channel: 'C0123456789', title: long(5000) })],
    ['cancel', cancelForm(target, about)],
    ['note', noteForm(target, about)],
    ['merge, while it looks', mergeForm(widePolicy(3), target, null)],
    ['merge, with nothing to merge', mergeForm(widePolicy(3), target, { incident: anOther(41), others: [] })],
    [
      'merge',
      mergeForm(widePolicy(3), target, {
        incident: anOther(41, { title: long(150) }),
        others: Array.from({ length: mostOffered }, (_, n) =>
          anOther(n, { title: long(150), number: 999_999_000 + n }),
        ),
      }),
    ],
    ['moment', momentForm(wide, target, about)],
    ['redact', redactForm(target, about)],
    ['ticket', ticketForm(target, about)],
    ['triage', triageForm(wide, target, about, sizedUp)],
    ['type', typeForm(wide, target, about, sizedUp)],
    ['task', taskForm(target, about, { incident: null, kind: 'task' })],
    ['action item', taskForm(target, about, { incident: busy, kind: 'action', kinds })],
    ['change of a task', taskChangeForm(target, about, { incident: busy, task: 'A2', kinds })],
    ['change of one of many', taskChangeForm(target, about, { incident: busy, task: null, kinds })],
    [
      'declare',
      declareForm({
        policy: wide,
        channel: 'C0123456789',
        title: long(5000),
        severity: 'SEVERITY-1',
        affected: long(5000),
        impact: long(5000),
        drill: true,
        type: 'type-2',
        triage: sizedUp.triage,
        attaches: true,
        page: { id: 'Q1A2B3', url: `https://acme.pagerduty.com/incidents/${long(5000)}` },
        called: long(5000),
        source,
        open,
      }),
    ],
  ];
}

describe('forms', () => {
  it.each([
    ...everyForm(widePolicy(10), about, target),
    ...everyForm(widePolicy(100), about, target),
    ...everyForm(policy, null, {}),
  ])('%s keeps to Slack’s limits however long the words are', (_name, view) => {
    expect(validateView(view)).toEqual([]);
  });

  it('carries the message that it was opened from, however long, through the submit', () => {
    const view = declareForm({ policy, channel: 'C1', source: { ...source, text: '"\n'.repeat(20_000) }, open: null });
    const read = sourceOf(decodeValue(view.private_metadata));
    expect(read).toMatchObject({ channel: source.channel, ts: source.ts, author: source.author });
    expect(read?.text.length).toBeGreaterThan(500);
  });

  it('keeps the same fields when it is filled in, so that nothing typed meanwhile is lost', () => {
    const fields = (view: ModalView) => view.blocks.flatMap((block) => (block.type === 'input' ? [block] : []));
    const form = { policy, channel: 'C1' };
    expect(fields(declareForm({ ...form, open }))).toEqual(fields(declareForm({ ...form, open: null })));
    expect(fields(updateForm(policy, target, about, sizedUp))).toEqual(fields(updateForm(policy, target, null, null)));
    expect(fields(severityForm(policy, target, about))).toEqual(fields(severityForm(policy, target, null)));
  });
});
