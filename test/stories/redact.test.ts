import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { execute } from '../../src/commands/execute.ts';
import { mergeIncidents } from '../../src/commands/merge-incidents.ts';
import { redactEntry } from '../../src/commands/redact-entry.ts';
import { lockIncident } from '../../src/db/incidents.ts';
import { readAllEntries } from '../../src/db/timeline.ts';
import type { Command } from '../../src/domain/commands.ts';
import type { FactKind } from '../../src/domain/timeline.ts';
import { firstFault } from '../../src/domain/verify-record.ts';
import { declared } from '../support/declared.ts';
import { holdCall } from '../support/hold-call.ts';
import { useWorld } from '../support/use-world.ts';
import { wholeDatabase } from '../support/whole-database.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();

async function entriesOf(it: Awaited<ReturnType<typeof declared>>) {
  return readAllEntries(world().bot.ctx.db.prisma, (await it.incident()).id);
}

/** What Slack shows to anybody: messages, ephemerals of one person's question aside, and files. */
function shownBySlack(): string {
  const { channels, files } = world().sandbox.workspace;
  const messages = channels.flatMap((channel) => [channel.topic.value, ...channel.messages]);
  return JSON.stringify([messages, files.filter(({ deleted }) => !deleted)]);
}

describe('A redaction', () => {
  it('takes a text out of the database, the messages and the post-mortem, and the chain still holds', async () => {
    const it = await declared(world(), 'P1 redacted');
    const { ana, ben } = world();
    await ana.clicks('Take command', it.where);
    await ben.joins(it.where.in);
    const said = await ben.says(it.where.in, 'the customer is Canary Pinned');
    await ana.reacts(said, 'pushpin');
    await world().settle();
    const { ctx } = world().bot;
    const { id: incidentId } = await it.incident();
    const says = (command: Command) => execute(ctx, { incidentId, command });
    const by = ana.id;
    const parts = { know: null, done: 'we called Canary Done', next: null, eta: null, status: null, nextIn: null };
    await says({ type: 'note', by, text: 'the customer is Canary Note' });
    await says({ type: 'postUpdate', by, text: 'we called Canary Update', ...parts });
    await says({ type: 'changeSeverity', by, to: 'P0', why: 'Canary Severity complains' });
    await says({ type: 'addTask', by, kind: 'task', text: 'call Canary Task back', owner: null, due: null });
    await says({ type: 'edit', by, impact: 'Canary Impact' });
    await ana.runs('/incident resolve told Canary Fix', it.where);
    await world().settle();
    expect(it.channel.files()).toHaveLength(1);
    const kinds: FactKind[] = [
      'messagePinned',
      'note',
      'updatePosted',
      'severityChanged',
      'taskAdded',
      'edited',
      'resolved',
    ];
    for (const kind of kinds) {
      const seq = (await entriesOf(it)).find((one) => one.kind === kind && one.body !== null)?.seq ?? 0;
      const asked = { incidentId, seq, by: ana.id, why: 'a name', delivery: kind, channel: it.channel.id };
      await redactEntry(ctx, asked);
    }
    await world().settle();
    const all = await entriesOf(it);
    expect(all.filter(({ kind }) => kind === 'redacted')).toHaveLength(kinds.length);
    expect(all.filter(({ body }) => body === null).map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
    expect(firstFault(all, (await it.incident()).head)).toBeNull();
    const stored = await wholeDatabase(ctx.db.pool);
    expect(stored.split('\n').filter((line) => line.includes('Canary'))).toEqual([]);
    await ben.deletes(said);
    expect(shownBySlack()).not.toContain('Canary');
    expect(it.channel.files().at(-1)?.content).toMatch(/\(redacted: note\)/);
    it.channel.shows(/redacted/);
    proves('R2');
  }, 60_000);

  it('of what was merged goes from the post-mortem of the one that goes on, and a title from what names it', async () => {
    const survivor = await declared(world(), 'P1 goes on with the rest');
    const it = await declared(world(), 'P1 Canary Title again');
    const { flo } = world();
    const { ctx } = world().bot;
    const [{ id: into }, { id: from }] = [await survivor.incident(), await it.incident()];
    const by = flo.id;
    await execute(ctx, { incidentId: from, command: { type: 'note', by, text: 'the customer is Canary Merged' } });
    const todo = { type: 'addTask', by, owner: null, due: null } as const;
    await execute(ctx, { incidentId: from, command: { ...todo, kind: 'task', text: 'flush the cache' } });
    await execute(ctx, { incidentId: from, command: { ...todo, kind: 'action', text: 'add an alert' } });
    await mergeIncidents(ctx, { from, into, by, delivery: 'merged', channel: null });
    await world().settle();
    survivor.channel.shows(/I no longer ask for its open task, T1\. If it is still needed, add it here/);
    await flo.runs('/incident resolve it is over', survivor.where);
    await world().settle();
    expect(shownBySlack()).toContain('Canary Merged');
    survivor.channel.shows(/Canary Title/);
    expect(survivor.channel.files().at(-1)?.content).toMatch(
      /INC-\d+ T1 flush the cache[\s\S]*INC-\d+ A1 add an alert/,
    );
    for (const kind of ['note', 'declared']) {
      const seq = (await entriesOf(it)).find((one) => one.kind === kind)?.seq ?? 0;
      await redactEntry(ctx, { incidentId: from, seq, by, why: null, delivery: `merged ${kind}`, channel: null });
    }
    await world().settle();
    expect(shownBySlack()).not.toMatch(/Canary Merged/);
    expect(JSON.stringify(survivor.channel.messages())).not.toContain('Canary Title');
    expect(survivor.channel.files().at(-1)?.content).toMatch(/\(redacted: note\)/);
    // The channel's name tells the title until somebody renames it; its old name does not come back to the record then.
    await execute(ctx, { incidentId: from, command: { type: 'channelRenamed', name: 'inc-again' } });
    const stored = await wholeDatabase(ctx.db.pool);
    expect(stored.split('\n').filter((line) => /Canary (?:Merged|Title)|canary-title/.test(line))).toEqual([]);
  }, 60_000);

  it('sees every file that arrives: one that is on its way waits until the redaction is over', async () => {
    const it = await declared(world(), 'P2 redacted meanwhile');
    const { ana, bot } = world();
    await ana.clicks('Take command', it.where);
    await world().settle();
    const { isHeld, letGo } = holdCall(world(), ({ method }) => method === 'files.completeUploadExternal');
    await ana.runs('/incident resolve it is over', it.where);
    await isHeld();
    const { id: incidentId } = await it.incident();
    await bot.ctx.db.prisma.$transaction(async (tx) => {
      await lockIncident(tx, incidentId);
      letGo();
      await sleep(300);
      expect(await tx.postMortem.findMany({ where: { incidentId }, select: { fileId: true } })).toEqual([
        { fileId: null },
      ]);
    });
    await world().settle();
    const kept = await bot.ctx.db.prisma.postMortem.findFirst({ where: { incidentId } });
    expect(kept?.fileId).toMatch(/^F/);
  });

  it('twice says since when and by whom, of nothing that there is nothing, and asks first', async () => {
    const it = await declared(world(), 'P2 redacted twice');
    const { ana } = world();
    await ana.clicks('Take command', it.where);
    await world().settle();
    await ana.runs('/incident note a secret thing', it.where);
    await world().settle();
    const seq = (await entriesOf(it)).find(({ kind }) => kind === 'note')?.seq ?? 0;
    await ana.runs(`/incident redact ${seq}`, it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/to be erased for good:[\s\S]*a secret thing[\s\S]*\[Redact\]/);
    await ana.clicks('Redact', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(new RegExp(`Entry ${seq} of INC-\\d+ is erased\\.`));
    await ana.runs(`/incident redact ${seq}`, it.where);
    await ana.runs('/incident redact 2', it.where);
    await world().settle();
    const answers = ana.ephemerals(it.where.in).join('\n');
    expect(answers).toMatch(/is redacted already \(\d\d:\d\d.*, by @Ana Ruiz\)/);
    expect(answers).toMatch(/Entry 2 of INC-\d+ holds nothing that a person wrote/);
  });

  it('says which file to delete by hand when Slack refuses', async () => {
    const it = await declared(world(), 'P2 redacted file');
    const { ana, sandbox } = world();
    await ana.clicks('Take command', it.where);
    await world().settle();
    await ana.runs('/incident resolve told Canary Refused', it.where);
    await world().settle();
    sandbox.faults.add({ method: 'files.delete', times: 1, fault: { kind: 'error', error: 'cant_delete_file' } });
    const seq = (await entriesOf(it)).find(({ kind }) => kind === 'resolved')?.seq ?? 0;
    await ana.runs(`/incident redact ${seq}`, it.where);
    await world().settle();
    await ana.clicks('Redact', it.where);
    await world().settle();
    it.channel.shows(/Slack did not let me delete inc-\d+-post-mortem-v1\.md[\s\S]*by hand/);
  });
});
