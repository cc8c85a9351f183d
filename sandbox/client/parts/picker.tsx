import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Icon } from './icons.tsx';
import { Popup } from './popup.tsx';

/** Something that can be picked; `group` is the heading above it. */
export type Pickable = { value: string; label: string; detail?: string; group?: string };

type Props = {
  label: string;
  placeholder: string;
  items: Pickable[];
  chosen: string[];
  many?: boolean;
  most?: number;
  invalid?: boolean;
  describedBy?: string | undefined;
  focusFirst?: boolean;
  onChoose: (values: string[]) => void;
  /** Asked with what was typed when the items come from elsewhere. */
  onType?: (typed: string) => void;
};

/** A select in which one can type to find. */
export function Picker(props: Props): ReactNode {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const named = props.chosen.map((value) => props.items.find((item) => item.value === value)?.label ?? value);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={props.invalid ? 'select invalid' : 'select'}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={`${props.label}: ${named.join(', ') || props.placeholder}`}
        aria-describedby={props.describedBy}
        data-focus={props.focusFirst ? '' : undefined}
        onClick={() => {
          props.onType?.('');
          setOpen(!open);
        }}
      >
        <span className={named.length > 0 ? 'select-text' : 'select-text placeholder'}>
          {named.join(', ') || props.placeholder}
        </span>
        <Icon name="down" />
      </button>
      {open && (
        <Popup anchor={anchor} onClose={() => setOpen(false)} matchWidth className="picker">
          <Choices
            {...props}
            onDone={() => {
              setOpen(false);
              anchor.current?.focus();
            }}
          />
        </Popup>
      )}
    </>
  );
}

function Choices(props: Props & { onDone: () => void }): ReactNode {
  const { items, chosen, many = false } = props;
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(() =>
    Math.max(
      0,
      items.findIndex((item) => chosen.includes(item.value)),
    ),
  );
  const list = useId();
  const words = typed.toLowerCase();
  const fitting = props.onType ? items : items.filter((item) => item.label.toLowerCase().includes(words));

  const choose = (item: Pickable | undefined): void => {
    if (!item) return;
    if (!many) {
      props.onChoose([item.value]);
      props.onDone();
      return;
    }
    const rest = chosen.filter((value) => value !== item.value);
    if (rest.length === chosen.length && chosen.length >= (props.most ?? Number.POSITIVE_INFINITY)) return;
    props.onChoose(rest.length < chosen.length ? rest : [...chosen, item.value]);
  };

  const key = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setMarked((marked + step + fitting.length) % Math.max(1, fitting.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(fitting[marked]);
    }
  };

  return (
    <>
      <input
        className="picker-find"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={fitting[marked] ? `${list}-${marked}` : undefined}
        aria-label={`Find: ${props.label}`}
        placeholder="Type to find"
        data-focus=""
        value={typed}
        onKeyDown={key}
        onChange={(event) => {
          setTyped(event.target.value);
          setMarked(0);
          props.onType?.(event.target.value);
        }}
      />
      <div id={list} role="listbox" aria-label={props.label} aria-multiselectable={many} className="picker-list">
        {fitting.map((item, index) => (
          <Choice
            key={item.value}
            id={`${list}-${index}`}
            item={item}
            heading={item.group !== fitting[index - 1]?.group ? item.group : undefined}
            marked={index === marked}
            chosen={chosen.includes(item.value)}
            onChoose={() => choose(item)}
          />
        ))}
        {fitting.length === 0 && <p className="picker-none">Nothing fits.</p>}
      </div>
    </>
  );
}

function Choice(props: {
  id: string;
  item: Pickable;
  heading: string | undefined;
  marked: boolean;
  chosen: boolean;
  onChoose: () => void;
}): ReactNode {
  const { item } = props;
  return (
    <>
      {props.heading !== undefined && <div className="picker-group">{props.heading}</div>}
      <div
        id={props.id}
        ref={(element) => {
          if (props.marked) element?.scrollIntoView({ block: 'nearest' });
        }}
        role="option"
        aria-selected={props.chosen}
        className={props.marked ? 'picker-item marked' : 'picker-item'}
        onClick={props.onChoose}
      >
        <span className="picker-check">{props.chosen && <Icon name="check" />}</span>
        <span>
          {item.label}
          {item.detail && <small>{item.detail}</small>}
        </span>
      </div>
    </>
  );
}
