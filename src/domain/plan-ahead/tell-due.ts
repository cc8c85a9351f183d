import type { DueItem } from '../notices.ts';
import type { Said, Sight } from './plan-line.ts';
import { joined, tellCalled, withName } from './tell-people.ts';

/** What a timer says in the channel. */
export function tellDue(item: DueItem, sight: Sight): Said[] {
  const { nameOf, keyOf, clock } = sight;
  const say = (whom: string | null, text: string): Said[] =>
    item.type === 'step' ? [] : [{ what: item.type, whom, where: 'channel', text }];
  switch (item.type) {
    case 'step':
      return [tellStep(item, sight)];
    case 'nudge':
      return say(keyOf(item.ask), `nudge: update #${item.number} is due ${clock(item.due)}: ${nameOf(item.ask)}`);
    case 'overdue': {
      const was = `update #${item.number} was due ${clock(item.due)}`;
      const ask = item.ask.map(nameOf).join(', ');
      const asked = { due: 'asked', commander: 'asked', standIn: 'asked to step in' }[item.stage];
      return say(joined(item.ask.map(keyOf)), `${was}; ${asked}: ${ask}`);
    }
    case 'ladderEnd': {
      const tried = item.tried.map(({ title, user }) => (user === null ? title : withName(title, user, sight)));
      return say(null, `nobody has answered; the ladder begins again: ${tried.join(', ')}`);
    }
    case 'respondWithin':
      return say(null, `nobody has answered since ${clock(item.since)}, the time to respond is over`);
    case 'noCommander':
      return say(
        item.called.target,
        item.waiting === undefined
          ? `nobody has command; asked: ${tellCalled(item.called, sight)}`
          : `nobody has command; ${tellCalled(item.called, sight)} was called ${clock(item.waiting)} and has not answered`,
      );
    case 'commanderSilent': {
      const next = item.next === null ? 'the channel' : tellCalled(item.next, sight);
      return say(
        keyOf(item.user),
        `${nameOf(item.user)} not heard since ${clock(item.since)}; asked, and ${clock(item.until)} ${next} is`,
      );
    }
    case 'commandSought':
      return say(
        item.called?.user == null ? null : keyOf(item.called.user),
        item.called === null
          ? `no answer from ${[item.from, ...item.tried].map(nameOf).join(', ')}; nobody is left to ask to take command`
          : `no answer from ${nameOf(item.from)}; asked to take command: ${tellCalled(item.called, sight)}`,
      );
    case 'lapse': {
      const why =
        item.reason === 'noCommander'
          ? ', and nobody took command'
          : ` and has been silent${item.heard === undefined ? '' : ` since ${clock(item.heard)}`}`;
      const then = item.resumes.length === 0 ? '' : `; calling goes on: ${item.resumes.join(', ')}`;
      return say(keyOf(item.user), `lapse: ${nameOf(item.user)} answered ${clock(item.since)}${why}${then}`);
    }
    case 'handoverUnanswered':
      return say(keyOf(item.to), `no answer from ${nameOf(item.to)}, who was asked to be ${item.role}`);
    case 'rolesUnfilled':
      return say(null, `nobody has: ${item.roles.join(', ')}`);
    case 'soakEnded': {
      const ask = item.ask === null ? '' : `: ${nameOf(item.ask)}`;
      return say(item.ask === null ? null : keyOf(item.ask), `soak over, Resolve is offered${ask}`);
    }
    case 'parkEnded':
      return say(keyOf(item.ask), `awake again: ${nameOf(item.ask)}`);
    case 'silent':
      return say(
        keyOf(item.ask),
        `nothing recorded since ${clock(item.since)}; asked whether it goes on: ${nameOf(item.ask)}`,
      );
    case 'taskDue':
      return say(keyOf(item.ask), `task ${item.task} ${item.stage}: ${nameOf(item.ask)}`);
  }
}

// Worded as the call itself, so that the two read as one.
function tellStep({ called, kind, early }: Extract<DueItem, { type: 'step' }>, sight: Sight): Said {
  const who = tellCalled(called, sight);
  const whom = called.target;
  const before = early === null ? '' : ', before its time';
  if (called.user === null) {
    const need = kind === 'inform' ? 'should know' : 'is needed';
    return {
      what: 'unnamed',
      whom,
      where: 'channel',
      text: `${called.title} ${need}, but the policy names nobody${before}`,
    };
  }
  if (kind === 'inform') return { what: 'informed', whom, where: 'channel', text: `informed: ${who}${before}` };
  return { what: 'called', whom, where: 'channel', text: `called: ${who}${before}` };
}
