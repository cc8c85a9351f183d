import type { Ctx } from './context.ts';
import { readOldestDue } from './db/gauges.ts';
import { sendBeat } from './send-beat.ts';

/** A job that waits for longer than this to be begun: the queue does not move. Milliseconds. */
const stuckAfter = 60_000;

type Works = () => Promise<{ ready: boolean; checks: Record<string, { ok: boolean; detail: string }> }>;

/**
 * Makes the beat to whoever watches Muster from outside. It is sent only while Muster can truly do its work: the database takes
 * writes, Slack takes the token, and no job of any replica is overdue. Silence makes the watcher ring, so nothing else is said.
 */
export function makeOutsideBeat(ctx: Ctx, url: string, works: Works): () => Promise<void> {
  // What was told last: a trouble that lasts is one line of the log.
  let told: string | null = null;

  return async () => {
    const hindrance = await hindranceOf(ctx, works);
    const sent = hindrance === null ? await sendBeat(url) : null;
    const trouble = hindrance ?? (sent?.ok === false ? sent.reason : null);
    ctx.metrics.beat(trouble === null ? 'sent' : hindrance === null ? 'failed' : 'silent', ctx.now());
    if (trouble === told) return;
    told = trouble;
    if (trouble === null) ctx.log.info('The watcher at HEARTBEAT_URL hears the heartbeat again');
    else if (hindrance === null)
      ctx.log.warn({ reason: trouble }, 'The watcher at HEARTBEAT_URL did not take the heartbeat');
    else ctx.log.warn({ reason: trouble }, 'No heartbeat is sent to HEARTBEAT_URL, because Muster cannot do its work');
  };
}

/** What keeps Muster from its work; null when nothing does. */
async function hindranceOf(ctx: Ctx, works: Works): Promise<string | null> {
  try {
    const { ready, checks } = await works();
    const broken = Object.entries(checks).flatMap(([name, { ok, detail }]) => (ok ? [] : [`${name}: ${detail}`]));
    if (!ready) return broken.length === 0 ? 'It is stopping.' : broken.join(' ');
    const now = ctx.now();
    const oldest = await readOldestDue(ctx.db.prisma, now);
    if (oldest !== null && now.getTime() - oldest.getTime() > stuckAfter)
      return 'queue: A job has waited for more than a minute.';
    return null;
  } catch (err) {
    ctx.log.debug({ err }, 'Whether Muster works could not be found out');
    return 'It could not be found out whether everything works.';
  }
}
