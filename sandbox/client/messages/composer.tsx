import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { useAsk, useLive } from '../live/use-live.ts';
import { Icon } from '../parts/icons.tsx';
import { type Completion, completionsFor, type Known } from './completion.ts';

/** Where one writes: Enter sends, Shift+Enter begins a line; / @ # and : offer what there is. */
export function Composer(props: { channel: string; threadTs: string | null; placeholder: string }): ReactNode {
  const known = useKnown();
  const { ask, refused } = useAsk();
  const [text, setText] = useState('');
  const [caret, setCaret] = useState(0);
  const [marked, setMarked] = useState<number | null>(null);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useId();

  const offer = dismissed === text ? null : completionsFor(text, caret, known);
  const at = offer ? (marked ?? (offer.eager ? 0 : null)) : null;

  const type = (next: string, position: number): void => {
    setText(next);
    setCaret(position);
    setMarked(null);
  };
  const complete = (item: Completion): void => {
    if (!offer) return;
    const next = text.slice(0, offer.from) + item.insert + text.slice(caret).trimStart();
    const position = offer.from + item.insert.length;
    type(next, position);
    field.current?.focus();
    requestAnimationFrame(() => field.current?.setSelectionRange(position, position));
  };
  const send = async (): Promise<void> => {
    const said = text.trim();
    if (said === '') return;
    type('', 0);
    const { channel, threadTs } = props;
    if (!(await ask({ type: 'say', channel, threadTs, text: said }))) setText((now) => now || said);
  };

  const key = (event: KeyboardEvent): void => {
    const { key: name } = event;
    const items = offer?.items ?? [];
    const item = at === null ? undefined : items[at];
    if (offer && (name === 'ArrowDown' || name === 'ArrowUp')) {
      event.preventDefault();
      const step = name === 'ArrowDown' ? 1 : -1;
      setMarked(at === null ? (step === 1 ? 0 : items.length - 1) : (at + step + items.length) % items.length);
    } else if (offer && name === 'Escape') {
      event.stopPropagation();
      setDismissed(text);
    } else if (name === 'Tab' && !event.shiftKey && items[0]) {
      event.preventDefault();
      complete(item ?? items[0]);
    } else if (name === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (item) complete(item);
      else void send();
    }
  };

  return (
    <div className="composer">
      {refused !== null && (
        <p role="alert" className="refused">
          {refused}
        </p>
      )}
      {offer && (
        <div id={list} role="listbox" aria-label="Suggestions" className="offers">
          {offer.items.map((item, index) => (
            <div
              key={item.label}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === at}
              className={index === at ? 'offer marked' : 'offer'}
              onMouseDown={(event) => {
                event.preventDefault();
                complete(item);
              }}
            >
              <strong>{item.label}</strong> <span>{item.detail}</span>
            </div>
          ))}
        </div>
      )}
      <div className="composer-box">
        <textarea
          ref={field}
          rows={1}
          role="combobox"
          aria-label={props.placeholder}
          aria-autocomplete="list"
          aria-expanded={offer !== null}
          aria-controls={offer ? list : undefined}
          aria-activedescendant={at === null ? undefined : `${list}-${at}`}
          placeholder={props.placeholder}
          value={text}
          onChange={(event) => type(event.target.value, event.target.selectionStart)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={key}
        />
        <button
          type="button"
          className="send"
          aria-label="Send"
          title="Send (Enter)"
          disabled={text.trim() === ''}
          onClick={() => void send()}
        >
          <Icon name="send" />
        </button>
      </div>
    </div>
  );
}

function useKnown(): Known {
  const people = useLive((picture) => picture.people);
  const channels = useLive((picture) => picture.channels);
  const groups = useLive((picture) => picture.groups);
  const commands = useLive((picture) => picture.commands);
  return useMemo(
    () => ({
      people: Object.values(people),
      channels: Object.values(channels),
      groups: Object.values(groups),
      commands,
    }),
    [people, channels, groups, commands],
  );
}
