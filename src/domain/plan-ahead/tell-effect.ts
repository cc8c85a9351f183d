import { isQuiet, severityOf } from '../policy.ts';
import { channelNameFor, topicFor } from '../naming.ts';
import type { Effect } from '../effects.ts';
import type { Place, Said, Sight } from './plan-line.ts';
import { joined, withName } from './tell-people.ts';
import { tellNotice } from './tell-notice.ts';

/** What people see of an effect; nothing of an edit, which disturbs nobody. */
export function tellEffect(effect: Effect, sight: Sight): Said[] {
  const { incident, policy, nameOf, keyOf } = sight;
  switch (effect.type) {
    case 'openChannel': {
      const name = channelNameFor(incident, policy, null);
      const kind = incident.private ? ', private' : '';
      return [{ what: 'opens', whom: null, where: 'channel', text: `#${name} opens${kind}` }];
    }
    case 'invite':
      return [
        {
          what: 'invited',
          whom: joined(effect.users.map(keyOf)),
          where: 'channel',
          text: `invited: ${effect.users.map(nameOf).join(', ')}`,
        },
      ];
    case 'setTopic': {
      const topic = topicFor(incident, policy).replace(/<@([^>]+)>/g, (_, user: string) => nameOf(user));
      return [{ what: 'topic', whom: null, where: 'channel', text: `topic: ${topic}` }];
    }
    case 'addBookmark':
      return [{ what: effect.type, whom: null, where: 'channel', text: `bookmark: ${effect.title}` }];
    case 'page':
      return [tellCall(effect, sight)];
    case 'post':
      return tellNotice(effect.notice, sight).map((said) => ({ ...said, where: placeOfPost(effect.to) }));
    case 'draftPostMortem':
      return [{ what: 'postMortem', whom: null, where: 'channel', text: 'draft of the post-mortem, as a file' }];
    case 'archiveChannel':
      return [{ what: effect.type, whom: null, where: 'channel', text: 'the channel is archived' }];
    case 'withdraw':
      return [{ what: effect.type, whom: effect.part, where: 'channel', text: `taken back: ${effect.part}` }];
    // The call that it belongs to is told.
    case 'ring':
    case 'attach':
    case 'settleRing':
    case 'pin':
    case 'refresh':
    case 'refreshHomes':
      return [];
  }
}

function tellCall({ user, title, notice }: Extract<Effect, { type: 'page' }>, sight: Sight): Said {
  const { policy, incident, keyOf } = sight;
  const target = [...policy.roles.map(({ key, name }) => ({ key, title: name })), ...Object.values(policy.people)].find(
    (one) => one.title === title,
  );
  const whom = target?.key ?? keyOf(user);
  const who = withName(title, user, sight);
  const where = isQuiet(severityOf(policy, incident.severity)) ? 'direct message' : 'call';
  if (notice.call === 'inform') return { what: 'informed', whom, where, text: `informed: ${who}` };
  const why = notice.why === null ? '' : `, because ${notice.why}`;
  return { what: 'called', whom, where, text: `called: ${who}${why}` };
}

function placeOfPost(to: Extract<Effect, { type: 'post' }>['to']): Place {
  switch (to.type) {
    case 'channel':
    case 'formerChannel':
      return 'channel';
    case 'announcements':
      return 'announcements';
    case 'thread':
      return 'thread';
    case 'announcementThread':
      return to.broadcast ? 'announcements' : 'thread';
    case 'person':
      return 'direct message';
  }
}
