import { type ReactNode, useState } from 'react';
import { useAsk, useLive } from '../live/use-live.ts';
import { Question } from '../parts/confirm.tsx';
import { Icon } from '../parts/icons.tsx';
import { goTo } from '../route.ts';

/** Which runbook the bot runs, the demo, and starting over. */
export function StagePanel(): ReactNode {
  const stage = useLive((picture) => picture.stage);
  const [runbook, setRunbook] = useState(stage.runbook);
  const [asking, setAsking] = useState(false);
  const { ask, busy, refused } = useAsk();
  const bot = useLive((picture) => picture.trouble.bot);
  const startOver = async (): Promise<void> => {
    // The channel that one is in goes with the rest.
    if (await ask({ type: 'reset', runbook })) goTo('');
  };
  const present = stage.runbooks.find(({ name }) => name === stage.runbook);
  const chosen = stage.runbooks.find(({ name }) => name === runbook);
  return (
    <>
      <section className="stage-part">
        <h3>Runbook</h3>
        <p>
          <strong>{present?.title ?? stage.runbook}</strong>
          <br />
          {present?.about}
        </p>
      </section>
      <section className="stage-part">
        <h3>Demo</h3>
        <p>A scripted incident plays in front of you, from the first word to the post-mortem.</p>
        <button
          type="button"
          className="button button-primary"
          disabled={busy || (bot !== 'up' && !stage.demo.playing)}
          onClick={() => void ask({ type: 'demo', on: !stage.demo.playing })}
        >
          <Icon name={stage.demo.playing ? 'pause' : 'play'} />
          {stage.demo.playing ? 'Take over' : 'Play the demo'}
        </button>
      </section>
      <section className="stage-part">
        <h3>Start over</h3>
        <p>Every message, incident and page is thrown away.</p>
        <label className="stage-choice">
          <span>Runbook</span>
          <select className="field" value={runbook} onChange={(event) => setRunbook(event.target.value)}>
            {stage.runbooks.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="button button-danger" disabled={busy} onClick={() => setAsking(true)}>
          Reset
        </button>
        {busy && <p className="hint">Starting over…</p>}
      </section>
      {refused !== null && (
        <p role="alert" className="refused">
          {refused}
        </p>
      )}
      {asking && (
        <Question
          title="Start over?"
          yes="Start over"
          no="Keep everything"
          danger
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            void startOver();
          }}
        >
          Every message, incident and page is thrown away. The bot starts with the runbook “{chosen?.title ?? runbook}”.
        </Question>
      )}
    </>
  );
}
