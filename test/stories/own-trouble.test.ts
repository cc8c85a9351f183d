import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../support/assemble-world.ts';
import { startWorld } from '../support/world.ts';
import { proves } from '../promises/proves.ts';

let world: World;

afterEach(async () => {
  await world.close();
});

/** What the announcements channel reads of Muster's own trouble, once it is as many messages as that. */
async function told(count: number): Promise<string[]> {
  const own = () =>
    world
      .announcements()
      .texts()
      .filter((text) => /permission|I am back/.test(text));
  await world.sandbox.eventually(() => expect(own()).toHaveLength(count));
  return own();
}

async function reads(pattern: RegExp): Promise<void> {
  await world.sandbox.eventually(() => world.announcements().shows(pattern));
}

async function readyz(): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${world.bot.url}/readyz`);
  return { status: answer.status, text: await answer.text() };
}

describe('A scope that is missing', () => {
  it('is told to the announcements channel once, and edited when it is granted', async () => {
    world = await startWorld({ sandbox: { withoutScopes: ['pins:write', 'files:write'] } });
    const { scopes } = world.sandbox.workspace.manifest;
    expect(await told(1)).toEqual([
      expect.stringMatching(/missing 2 permissions[\s\S]*pin the headline[\s\S]*Reinstall/),
    ]);
    expect(await readyz()).toMatchObject({ status: 200, text: expect.stringContaining('pins:write') });

    await world.restart();
    scopes.push('pins:write', 'files:write');
    await world.restart();
    await reads(/every permission again/);
    expect(await told(1)).toHaveLength(1);

    scopes.pop();
    await world.restart();
    expect((await told(2))[1]).toContain('files:write');
    proves('U13');
  }, 60_000);

  it('is told once although the answer was lost', async () => {
    world = await startWorld({});
    await world.sandbox.eventually(async () => expect((await readyz()).status).toBe(200));
    const { scopes } = world.sandbox.workspace.manifest;
    scopes.splice(scopes.indexOf('pins:write'), 1);
    await world.restart(async () =>
      world.sandbox.faults.add({ method: 'chat.postMessage', times: 1, fault: { kind: 'lost-answer' } }),
    );
    const unanswered = () =>
      world.bot.ctx.db.prisma.trouble.findFirst({ where: { claimedAt: { not: null }, ts: null } });
    await told(1);
    expect(await unanswered()).not.toBeNull();
    await world.clock.forward({ minutes: 2 });
    await world.restart();
    const claimed = () => world.bot.ctx.db.prisma.trouble.findFirst({ where: { claimedAt: null, ts: { not: null } } });
    await world.sandbox.eventually(async () => expect(await claimed()).not.toBeNull());
    expect(await told(1)).toHaveLength(1);
  }, 60_000);
});

describe('A token that was revoked', () => {
  it('is told by readyz with its remedy, and by the announcements channel once there is a good one', async () => {
    world = await startWorld({});
    const { sandbox } = world;
    await sandbox.eventually(async () => expect((await readyz()).status).toBe(200));
    sandbox.revokeTokens();
    await sandbox.eventually(async () =>
      expect(await readyz()).toMatchObject({ status: 503, text: expect.stringMatching(/token.*SLACK_BOT_TOKEN/) }),
    );
    const noted = () => world.bot.ctx.db.prisma.trouble.findFirst({ where: { cause: 'token' } });
    await sandbox.eventually(async () => expect(await noted()).not.toBeNull());
    await world.clock.forward({ minutes: 14 });
    await world.restart();
    await sandbox.eventually(async () => expect((await readyz()).text).toContain('SLACK_BOT_TOKEN'));

    await world.restart(async () => {
      sandbox.workspace.revoked = false;
    });
    const [text] = await told(1);
    expect(text).toMatch(/I am back\. From .*03:00 .*to .*03:14/);
    await world.restart();
    await sandbox.eventually(async () => expect((await readyz()).status).toBe(200));
    expect(await noted()).toBeNull();
    expect(await told(1)).toHaveLength(1);
    proves('O2');
  }, 60_000);
});
