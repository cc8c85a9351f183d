import { type ReactNode, type RefObject, useRef, useState } from 'react';

/** A button that opens something beside itself and closes it when it is pressed again. `opens` draws that. */
export function PopupButton(props: {
  label: string;
  className: string;
  title?: string;
  /** What stands on the button. */
  children: ReactNode;
  opens: (popup: { anchor: RefObject<HTMLElement | null>; onClose: () => void }) => ReactNode;
}): ReactNode {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={props.className}
        aria-label={props.label}
        title={props.title}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {props.children}
      </button>
      {open && props.opens({ anchor, onClose: () => setOpen(false) })}
    </>
  );
}
