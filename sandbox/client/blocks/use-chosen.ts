import { useState } from 'react';
import type { JsonObject } from '../../json.ts';
import { chosenOf } from './select-value.ts';

/** What is chosen in an element: one's own choice at once, and what the app says as soon as it draws the element anew. */
export function useChosen(
  element: JsonObject,
  value: JsonObject | undefined,
): [chosen: string[], choose: (values: string[]) => void] {
  const [own, setOwn] = useState<{ element: JsonObject; chosen: string[] } | null>(null);
  const chosen = own?.element === element ? own.chosen : chosenOf(element, value);
  return [chosen, (values) => setOwn({ element, chosen: values })];
}
