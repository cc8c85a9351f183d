import type { RuleName } from '../check/check.ts';
import type { SceneName } from './scenes.ts';

/** A text of the bot's sources that occurs once, and what stands there instead. */
export type Patch = { file: string; text: string; instead: string };

/** A bug, the rule that must see it and the scene in which it shows. `more`: what else would have caught it in the bot itself. */
export type Plant = Patch & { what: string; more?: readonly Patch[]; rule: RuleName; scene: SceneName };

/** Bugs that this kind of program really has, by name: `npm run chaos -- --plants` must see each by its rule. */
export const plants: Record<string, Plant> = {
  'delivery-twice': {
    what: 'What Slack delivers again is not recognised',
    file: 'src/db/deliveries.ts',
    text: '.length === 1;',
    instead: '.length <= 1;',
    rule: 'acts',
    scene: 'delivered twice',
  },
  'sent-again': {
    what: 'Nobody looks whether a message whose answer was lost has arrived before it is sent again',
    file: 'src/jobs/run-effect.ts',
    text: 'const found = await doing.find(row);',
    instead: 'const found: Outcome | null = null;',
    rule: 'twice',
    scene: 'answer lost',
  },
  'retry-believed': {
    what: 'What is tried a second time is marked as sent without a call',
    file: 'src/jobs/run-effect.ts',
    text: "return { kind: 'finished', outcome: await doing.send(row), alone: doing.alone };",
    instead:
      "return { kind: 'finished', outcome: row.attempts > 1 && row.type !== 'openChannel' ? sent({}) : await doing.send(row), alone: doing.alone };",
    rule: 'told',
    scene: 'refused once',
  },
  'marked-before-its-call': {
    what: 'A message to somebody who is called is marked as sent before it is sent, and dies with the process or with its answer',
    file: 'src/jobs/run-effect.ts',
    text: "return { kind: 'finished', outcome: await doing.send(row), alone: doing.alone };",
    instead:
      "if (row.type === 'page') { setTimeout(() => void doing.send(row).catch(() => {}), 60_000).unref(); return { kind: 'finished', outcome: sent({}) }; }\n    return { kind: 'finished', outcome: await doing.send(row), alone: doing.alone };",
    rule: 'calls',
    scene: 'unanswered',
  },
  'reminder-dropped': {
    what: 'After the first update nobody is reminded any more',
    file: 'src/domain/schedule.ts',
    text: 'if (due === null) return [];',
    instead: 'if (due === null || incident.updates.count > 0) return [];',
    rule: 'reminders',
    scene: 'worked',
  },
  'reminder-repeated': {
    what: 'The first reminder of an update is planned twice',
    file: 'src/domain/decisions/tick.ts',
    text: "incident.cadence.asks.push(post(draft, { type: 'nudge', number, due, ask }));",
    instead: "for (const _ of [1, 2]) incident.cadence.asks.push(post(draft, { type: 'nudge', number, due, ask }));",
    rule: 'reminders',
    scene: 'worked',
  },
  'timers-forgotten': {
    what: 'An incident with a long history has no timers',
    file: 'src/domain/schedule.ts',
    text: 'return timersOf(incident, policy)[0]?.at ?? null;',
    instead: 'return incident.version < 12 ? (timersOf(incident, policy)[0]?.at ?? null) : null;',
    rule: 'silence',
    scene: 'left alone',
  },
  'step-dropped': {
    what: 'Steps that only inform are left out of the ladder',
    file: 'src/domain/ladder.ts',
    text: 'return untriedSteps(incident, policy).filter((step) => incident.standing === null',
    instead:
      "return untriedSteps(incident, policy).filter((step) => step.kind === 'reach').filter((step) => incident.standing === null",
    rule: 'ladder',
    scene: 'unanswered',
  },
  'step-despite-answer': {
    what: 'An answer does not hold the ladder',
    file: 'src/domain/ladder.ts',
    text: "(step) => incident.standing === null || step.unless !== 'acknowledged'",
    instead: '() => true',
    rule: 'ladder',
    scene: 'worked',
  },
  'steps-together': {
    what: 'Overdue steps do not wait for each other',
    file: 'src/domain/ladder.ts',
    text: 'const stepSpacing = minutes(2);',
    instead: 'const stepSpacing = minutes(0);',
    rule: 'calls',
    scene: 'all were down',
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
      {
        file: 'src/slack/views/announcement.ts',
        text: 'if (incident.private) throw new Error(`${nameOf(incident)} is private and must not be announced`);',
        instead: '',
      },
    ],
    rule: 'privacy',
    scene: 'private',
  },
  'title-in-previews': {
    what: 'The line that a notification shows has the title of a private incident',
    file: 'src/slack/views/render-notice.ts',
    text: 'text: facts.incident.private ? privateName(facts.incident) : text,',
    instead: 'text,',
    rule: 'privacy',
    scene: 'private',
  },
  'title-on-phones': {
    what: 'The pager shows the title of a private incident',
    file: 'src/jobs/effects/ring.ts',
    text: 'if (incident.private) return `Private incident ${nameOf(incident)}`;',
    instead: '',
    rule: 'privacy',
    scene: 'private',
  },
  'title-in-log': {
    what: 'The log names the incident that an effect belongs to',
    file: 'src/jobs/run-effect.ts',
    text: 'const { incident } = about;',
    instead: 'const { incident } = about;\n  ctx.log.warn(`${first.type} of ${incident.title}`);',
    rule: 'privacy',
    scene: 'private',
  },
  'page-again': {
    what: 'Each try of a page is a new page to the pager',
    file: 'src/jobs/effects/ring.ts',
    text: 'key: row.id, user: call.user',
    instead: 'key: `${row.id}.${row.attempts}`, user: call.user',
    rule: 'pages',
    scene: 'killed while it calls',
  },
  'page-left': {
    what: 'The end of an incident leaves its pages ringing',
    file: 'src/jobs/effects/settle-ring.ts',
    text: 'await ctx.phone.settle({ key: ring, page: page.page, to, by, title: pageTitle(incident) });',
    instead:
      "if (to !== 'resolved') await ctx.phone.settle({ key: ring, page: page.page, to, by, title: pageTitle(incident) });",
    rule: 'pages',
    scene: 'worked',
  },
  'entry-lost': {
    what: 'Who took a role is lost from the timeline',
    file: 'src/db/incidents.ts',
    text: 'const entries = JSON.stringify(chain(incident, facts, now));',
    instead: "const entries = JSON.stringify(chain(incident, facts, now).filter(({ kind }) => kind !== 'roleTaken'));",
    rule: 'timeline',
    scene: 'worked',
  },
  'number-again': {
    what: 'The number of an update is given twice',
    file: 'src/domain/decisions/update.ts',
    text: 'incident.updates.count = number;',
    instead: 'incident.updates.count = number === 1 ? 0 : number;',
    rule: 'updates',
    scene: 'worked',
  },
  'wait-ignored': {
    what: 'Whatever Slack asks to wait, eight seconds are waited',
    file: 'src/slack/client-errors.ts',
    text: 'after: error.retryAfter * 1000',
    instead: 'after: 8000',
    more: [
      {
        file: 'src/slack/client-limits.ts',
        text: 'if (seconds > 0) await limits.keep(key, seconds);',
        instead: '',
      },
    ],
    rule: 'limits',
    scene: 'asked to wait',
  },
  'status-untrue': {
    what: 'A change of status is recorded as coming from investigating',
    file: 'src/domain/decisions/change-status.ts',
    text: 'from: before.status, to: command.to, why: command.why });\n  post(',
    instead: 'from: command.to, to: command.to, why: command.why });\n  post(',
    rule: 'status',
    scene: 'worked',
  },
  'headline-stale': {
    what: 'The headline is not edited when the severity changes',
    file: 'src/domain/draft.ts',
    text: "plan(draft, { type: 'refresh', target: surfaceId(incident.id, 'headline') });",
    instead:
      "if (incident.roles.commander === undefined) plan(draft, { type: 'refresh', target: surfaceId(incident.id, 'headline') });",
    rule: 'surfaces',
    scene: 'worked',
  },
  'file-unshared': {
    what: 'The post-mortem is uploaded and never shared',
    file: 'src/jobs/effects/draft-post-mortem.ts',
    text: '...(incident.channel === null ? {} : { channel_id: incident.channel.id }),',
    instead: '',
    rule: 'files',
    scene: 'worked',
  },
  'dead-unnoticed': {
    what: 'Nobody takes over what a dead process was sending',
    file: 'src/jobs/sweep-dead.ts',
    text: 'if (dead.length === 0) return;',
    instead: 'if (dead.length < 100) return;',
    rule: 'troubles',
    scene: 'killed while it calls',
  },
  'dies-of-an-answer': {
    what: 'An answer of 500 ends the process',
    file: 'src/slack/client-errors.ts',
    text: 'const reason = `Slack answered HTTP ${error.statusCode}`;',
    instead: 'const reason = `Slack answered HTTP ${error.statusCode}`;\n    setTimeout(() => process.exit(1), 50);',
    rule: 'troubles',
    scene: 'refused once',
  },
};
