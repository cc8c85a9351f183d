import type { Json, JsonObject } from '../../json.ts';

/** What an element that takes a value knows of its block and does with its value. */
export type Control = {
  /** Its name for those who cannot see where it stands. */
  label: string;
  value: JsonObject | undefined;
  error: string | undefined;
  describedBy: string | undefined;
  /** Fills it in, or sends it at once where a choice is an action; ends, without an error, when that is done. */
  change(value: JsonObject): Promise<void>;
  /** Enter in a field whose typing is an action, or leaving it. */
  finish: ((value: JsonObject) => void) | undefined;
  suggest(typed: string): Promise<Json>;
};
