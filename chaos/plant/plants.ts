import type { RuleName } from '../check/check.ts';

/** A text of the bot's sources that occurs once, and what stands there instead. */
export type Patch = { file: string; text: string; instead: string };

/** A bug and the rules any of which must see it. `more`: what else would have caught it in the bot itself. */
export type Plant = Patch & { what: string; more?: readonly Patch[]; rules: readonly RuleName[] };

/** Bugs that this kind of program really has, by name: `npm run chaos -- --plant <name>` must end red by one of its rules. */
export const plants: Record<string, Plant> = {
  'delivery-twice': {
    what: 'What Slack delivers again is not recognised',
    file: 'src/db/deliveries.ts',
    text: 'return count === 1;',
    instead: 'return count <= 1;',
    rules: ['acts', 'twice', 'updates', 'told'],
  },
  'sent-again': {
    what: 'Nobody looks whether a message whose answer was lost has arrived before it is sent again',
    file: 'src/jobs/run-effect.ts',
    text: 'const found = await doing.find(row);',
    instead: 'const found: Outcome | null = null;',
    rules: ['twice', 'pages', 'files', 'surfaces', 'updates'],
  },
  'retry-believed': {
    what: 'What is tried a second time is marked as sent without a call',
    file: 'src/jobs/run-effect.ts',
    text: "return { kind: 'finished', outcome: await doing.send(row), alone: doing.alone };",
    instead:
      "return { kind: 'finished', outcome: row.attempts > 1 && row.type !== 'openChannel' ? sent({}) : await doing.send(row), alone: doing.alone };",
    rules: ['calls', 'told', 'updates', 'surfaces', 'reminders', 'files', 'pages'],
  },
  'marked-before-its-call': {
    what: 'A message to somebody who is called is marked as sent before it is sent, and dies with the process or with its answer',
    file: 'src/jobs/run-effect.ts',
    text: "return { kind: 'finished', outcome: await doing.send(row), alone: doing.alone };",
    instead:
      "if (row.type === 'page') { setTimeout(() => void doing.send(row).catch(() => {}), 60_000).unref(); return { kind: 'finished', outcome: sent({}) }; }\n    return { kind: 'finished', outcome: await doing.send(row), alone: doing.alone };",
    rules: ['calls'],
  },
  'reminder-dropped': {
    what: 'After the first update nobody is reminded any more',
    file: 'src/domain/schedule.ts',
    text: 'if (due === null) return [];',
    instead: 'if (due === null || incident.updates.count > 0) return [];',
    rules: ['reminders'],
  },
  'reminder-repeated': {
    what: 'The first reminder of an update does not count as said',
    file: 'src/domain/decisions/tick.ts',
    text: 'incident.cadence.stage = 1;',
    instead: 'incident.cadence.stage = incident.cadence.asks.length === 0 ? 0 : 1;',
    rules: ['reminders', 'twice'],
  },
  'timers-forgotten': {
    what: 'An incident with a long history has no timers',
    file: 'src/domain/schedule.ts',
    text: 'return timersOf(incident, policy)[0]?.at ?? null;',
    instead: 'return incident.version < 12 ? (timersOf(incident, policy)[0]?.at ?? null) : null;',
    rules: ['reminders', 'ladder', 'silence'],
  },
  'step-dropped': {
    what: 'Steps that only inform are left out of the ladder',
    file: 'src/domain/ladder.ts',
    text: 'return untriedSteps(incident, policy).filter((step) => incident.standing === null',
    instead:
      "return untriedSteps(incident, policy).filter((step) => step.kind === 'reach').filter((step) => incident.standing === null",
    rules: ['ladder'],
  },
  'step-despite-answer': {
    what: 'An answer does not hold the ladder',
    file: 'src/domain/ladder.ts',
    text: "(step) => incident.standing === null || step.unless !== 'acknowledged'",
    instead: '() => true',
    rules: ['ladder'],
  },
  'steps-together': {
    what: 'Overdue steps do not wait for each other',
    file: 'src/domain/ladder.ts',
    text: 'const stepSpacing = minutes(2);',
    instead: 'const stepSpacing = minutes(0);',
    rules: ['calls'],
  },
  'title-announced': {
    what: 'Private incidents are announced',
    file: 'src/domain/draft.ts',
    text: "return incident.kind === 'real' && !incident.private;",
    instead: "return incident.kind === 'real';",
    more: [
      {
        file: 'src/jobs/effects/no-place-for.ts',
        text: 'if (incident.private && isAnnounced(effect)) return reason;',
        instead: '',
      },
    ],
    rules: ['privacy'],
  },
  'title-in-previews': {
    what: 'The line that a notification shows has the title of a private incident',
    file: 'src/slack/views/render-notice.ts',
    text: 'text: facts.incident.private ? privateName(facts.incident) : text,',
    instead: 'text,',
    rules: ['privacy'],
  },
  'title-on-phones': {
    what: 'The pager shows the title of a private incident',
    file: 'src/jobs/effects/ring.ts',
    text: 'if (incident.private) return `Private incident ${nameOf(incident)}`;',
    instead: '',
    rules: ['privacy'],
  },
  'title-in-log': {
    what: 'The log names the incident that an effect belongs to',
    file: 'src/jobs/run-effect.ts',
    text: 'const { incident } = about;',
    instead: 'const { incident } = about;\n  ctx.log.error({ title: incident.title }, first.type);',
    rules: ['privacy'],
  },
  'page-again': {
    what: 'Each try of a page is a new page to the pager',
    file: 'src/jobs/effects/ring.ts',
    text: 'key: row.id, user: call.user',
    instead: 'key: `${row.id}.${row.attempts}`, user: call.user',
    rules: ['pages'],
  },
  'page-left': {
    what: 'The end of an incident leaves its pages ringing',
    file: 'src/jobs/effects/settle-ring.ts',
    text: 'await ctx.phone.settle({ key: ring, page: page.page, to, by, title: pageTitle(incident) });',
    instead:
      "if (to !== 'resolved') await ctx.phone.settle({ key: ring, page: page.page, to, by, title: pageTitle(incident) });",
    rules: ['pages'],
  },
  'entry-lost': {
    what: 'Who took a role is lost from the timeline',
    file: 'src/db/timeline.ts',
    text: 'data: entries.map(({ body, ...entry }) => ({',
    instead: "data: entries.filter(({ kind }) => kind !== 'roleTaken').map(({ body, ...entry }) => ({",
    rules: ['timeline'],
  },
  'number-again': {
    what: 'The number of an update is given twice',
    file: 'src/domain/decisions/update.ts',
    text: 'incident.updates.count = number;',
    instead: 'incident.updates.count = number === 1 ? 0 : number;',
    rules: ['updates'],
  },
  'wait-ignored': {
    what: 'What Slack asks to wait is not waited for',
    file: 'src/slack/client-errors.ts',
    text: 'after: error.retryAfter * 1000',
    instead: 'after: 400',
    more: [
      {
        file: 'src/slack/client-limits.ts',
        text: 'if (seconds > 0) await limits.keep(key, seconds);',
        instead: '',
      },
    ],
    rules: ['limits'],
  },
  'status-untrue': {
    what: 'A change of status is recorded as coming from investigating',
    file: 'src/domain/decisions/change-status.ts',
    text: 'from: before.status, to: command.to, why: command.why });\n  post(',
    instead: 'from: command.to, to: command.to, why: command.why });\n  post(',
    rules: ['status'],
  },
  'headline-stale': {
    what: 'The headline is not edited when the severity changes',
    file: 'src/domain/draft.ts',
    text: "plan(draft, { type: 'refresh', target: surfaceId(incident.id, 'headline') });",
    instead:
      "if (incident.roles.commander === undefined) plan(draft, { type: 'refresh', target: surfaceId(incident.id, 'headline') });",
    rules: ['surfaces'],
  },
  'change-untold': {
    what: 'The channel does not hear of a change of severity',
    file: 'src/domain/decisions/change-severity.ts',
    text: 'post(draft, notice);\n  askForTicket(draft);',
    instead: 'askForTicket(draft);',
    rules: ['told'],
  },
  'file-unshared': {
    what: 'The post-mortem is uploaded and never shared',
    file: 'src/jobs/effects/draft-post-mortem.ts',
    text: '...(incident.channel === null ? {} : { channel_id: incident.channel.id }),',
    instead: '',
    rules: ['files'],
  },
};
