import { describe, expect, it } from 'vitest';
import { actions, type subcommands } from '../../src/slack/ids.ts';
import { renderPanel } from '../../src/slack/views/ephemeral/panel.ts';
import { renderTimelinePage } from '../../src/slack/views/ephemeral/timeline-page.ts';
import { renderNotice } from '../../src/slack/views/render-notice.ts';
import type { DueItem } from '../../src/domain/notices.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { homeOf } from '../../src/domain/home.ts';
import { genesis, makeEntry } from '../../src/domain/timeline.ts';
import { renderHome } from '../../src/slack/views/home.ts';
import { declareForm } from '../../src/slack/views/modals/declare.ts';
import { nothing } from '../support/glances.ts';
import { proves } from '../promises/proves.ts';
import { anIncident, factsAt, minute, resolved, staffed } from '../support/facts.ts';
import { withOutside } from '../support/outside.ts';
import { members, policy } from '../support/policy.ts';
import { sized } from '../support/sized.ts';

/** What does the same as a command, for whoever would rather press. The compiler asks for a new command's. */
const buttonOf: Record<(typeof subcommands)[number], string> = {
  declare: actions.openDeclare,
  drill: actions.openDeclare,
  backfill: actions.openBackfill,
  // App Home lists what is open.
  list: actions.join,
  status: actions.showPanel,
  take: actions.takeRole,
  role: actions.openRole,
  handover: actions.openHandover,
  stepdown: actions.stepDown,
  ack: actions.acknowledge,
  here: actions.here,
  escalate: actions.escalate,
  page: actions.openPage,
  oncall: actions.showOncall,
  update: actions.openUpdate,
  severity: actions.openSeverity,
  park: actions.openPark,
  wake: actions.wake,
  note: actions.openNote,
  timeline: actions.showTimeline,
  catchup: actions.catchUp,
  moment: actions.openMoment,
  edit: actions.openEdit,
  repeat: actions.openEdit,
  follow: actions.follow,
  unfollow: actions.unfollow,
  monitor: actions.monitor,
  resolve: actions.openResolve,
  close: actions.close,
  reopen: actions.reopen,
  cancel: actions.openCancel,
  merge: actions.openMerge,
  postmortem: actions.writePostMortem,
  task: actions.openTask,
  checklist: actions.showChecklists,
  action: actions.openTask,
  runbook: actions.showRunbook,
  redact: actions.openRedact,
  'make-private': actions.makePrivate,
  ticket: actions.openTicket,
  contacts: actions.showContacts,
  engage: actions.openPage,
  triage: actions.openTriage,
  type: actions.openType,
  send: actions.showOutside,
  // The panel is the help of whoever presses.
  replan: actions.replan,
  // Offered where somebody has the role already; the request and the reminder carry the others.
  takeover: actions.takeRole,
  accept: actions.openHandover,
  decline: actions.openHandover,
  nochange: actions.openUpdate,
  snooze: actions.openUpdate,
  join: actions.join,
  help: actions.showPanel,
};

describe('whatever a command does', () => {
  it('a button or a form does as well, two presses away at most', () => {
    const there = reachable();
    const missing = Object.entries(buttonOf).filter(([, action]) => !there.has(action));
    expect(missing).toEqual([]);
    proves('C4');
  });
});

const parked = {
  until: minute(900),
  since: minute(30),
  by: members.ana,
  watching: members.ana,
  why: null,
  zone: 'Europe/Berlin',
  told: 'inc:9.1',
};

/** Two presses from anywhere in the channel: the headline and what it opens, and the places outside of it. */
function reachable(): Set<string> {
  const states: Partial<Incident>[] = [
    {},
    staffed,
    { ...staffed, severity: 'P3' },
    { status: 'monitoring', statusSince: minute(1), soakUntil: minute(31) },
    resolved,
    { ...resolved, status: 'closed' },
    { status: 'cancelled' },
    { followers: [members.ana] },
    { severity: 'P3', parked },
    { runbookOffer: { message: 'inc:9.1', to: 'edited', open: true } },
    { severity: 'P3' },
  ];
  const views = states.flatMap((changes) => [
    renderPanel(factsAt(80, changes), members.ana),
    renderPanel(factsAt(80, changes, { policy: sized }), members.ana),
    renderPanel(factsAt(80, changes, { policy: withOutside }), members.ana),
    renderNotice({ type: 'headline' }, factsAt(80, changes)),
    renderNotice({ type: 'announcement' }, factsAt(80, changes)),
  ]);
  // It comes by itself when it is wanted.
  const since = minute(40);
  const asked = { of: members.ana, since, at: minute(70), sought: [], over: false, messages: [] };
  const question: DueItem = {
    type: 'commanderSilent',
    planned: minute(70).toISOString(),
    user: members.ana,
    since: since.toISOString(),
    next: null,
    until: minute(75).toISOString(),
  };
  const silent = { ...staffed, active: { [members.ana]: since }, liveness: { from: null, asked } };
  views.push(renderNotice({ type: 'due', items: [question] }, factsAt(72, silent)));
  const entry = makeEntry({
    fact: { kind: 'note', at: null, actor: members.ana, body: { text: 'x' }, source: null },
    seq: 1,
    previousHash: genesis,
    salt: '00',
    now: minute(1),
  });
  const page = renderTimelinePage(
    anIncident(),
    { entries: [{ ...entry, of: null }], page: 1, pages: 1 },
    { policy, now: minute(80) },
  );
  const form = declareForm({ policy, channel: 'C1', open: null });
  const home = homeOf(members.ana, { mine: [], open: [anIncident()], owing: [], glance: nothing }, () => policy);
  const shown = renderHome({
    user: members.ana,
    home,
    policy,
    policyOf: () => policy,
    now: minute(80),
    command: '/incident',
    names: {},
  });
  const found = [...JSON.stringify([views, page, form, shown]).matchAll(/"action_id":"([a-z_]+)/g)].map(
    ([, id]) => id ?? '',
  );
  return new Set(found);
}
