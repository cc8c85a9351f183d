import { memo, type ReactNode, useState } from 'react';
import type { LiveCall } from '../../live/protocol.ts';
import { useLive } from '../live/use-live.ts';
import { useZone } from '../text/mentions.tsx';
import { clockTime } from '../text/zone-time.ts';

const SHOWN = 200;

/** What the bot asked of Slack's Web API, newest first. */
export function Calls(): ReactNode {
  const calls = useLive((picture) => picture.calls);
  const tz = useZone();
  const [onlyBad, setOnlyBad] = useState(false);
  const shown = calls.filter((call) => !onlyBad || isBad(call)).slice(-SHOWN);
  return (
    <>
      <label className="only">
        <input type="checkbox" checked={onlyBad} onChange={(event) => setOnlyBad(event.target.checked)} /> Only what
        went wrong
      </label>
      {shown.length === 0 && (
        <p className="nothing">{onlyBad ? 'Nothing went wrong.' : 'The bot has asked nothing of Slack yet.'}</p>
      )}
      <ul className="calls">
        {shown.toReversed().map((call) => (
          <Call key={call.id} call={call} tz={tz} />
        ))}
      </ul>
    </>
  );
}

const Call = memo(function Call({ call, tz }: { call: LiveCall; tz: string }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <li className={isBad(call) ? 'call bad' : 'call'}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <time dateTime={call.at}>{clockTime(new Date(call.at), tz, true)}</time>
        <code>{call.method}</code>
        <span className="call-answer">{call.answer ?? '…'}</span>
        <span className="call-ms">{call.answer === null ? '' : `${call.ms} ms`}</span>
      </button>
      {call.violation !== null && <p className="violation">{call.violation}</p>}
      {open && <pre className="code-block">{JSON.stringify(call.args, null, 2)}</pre>}
    </li>
  );
});

function isBad(call: LiveCall): boolean {
  return call.violation !== null || (call.answer !== null && call.answer !== 'ok');
}
