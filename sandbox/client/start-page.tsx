import { type ReactNode, useState } from 'react';
import { useAsk, useConnection, useLive } from './live/use-live.ts';
import { Avatar } from './parts/avatar.tsx';
import { Question } from './parts/confirm.tsx';
import { Icon } from './parts/icons.tsx';
import { addressAs } from './route.ts';

/** Where one begins: the runbook, the person, and the demo. */
export function StartPage(): ReactNode {
  const connection = useConnection();
  const stage = useLive((picture) => picture.stage);
  const people = useLive((picture) => picture.people);
  const bot = useLive((picture) => picture.people[picture.botUserId]?.realName ?? 'the app');
  const botState = useLive((picture) => picture.trouble.bot);
  const [asking, setAsking] = useState<string | null>(null);
  const { ask, busy, refused } = useAsk();
  const playable = Object.values(people).filter((person) => person.playable);
  const chosen = stage.runbooks.find(({ name }) => name === asking);

  const demo = async (): Promise<void> => {
    if (await ask({ type: 'demo', on: true })) window.location.href = addressAs(connection.picture().me, '');
  };

  return (
    <main className="start">
      <header>
        <p className="brand">
          <Icon name="spark" /> Sandbox
        </p>
        <h1>An incident with {bot}, on this machine</h1>
        <p>
          A workspace like Slack, with the real bot in it. Nothing leaves this computer, and the clock is yours: move
          it, break things, and watch what happens.
        </p>
      </header>
      <section aria-labelledby="start-runbook">
        <h2 id="start-runbook">1. Whose runbook?</h2>
        <div className="runbooks">
          {stage.runbooks.map((runbook) => (
            <button
              key={runbook.name}
              type="button"
              className="runbook"
              aria-pressed={runbook.name === stage.runbook}
              disabled={busy}
              onClick={() => {
                if (runbook.name !== stage.runbook) setAsking(runbook.name);
              }}
            >
              <strong>{runbook.title}</strong>
              <span>{runbook.about}</span>
            </button>
          ))}
        </div>
        {busy && (
          <p role="status" className="hint">
            One moment…
          </p>
        )}
        {refused !== null && (
          <p role="alert" className="refused">
            {refused}
          </p>
        )}
      </section>
      <section aria-labelledby="start-person">
        <h2 id="start-person">2. Who are you?</h2>
        <div className="persons">
          {playable.map((person) => (
            <a key={person.id} className="person" href={addressAs(person.id, '')}>
              <Avatar id={person.id} />
              <span>
                <strong>{person.realName}</strong>
                <small>
                  {person.kind === 'member' ? '' : `${person.kind}, `}
                  {person.tz.replaceAll('_', ' ')}
                </small>
              </span>
            </a>
          ))}
        </div>
      </section>
      <section aria-labelledby="start-demo">
        <h2 id="start-demo">Or watch first</h2>
        <p>The demo plays an incident in front of you; you can take over at any moment.</p>
        <button
          type="button"
          className="button button-primary"
          disabled={busy || botState !== 'up'}
          onClick={() => void demo()}
        >
          <Icon name="play" /> Play the demo
        </button>
      </section>
      {asking !== null && (
        <Question
          title={`Start with “${chosen?.title ?? asking}”?`}
          yes="Start over with it"
          no="Stay"
          danger
          onNo={() => setAsking(null)}
          onYes={() => {
            setAsking(null);
            void ask({ type: 'reset', runbook: asking });
          }}
        >
          The workspace begins anew: what happened in it so far is thrown away.
        </Question>
      )}
    </main>
  );
}
