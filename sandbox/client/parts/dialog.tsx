import { type ReactNode, useEffect, useRef } from 'react';

const FIELDS = '.dialog-body :is(input, textarea, .select)';

/** A dialog above the page: the focus stays in it, and Esc asks to close it. */
export function Dialog(props: {
  label: string;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}): ReactNode {
  const box = useRef<HTMLDialogElement>(null);
  const close = useRef(props.onClose);
  close.current = props.onClose;

  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    const first = dialog?.querySelector<HTMLElement>('[data-focus]') ?? dialog?.querySelector<HTMLElement>(FIELDS);
    first?.focus();
    // It closes when its owner takes it away; the browser alone would leave the owner believing it open.
    const cancelled = (event: Event): void => {
      if (event.target !== dialog) return;
      event.preventDefault();
      close.current();
    };
    dialog?.addEventListener('cancel', cancelled);
    return () => {
      dialog?.removeEventListener('cancel', cancelled);
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <dialog ref={box} className={`dialog ${props.className ?? ''}`} aria-label={props.label}>
      {props.children}
    </dialog>
  );
}
