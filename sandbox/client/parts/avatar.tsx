import type { ReactNode } from 'react';
import { useLive } from '../live/use-live.ts';

const TINTS = 8;

/** A person's initials on a colour of their own; it says nothing that the name beside it does not. */
export function Avatar({ id, size = 'normal' }: { id: string; size?: 'normal' | 'small' | 'large' }): ReactNode {
  const person = useLive((picture) => picture.people[id]);
  const name = person?.realName ?? '?';
  const initials = name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('');
  const tint =
    person?.kind === 'bot' ? 'bot' : String([...id].reduce((sum, sign) => sum + sign.charCodeAt(0) * 7, 0) % TINTS);
  return (
    <span className={`avatar avatar-${size} tint-${tint}`} aria-hidden="true">
      {person?.kind === 'bot' ? initials.slice(0, 1) : initials}
    </span>
  );
}
