import type { ReactNode } from 'react';
import type { LiveTrouble } from '../../live/protocol.ts';
import { useAsk, useLive } from '../live/use-live.ts';
import { DateText } from '../text/mentions.tsx';

const SLACK: [LiveTrouble['slack'], string, string][] = [
  ['well', 'Well', 'Slack answers at once.'],
  ['slow', 'Slow', 'Every answer takes a few seconds.'],
  ['rate limited', 'Rate limited', 'Slack answers 429 and asks to wait.'],
  ['down', 'Down for a minute', 'Slack answers nothing and drops its connections.'],
];

const BOT = {
  up: 'The bot is up.',
  starting: 'The bot is starting.',
  down: 'The bot is down. What is pressed now fails, as it would in Slack.',
};

/** Switches for trouble, to watch the bot cope and say so. */
export function TroublePanel(): ReactNode {
  const trouble = useLive((picture) => picture.trouble);
  const { ask, busy, refused } = useAsk();
  return (
    <>
      <fieldset className="switches">
        <legend>Slack</legend>
        {SLACK.map(([state, label, about]) => (
          <label key={state} className="choice">
            <input
              type="radio"
              name="slack"
              checked={trouble.slack === state}
              disabled={busy}
              onChange={() => void ask({ type: 'trouble', slack: state })}
            />
            <span>
              {label}
              <small>{about}</small>
            </span>
          </label>
        ))}
        {trouble.slackUntil !== null && (
          <p className="hint">
            Well again at <DateText seconds={Date.parse(trouble.slackUntil) / 1000} format="{time_secs}" />.
          </p>
        )}
      </fieldset>
      <fieldset className="switches">
        <legend>PagerDuty</legend>
        <label className="choice">
          <input
            type="checkbox"
            checked={trouble.pagerDuty === 'down'}
            disabled={busy}
            onChange={(event) => void ask({ type: 'trouble', pagerDuty: event.target.checked ? 'down' : 'well' })}
          />
          <span>
            Down
            <small>No page goes out until it is well again.</small>
          </span>
        </label>
      </fieldset>
      <fieldset className="switches">
        <legend>The bot</legend>
        <p>{BOT[trouble.bot]}</p>
        <div className="card-buttons">
          <button
            type="button"
            className="button button-danger"
            disabled={busy || trouble.bot === 'down'}
            onClick={() => void ask({ type: 'trouble', bot: 'kill' })}
          >
            Kill it
          </button>
          <button
            type="button"
            className="button"
            disabled={busy || trouble.bot === 'starting'}
            onClick={() => void ask({ type: 'trouble', bot: 'restart' })}
          >
            {trouble.bot === 'down' ? 'Start it' : 'Restart it'}
          </button>
        </div>
      </fieldset>
      {refused !== null && (
        <p role="alert" className="refused">
          {refused}
        </p>
      )}
    </>
  );
}
