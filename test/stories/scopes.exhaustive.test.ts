import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { findByChannel } from '../../src/commands/find-incident.ts';
import { readAllEntries } from '../../src/db/timeline.ts';
import { resolvePeople } from '../../src/policy/resolve-people.ts';
import { type Declared, declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld({
  policy: 'test/support/runbooks/full',
  sandbox: { userGroups: [{ handle: 'ops', members: ['Dee Novak'] }] },
});

/** What a person would miss without each scope. Each is a story that holds with all scopes and fails without its own. */
const stories: Record<string, () => Promise<void>> = {
  commands: async () => {
    await world().flo.runs('/incident help', { in: '#general' });
    await world().settle();
    expect(world().flo.ephemerals('#general').at(-1)).toMatch(/declare/);
  },
  'chat:write': setUp,
  'channels:manage': setUp,
  'channels:read': async () => {
    const { channel, where, incident } = await declared(world(), 'P3 renamed');
    await world().flo.renames(where.in, `x-${channel.name}`.slice(0, 70));
    await world().settle();
    expect((await incident()).channel?.name).toMatch(/^x-/);
  },
  'channels:history': pinnedInPublic,
  'groups:write': async () => void (await declaredPrivately()),
  'groups:read': async () => {
    const { channel, where, incident } = await declaredPrivately();
    await world().flo.renames(where.in, `x-${channel.name}`);
    await world().settle();
    expect((await incident()).channel?.name).toMatch(/^x-/);
  },
  'groups:history': async () => pinned(await declaredPrivately()),
  'im:write': async () => {
    await declared(world(), 'P3 kept informed');
    expect(receiptsOf('kept informed')).toHaveLength(1);
  },
  'im:history': async () => {
    // The answer to every message is lost once: only who looks into the conversation finds it there.
    const { sandbox, flo } = world();
    sandbox.faults.add({ method: 'chat.postMessage', times: 3, fault: { kind: 'lost-answer' } });
    await flo.runs('/incident declare P3 found again', { in: '#general' });
    await world().clock.forward({ minutes: 3 });
    expect(receiptsOf('found again')).toEqual([expect.not.stringMatching(/⏳|✗/)]);
  },
  'users:read': async () => {
    const { where } = await declared(world(), 'P3 who left');
    await world().flo.runs('/incident page @Hal Former come', where);
    await world().settle();
    expect(world().flo.ephemerals(where.in).at(-1)).toMatch(/has left/);
  },
  'users:read.email': async () => {
    const { ctx } = world().bot;
    const vp = {
      key: 'vp',
      title: 'VP',
      name: null,
      phone: null,
      slack: null,
      email: 'eli@example.com',
      pagerduty: null,
    };
    const policy = { ...ctx.runbooks.current.policy, people: { vp } };
    expect((await resolvePeople(ctx, policy)).people['vp']?.slack).toBe('U01ELI0001');
  },
  'reactions:read': pinnedInPublic,
  'pins:write': setUp,
  'bookmarks:write': setUp,
  'bookmarks:read': async () => {
    world().sandbox.faults.add({ method: 'bookmarks.add', times: 1, fault: { kind: 'lost-answer' } });
    const { channel } = await declared(world(), 'P3 marked once');
    await world().clock.forward({ minutes: 1 });
    expect(channel.bookmarks()).toHaveLength(1);
    expect(receiptsOf('marked once')).toEqual([expect.not.stringMatching(/⏳|✗/)]);
  },
  'files:write': async () => expect((await resolved('P3 written up')).channel.files()).toHaveLength(1),
  'files:read': async () => {
    world().sandbox.faults.add({ method: 'files.completeUploadExternal', times: 1, fault: { kind: 'lost-answer' } });
    const { channel, incident } = await resolved('P3 written up once');
    await world().clock.forward({ minutes: 1 });
    expect(channel.files()).toHaveLength(1);
    const entries = await readAllEntries(world().bot.ctx.db.prisma, (await incident()).id);
    expect(entries.map((entry) => entry.kind)).toContain('postMortemDrafted');
  },
  'usergroups:read': async () => expect((await declared(world(), 'P3 group')).channel.members()).toContain('Dee Novak'),
};

const told = new Set<() => Promise<void>>();
let lastStart = new Date(0);

/** The receipts of this telling: a message that was posted twice is two. */
function receiptsOf(title: string): string[] {
  const messages = world()
    .flo.directMessages()
    .filter((message) => message.text.includes(title));
  return messages.filter((message) => message.at >= lastStart).map((message) => message.text);
}

async function setUp(): Promise<void> {
  const { channel } = await declared(world(), 'P3 set up');
  expect(channel.members()).toContain('Flo Meyer');
  expect(channel.texts()).not.toEqual([]);
  expect(channel.pinned()).toHaveLength(1);
  expect(channel.bookmarks()).toHaveLength(1);
}

async function pinnedInPublic(): Promise<void> {
  await pinned(await declared(world(), 'P3 pinned'));
}

async function pinned(it: Declared): Promise<void> {
  const { flo } = world();
  const said = await flo.says(it.where.in, 'worth keeping');
  await flo.reacts(said, 'pushpin');
  await world().settle();
  const entries = await readAllEntries(world().bot.ctx.db.prisma, (await it.incident()).id);
  expect(entries.find((entry) => entry.kind === 'messagePinned')?.body).toMatchObject({ text: 'worth keeping' });
}

async function resolved(what: string): Promise<Declared> {
  const it = await declared(world(), what);
  await world().flo.runs('/incident resolve', it.where);
  await (await world().flo.seesModal(/Resolve/)).submit();
  await world().settle();
  return it;
}

async function declaredPrivately(): Promise<Declared> {
  const { flo, sandbox, bot } = world();
  await flo.runs('/incident declare', { in: '#general' });
  const modal = await flo.seesModal(/Declare/);
  modal
    .fill('What is happening?', 'Not for everybody')
    .choose('Severity', 'P3 Low')
    .tick('Anything special?', 'Private');
  await modal.submit();
  await world().settle();
  const channel = world().channel(/private-\d+$/);
  if (new Date(channel.raw.messages[0] ? Number(channel.raw.messages[0].ts) * 1000 : 0) < lastStart)
    throw new Error('No private channel was opened');
  return {
    channel,
    where: { in: `#${channel.name}` },
    headline: () => channel.pinned()[0] ?? '',
    incident: async () => {
      const found = await findByChannel(bot.ctx, { workspace: sandbox.workspace.teamId, channel: channel.id });
      if (found === null) throw new Error(`#${channel.name} belongs to no incident`);
      return found;
    },
  };
}

const manifest: { oauth_config: { scopes: { bot: string[] } } } = parse(readFileSync('manifest.yaml', 'utf8'));

it.each(manifest.oauth_config.scopes.bot)('the scope %s carries a story, which fails without it', async (scope) => {
  const tell = stories[scope];
  if (tell === undefined) throw new Error(`No story needs ${scope}: take it out of manifest.yaml, or tell the story`);
  const { sandbox } = world();
  const granted = sandbox.workspace.manifest.scopes;
  // Several scopes may carry the same story: it is told once with all of them.
  if (!told.has(tell)) {
    lastStart = new Date();
    await tell();
    told.add(tell);
  }
  sandbox.workspace.manifest.scopes = granted.filter((one) => one !== scope);
  lastStart = new Date();
  try {
    await expect(tell()).rejects.toThrow(/./);
  } finally {
    sandbox.workspace.manifest.scopes = granted;
  }
});
