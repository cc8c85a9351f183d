import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

const GAP = 4;
const EDGE = 8;

/** What opens beside a button and closes by Esc, by a press elsewhere, or by a choice in it. */
export function Popup(props: {
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
  children: ReactNode;
  className?: string;
  side?: 'start' | 'end';
  /** As wide as what opened it, or wider. */
  matchWidth?: boolean;
}): ReactNode {
  const { anchor, onClose, side = 'start', matchWidth = false } = props;
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const opener = anchor.current;
    const popup = box.current;
    if (!opener || !popup) return;
    popup.showPopover();
    // What is hidden while it is made cannot take the focus by itself.
    popup.querySelector<HTMLElement>('[data-focus]')?.focus();
    // The browser then leaves a press on the opener to the opener, which closes instead of opening anew. Not in the press that
    // opens it, which would close it again.
    const tied = setTimeout(() => {
      if (opener instanceof HTMLButtonElement) opener.popoverTargetElement = popup;
    });
    const place = (): void => {
      const at = opener.getBoundingClientRect();
      if (matchWidth) popup.style.minWidth = `${at.width}px`;
      const { width, height } = popup.getBoundingClientRect();
      const below = at.bottom + GAP + height <= window.innerHeight - EDGE || at.top < height + GAP + EDGE;
      const top = below ? Math.min(at.bottom + GAP, window.innerHeight - EDGE - height) : at.top - GAP - height;
      const left = side === 'start' ? at.left : at.right - width;
      popup.style.top = `${Math.max(EDGE, top)}px`;
      popup.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - EDGE - width))}px`;
    };
    place();
    const watch = new ResizeObserver(place);
    watch.observe(popup);
    window.addEventListener('resize', place);
    return () => {
      clearTimeout(tied);
      if (opener instanceof HTMLButtonElement) opener.popoverTargetElement = null;
      watch.disconnect();
      window.removeEventListener('resize', place);
    };
  }, [anchor, side, matchWidth]);

  useEffect(() => {
    const popup = box.current;
    const toggled = (event: ToggleEvent): void => {
      if (event.newState === 'closed') close.current();
    };
    popup?.addEventListener('toggle', toggled);
    return () => popup?.removeEventListener('toggle', toggled);
  }, []);

  return (
    <div ref={box} popover="auto" className={`popup ${props.className ?? ''}`}>
      {props.children}
    </div>
  );
}
