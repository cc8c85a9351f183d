import { useRef, useState } from 'react';
import type { JsonObject } from '../../json.ts';
import { chosenOf } from './select-value.ts';

type Own = { chosen: string[]; element: JsonObject | 'any' };

/**
 * What is chosen in an element: one's own choice at once, and what the app says when it draws the element anew. What it drew
 * before it knew of the choice (`sent` says when it knows) does not take the choice back.
 */
export function useChosen(
  element: JsonObject,
  value: JsonObject | undefined,
): [chosen: string[], choose: (values: string[], sent: Promise<void>) => void] {
  const [own, setOwn] = useState<Own | null>(null);
  const shown = useRef(element);
  shown.current = element;
  const holds = own !== null && (own.element === 'any' || own.element === element);
  const choose = (chosen: string[], sent: Promise<void>): void => {
    const mine: Own = { chosen, element: 'any' };
    setOwn(mine);
    const known = (): void => setOwn((now) => (now === mine ? { chosen, element: shown.current } : now));
    sent.then(known, known);
  };
  return [holds ? own.chosen : chosenOf(element, value), choose];
}
