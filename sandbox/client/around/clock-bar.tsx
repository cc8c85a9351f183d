import type { ReactNode } from 'react';
import { useAsk, useLive, useNow } from '../live/use-live.ts';
import { Icon } from '../parts/icons.tsx';
import { useZone } from '../text/mentions.tsx';
import { clockTime, dayName } from '../text/zone-time.ts';

/** The incident time and what moves it. It only goes forward. */
export function ClockBar(): ReactNode {
  const clock = useLive((picture) => picture.clock);
  const { ask, busy, refused } = useAsk();
  const now = useNow(1_000);
  const tz = useZone();
  const fast = clock.speed === 60;
  const moving = (busy || clock.moving) && !fast;
  return (
    <div className="clock-bar" role="group" aria-label="Incident time">
      <span className="clock" title={`Incident time in ${tz}`}>
        <time dateTime={now.toISOString()}>{clockTime(now, tz, true)}</time>
        <small>{dayName(now, tz, 'short')}</small>
      </span>
      <span className="next-timer" aria-live="polite">
        {refused ?? (moving ? 'Moving…' : nextWords(clock.nextTimer, now))}
      </span>
      <span className="clock-buttons">
        <button
          type="button"
          className="clock-button"
          disabled={moving}
          onClick={() => void ask({ type: 'forward', by: { minutes: 5 } })}
        >
          +5 min
        </button>
        <button
          type="button"
          className="clock-button"
          disabled={moving}
          onClick={() => void ask({ type: 'forward', by: { minutes: 15 } })}
        >
          +15 min
        </button>
        <button
          type="button"
          className="clock-button"
          disabled={moving || clock.nextTimer === null}
          title="Forward to what the bot does next"
          onClick={() => void ask({ type: 'forward', by: 'next' })}
        >
          <Icon name="next" /> To next timer
        </button>
        <button
          type="button"
          className="clock-button"
          aria-pressed={fast}
          title={fast ? 'Back to the usual speed' : 'One minute for each second'}
          onClick={() => void ask({ type: 'speed', speed: fast ? 1 : 60 })}
        >
          <Icon name={fast ? 'pause' : 'play'} /> ×60
        </button>
      </span>
    </div>
  );
}

function nextWords(nextTimer: string | null, now: Date): string {
  if (nextTimer === null) return 'No timer is set';
  const seconds = Math.round((Date.parse(nextTimer) - now.getTime()) / 1000);
  if (seconds <= 0) return 'A timer is due';
  if (seconds < 60) return `Next timer in ${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `Next timer in ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `Next timer in ${hours} h ${minutes % 60} min`;
  return `Next timer in ${Math.round(hours / 24)} days`;
}
