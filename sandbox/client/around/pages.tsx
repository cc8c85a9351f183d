import { type ReactNode, useState } from 'react';
import type { LivePage } from '../../live/protocol.ts';
import { useAsk, useLive } from '../live/use-live.ts';
import { DateText } from '../text/mentions.tsx';

/** The pages at PagerDuty, newest first, each to acknowledge or resolve as somebody. */
export function Pages(): ReactNode {
  const pages = useLive((picture) => picture.outside.pages);
  if (pages.length === 0) return <p className="nothing">Nobody has been paged. A page at PagerDuty will ring here.</p>;
  return (
    <ul className="cards">
      {pages.toReversed().map((page) => (
        <Page key={page.id} page={page} />
      ))}
    </ul>
  );
}

const STATES = { triggered: 'Ringing', acknowledged: 'Acknowledged', resolved: 'Resolved' };

function Page({ page }: { page: LivePage }): ReactNode {
  const people = useLive((picture) => picture.people);
  const me = useLive((picture) => picture.me);
  const playable = Object.values(people).filter(({ playable: can }) => can);
  const first = playable.find(({ realName, id }) => page.assignees.includes(realName) || page.assignees.includes(id));
  const [as, setAs] = useState(first?.id ?? me);
  const { ask, busy, refused } = useAsk();
  const act = (what: 'acknowledge' | 'resolve'): void => void ask({ type: 'page', page: page.id, act: what, as });
  return (
    <li className={`card page-${page.status}`}>
      <p className="card-head">
        <span className={`state state-${page.status}`}>{STATES[page.status]}</span>
        <small>
          #{page.number} · {page.urgency} urgency · <DateText seconds={Date.parse(page.at) / 1000} format="{time}" />
        </small>
      </p>
      <p className="card-title">{page.title}</p>
      <p className="hint">For {page.assignees.map((one) => people[one]?.realName ?? one).join(', ') || 'nobody'}</p>
      {page.notes.map((note, index) => (
        <p key={index} className="hint">
          {note.by}: {note.content}
        </p>
      ))}
      {page.status !== 'resolved' && (
        <div className="card-buttons">
          <label>
            <span>as</span>
            <select value={as} onChange={(event) => setAs(event.target.value)} aria-label="As whom">
              {playable.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.realName}
                </option>
              ))}
            </select>
          </label>
          {page.status === 'triggered' && (
            <button type="button" className="button button-primary" disabled={busy} onClick={() => act('acknowledge')}>
              Acknowledge
            </button>
          )}
          <button type="button" className="button" disabled={busy} onClick={() => act('resolve')}>
            Resolve
          </button>
        </div>
      )}
      {refused !== null && (
        <p role="alert" className="refused">
          {refused}
        </p>
      )}
    </li>
  );
}
