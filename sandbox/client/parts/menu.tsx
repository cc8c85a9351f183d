import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { Popup } from './popup.tsx';

/** One line of a menu. */
export type MenuItem = { label: string; detail?: string; danger?: boolean; onChoose: () => void };

/** A menu that opens beside a button; arrows walk in it. */
export function Menu(props: {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  items: MenuItem[];
  onClose: () => void;
  side?: 'start' | 'end';
}): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);

  const walk = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons.at((at + step + buttons.length) % buttons.length)?.focus();
  };

  return (
    <Popup anchor={props.anchor} onClose={props.onClose} side={props.side}>
      <div ref={list} role="menu" aria-label={props.label} className="menu" onKeyDown={walk}>
        {props.items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            className={item.danger ? 'menu-item danger' : 'menu-item'}
            onClick={() => {
              props.onClose();
              item.onChoose();
            }}
          >
            <span>{item.label}</span>
            {item.detail && <small>{item.detail}</small>}
          </button>
        ))}
      </div>
    </Popup>
  );
}
