import { sendBeat } from '../../send-beat.ts';
import { type Check, bad, good, odd } from './check.ts';

/** Whoever watches from outside takes a beat. */
export const checkHeartbeat: Check = {
  name: 'heartbeat',
  run: async ({ config: { heartbeat } }) => {
    if (heartbeat === null) return [odd('Nobody rings when Muster falls silent. HEARTBEAT_URL can name a watcher.')];
    const sent = await sendBeat(heartbeat.url);
    return [sent.ok ? good('the watcher at HEARTBEAT_URL took a beat') : bad(`HEARTBEAT_URL: ${sent.reason}.`)];
  },
};
