import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { LiveMessage } from '../../live/protocol.ts';
import { useAsk, useLive } from '../live/use-live.ts';
import { typedAgain } from '../text/typed-again.ts';

/** A message of one's own being written anew: Enter saves, Esc leaves it. */
export function EditMessage(props: { channel: string; message: LiveMessage; onDone: () => void }): ReactNode {
  const people = useLive((picture) => picture.people);
  const channels = useLive((picture) => picture.channels);
  const [text, setText] = useState(() => typedAgain(props.message.text, people, channels));
  const { ask, busy, refused } = useAsk();
  const save = async (): Promise<void> => {
    const saved = await ask({ type: 'edit', channel: props.channel, ts: props.message.ts, text });
    if (saved) props.onDone();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      props.onDone();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void save();
    }
  };
  return (
    <div className="edit">
      <textarea
        className="field"
        aria-label="Edit the message"
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={key}
      />
      <div className="dialog-buttons">
        {refused !== null && (
          <span role="alert" className="refused">
            {refused}
          </span>
        )}
        <button type="button" className="button" onClick={props.onDone}>
          Cancel
        </button>
        <button type="button" className="button button-primary" disabled={busy} onClick={() => void save()}>
          Save
        </button>
      </div>
    </div>
  );
}
