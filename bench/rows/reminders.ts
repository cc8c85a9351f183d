import { textOf } from '../../sandbox/json.ts';
import { newChannel } from '../../sandbox/state/create-workspace.ts';
import type { Channel } from '../../sandbox/state/workspace.ts';
import { addMessage } from '../../sandbox/state/write-message.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { nextWake } from '../../src/domain/schedule.ts';
import type { Ctx } from '../../src/context.ts';
import { compare, inPairs, type Line, quantile } from '../figures.ts';
import { declareOne, openRecord } from '../record.ts';
import { type Scene, setScene, type Stage } from '../stage.ts';
import { until } from '../start-program.ts';

/** Milliseconds in which the timers are planned. */
const ahead = 2000;
/** Milliseconds that planning one may take on top, also where all share one session. */
const eachAhead = 10;
/** So many are planned by one statement: the bot must not wait for a connection meanwhile. */
const planAtOnce = 50;
const patience = 180_000;

/** So many incidents whose update is due in the same second, until Slack has all reminders. Floor: a job each, of one call. */
export async function reminders(stage: Stage): Promise<Line[]> {
  const scene = await setScene(stage);
  const howMany = stage.quick ? 20 : 1000;
  try {
    const own = await stage.database();
    const record = await openRecord(own);
    const template = await declareOne(record.ctx, 0, 'C0TEMPLATE');
    // Its own messages are not what is measured.
    for (const text of [
      'CREATE SEQUENCE bench_number START 100',
      'DELETE FROM effect',
      'DELETE FROM graphile_worker._private_jobs',
      'UPDATE incident SET wake_at = NULL',
    ])
      await record.ctx.db.pool.query(text);
    // The embedded database belongs to the bot, whose socket is joined.
    await record.close();
    const muster = await scene.startMuster(own);
    const { ctx, close } = await openRecord(own);
    const other = await stage.database();
    const floor = await scene.startFloor('worker', {
      DATABASE_URL: other.databaseUrl ?? '',
      DATA_FOLDER: other.folder,
    });
    scene.deliverTo(muster);
    let said = { text: 'The update is due.' };
    const ours = async (): Promise<number[]> => {
      const channels = channelsFor(scene, howMany);
      const at = await planReminders(ctx, template, channels);
      return [await handedOver(scene, channels, at, (args) => (said = args))];
    };
    const theirs = async (): Promise<number[]> => {
      const channels = channelsFor(scene, howMany);
      const at = new Date(Date.now() + ahead);
      floor.tell(JSON.stringify({ at: at.toISOString(), channels: channels.map(({ id }) => id), text: said.text }));
      await floor.hear('planned');
      return [await handedOver(scene, channels, at, () => {})];
    };
    await inPairs(stage.quick ? 0 : 1, ours, theirs);
    const [muse, least] = await inPairs(stage.quick ? 1 : 3, ours, theirs);
    await close();
    return [
      compare({
        measure: `${howMany.toLocaleString('en')} reminders due in the same second, until Slack has the last`,
        muster: quantile(muse, 0.5),
        floor: quantile(least, 0.5),
        most: 2,
        limit: 'A decision, its record and an effect for each, in two transactions; the floor deletes a row',
      }),
    ];
  } finally {
    await scene.close();
  }
}

/** Channels with the bot in them and a first message, as openings leave them. */
function channelsFor({ sandbox: { workspace } }: Scene, howMany: number): Channel[] {
  return Array.from({ length: howMany }, () => {
    workspace.counter += 1;
    const channel = newChannel(workspace, {
      name: `due-${workspace.counter}`,
      kind: 'public',
      creator: workspace.botUserId,
    });
    channel.members.push(workspace.botUserId);
    addMessage(workspace, channel, { user: workspace.botUserId, text: 'The headline' });
    return channel;
  });
}

/** Copies of the incident, one per channel, with the timer of all at one moment, which is answered. */
async function planReminders({ db, runbooks }: Ctx, template: Incident, channels: Channel[]): Promise<Date> {
  const due = nextWake(template, runbooks.current.policy);
  if (due === null) throw new Error('Nothing is due in the incident');
  const at = new Date(Math.ceil((Date.now() + ahead + channels.length * eachAhead) / 1000) * 1000);
  const earlier = due.getTime() - at.getTime();
  const moved = JSON.stringify(template).replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (date) =>
    new Date(new Date(date).getTime() - earlier).toISOString(),
  );
  // What becomes due in those of the round before is not measured, and the auditor is to find nothing to plan again.
  await db.pool.query("DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'wake:%'");
  for (const [table, id] of [
    ['effect', 'incident_id'],
    ['timeline_entry', 'incident_id'],
    ['incident', 'id'],
  ])
    await db.pool.query(`DELETE FROM ${table} WHERE ${id} <> $1`, [template.id]);
  for (let from = 0; from < channels.length; from += planAtOnce)
    await copyInto(channels.slice(from, from + planAtOnce));
  if (Date.now() > at.getTime()) throw new Error('The reminders were due before all of them were planned');
  return at;

  async function copyInto(some: Channel[]): Promise<void> {
    await db.pool.query(
      `WITH copy AS (
       SELECT gen_random_uuid()::text AS id, channel, ts, nextval('bench_number') AS number
         FROM unnest($2::text[], $3::text[]) AS place (channel, ts)),
     kept AS (
       INSERT INTO incident SELECT (jsonb_populate_record(t, jsonb_build_object('id', copy.id, 'number', copy.number,
           'channel_id', copy.channel, 'wake_at', $4::timestamptz, 'state',
           jsonb_set(replace($5, t.id, copy.id)::jsonb || jsonb_build_object('number', copy.number), '{channel,id}', to_jsonb(copy.channel))))).*
         FROM copy, incident AS t WHERE t.id = $1),
     posted AS (
       INSERT INTO effect (id, workspace, incident_id, lane, type, payload, state, attempts, due_at, not_before, created_at, finished_at, result, urgency)
       SELECT copy.id || ':' || surface, 'T01SANDBOX', copy.id, copy.id || ':' || surface, type, payload::json, 'sent', 1, now(), now(), now(),
         now(), jsonb_build_object('channel', copy.channel, 'ts', copy.ts), 1
         FROM copy, (VALUES ('channel', 'openChannel', '{"type":"openChannel"}'),
           ('headline', 'post', '{"type":"post","to":{"type":"channel"},"notice":{"type":"headline"}}')) AS sent (surface, type, payload))
     SELECT graphile_worker.add_job('wake', json_build_object('incidentId', id), run_at := $4::timestamptz, job_key := 'wake:' || id)
       FROM copy`,
      [template.id, some.map(({ id }) => id), some.map(({ messages }) => messages[0]?.ts ?? ''), at, moved],
    );
  }
}

/** Milliseconds from the moment until the last channel has its message; then nothing is under way any more. */
async function handedOver(
  { sandbox }: Scene,
  channels: Channel[],
  at: Date,
  learn: (args: { text: string }) => void,
): Promise<number> {
  const open = new Set(channels.map(({ id }) => id));
  let last = 0;
  let calls = performance.now();
  const unhook = sandbox.afterCall(({ method, args }) => {
    calls = performance.now();
    if (method !== 'chat.postMessage' || !open.delete(textOf(args.channel))) return;
    last = Date.now();
    learn({ text: textOf(args.text) });
  });
  await until(() => (open.size === 0 ? true : null), 'the reminders', patience);
  await until(() => (performance.now() - calls > 700 ? true : null), 'quiet');
  unhook();
  sandbox.calls.length = 0;
  sandbox.workspace.channels = sandbox.workspace.channels.filter((one) => !channels.includes(one));
  return last - at.getTime();
}
