import { followUpKey } from '../checklist-schema.ts';
import type { ListPart } from '../checklists.ts';
import { severityOf, titleOf } from '../policy.ts';
import { typeName } from '../decisions/type.ts';
import type { Notice } from '../notices.ts';
import type { Said, Sight } from './plan-line.ts';
import { tellChange } from './tell-change.ts';
import { tellDue } from './tell-due.ts';
import { withName } from './tell-people.ts';

/** What a message says, where it says something new. `where` is the channel until the effect says otherwise. */
export function tellNotice(notice: Notice, sight: Sight): Said[] {
  const { incident, policy, nameOf, keyOf, clock } = sight;
  const say = (whom: string | null, text: string): Said[] =>
    notice.type === 'due' || notice.type === 'change' || notice.type === 'call'
      ? []
      : [{ what: notice.type, whom, where: 'channel', text }];
  switch (notice.type) {
    case 'headline': {
      const due = incident.cadence.due === null ? '' : `; update #1 due ${clock(incident.cadence.due)}`;
      return say(null, `pinned headline: ${severityWords(sight)} · ${statusWords(sight)}${due}`);
    }
    case 'announcement':
      return say(null, `announced: ${severityWords(sight)} · ${statusWords(sight)}`);
    case 'outside': {
      const names = incident.outside.filter(({ id }) => notice.offers.includes(id)).map(({ name }) => name);
      return say(null, `to send: ${names.join(', ')} (${statusWords(sight)})`);
    }
    case 'opening':
      return say(null, 'opening text, pinned');
    case 'receipt':
      return say(keyOf(incident.declaredBy), `receipt for ${nameOf(incident.declaredBy)}`);
    case 'update': {
      const next = notice.nextDue === null ? '' : `; next due ${clock(notice.nextDue)}`;
      return say(keyOf(notice.by), `update #${notice.number} by ${nameOf(notice.by)}${next}`);
    }
    case 'nudge':
      return say(
        keyOf(notice.ask),
        `nudge: update #${notice.number} is due ${clock(notice.due)}: ${nameOf(notice.ask)}`,
      );
    case 'due':
      return [...notice.items.flatMap((item) => tellDue(item, sight)), ...tellLists(notice.lists, sight)];
    case 'change':
      return [...tellChange(notice, sight), ...tellLists(notice.lists, sight)];
    case 'call':
      return [{ what: 'called', whom: keyOf(notice.user), where: 'channel', text: `called: ${nameOf(notice.user)}` }];
    case 'standDown':
      return say(keyOf(notice.user), `stood down: ${nameOf(notice.user)}`);
    case 'handover':
      return say(
        keyOf(notice.to),
        `asked to take over: ${withName(titleOf(policy, notice.role), notice.to, sight)}, until ${clock(notice.until)}`,
      );
    case 'digest': {
      const items = notice.items.map(({ key, what, due, overdue }) => {
        const list = incident.checklists.find((one) => followUpKey(one.key) === key)?.name;
        const name = {
          checklist: list === undefined ? 'checklist' : `“${list}”`,
          meeting: 'review meeting',
          report: 'post-mortem',
          action: 'action item',
        };
        return `${name[what]} ${overdue ? 'overdue since' : 'due'} ${clock(due)}`;
      });
      return say(keyOf(notice.user), `digest for ${nameOf(notice.user)}: ${items.join('; ')}`);
    }
    case 'followed':
      return say(keyOf(notice.user), `told, as a follower: ${nameOf(notice.user)}`);
    case 'checklists':
      return tellLists(notice.parts, sight);
    case 'task':
      return say(null, `task ${notice.task}`);
    case 'problem':
      return say(null, `runbook ${notice.problem}`);
    case 'mergeOffer':
      return say(null, 'may be the same as another incident: merge?');
    case 'confession':
      if (notice.lost === true) return say(null, 'found a timer that was lost');
      return say(null, `was down from ${clock(notice.from)} to ${clock(notice.to)}`);
    case 'whileAway':
      return say(null, 'tells what happened while Slack was away');
    case 'attached':
      return say(null, 'attached to a page that the pager had already');
    case 'pagerChange':
      return say(keyOf(notice.user), `${notice.change.what} in ${notice.via}`);
    case 'trouble':
      return say(null, notice.what);
    case 'madePrivate':
      return say(keyOf(notice.by), `made private by ${nameOf(notice.by)}`);
    case 'ticket':
      return say(null, 'a ticket is to be written; its text stands ready to copy');
    case 'engaged':
      return say(keyOf(notice.user), `engaged for ${notice.expert}: ${nameOf(notice.user)}`);
    case 'typed':
      return say(
        notice.by === null ? null : keyOf(notice.by),
        `type ${typeName(policy, notice.to) ?? 'none'}${notice.hints ? '; its usual first steps are told' : ''}`,
      );
    case 'runbookChanged':
      return say(null, 'the runbook was changed; it goes on by the one it has');
    case 'movedAway':
      return say(null, 'went on elsewhere');
  }
}

function tellLists(parts: ListPart[] | undefined, { incident }: Sight): Said[] {
  if (parts === undefined) return [];
  const lists = parts.flatMap(({ list }) => incident.checklists.filter(({ key }) => key === list));
  const words = lists.map(({ name, items }) => `“${name}”: ${items.map(({ text }) => text).join(' · ')}`);
  return [{ what: 'checklists', whom: null, where: 'channel', text: `to tick: ${words.join('; ')}` }];
}

/** "P0 Critical". */
export function severityWords({ incident, policy }: Sight): string {
  const { key, name } = severityOf(policy, incident.severity);
  return name === key ? key : `${key} ${name}`;
}

function statusWords({ incident, policy }: Sight): string {
  return policy.statuses[incident.status] ?? incident.status;
}
