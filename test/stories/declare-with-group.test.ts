import { expect, it } from 'vitest';
import { defaultPeople } from '../../sandbox/state/people.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld({
  policy: 'test/support/runbooks/full',
  sandbox: {
    people: [...defaultPeople, { realName: 'Max Unnamed' }],
    userGroups: [{ handle: 'ops', members: ['Dee Novak'] }],
  },
});

it('A user group and names that nobody knows yet put no third call before a usable channel', async () => {
  const { sandbox } = world();
  const held: (() => void)[] = [];
  const usable = new Set<string>();
  // Nothing but the channel gets an answer before the declarer's invitation and the headline are under way.
  const unhook = sandbox.beforeCall(async ({ method, args }) => {
    if (method === 'conversations.create') return;
    const second = method === 'conversations.invite' || /headline/.test(JSON.stringify(args));
    if (second) usable.add(method);
    if (second && usable.size === 2) for (const release of held.splice(0)) release();
    else if (usable.size < 2) await new Promise<void>((release) => held.push(release));
  });
  // The policy does not name him, so Slack has to be asked.
  const declarer = sandbox.person('Max Unnamed');
  await declarer.runs('/incident declare P3 group at once', { in: '#general' });
  await sandbox.eventually(() => expect([...usable].sort()).toEqual(['chat.postMessage', 'conversations.invite']), {
    within: 15_000,
  });
  unhook();
  await world().settle();
  const members = world()
    .channel(/group-at-once/)
    .members();
  expect(members).toEqual(expect.arrayContaining([declarer.name, 'Dee Novak']));
});
