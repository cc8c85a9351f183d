import { type TaskMeta, TestRunner } from 'vitest';
import { sentences } from './sentences.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** Ids of the sentences that this test proves. */
    proves?: string[];
  }
}

/**
 * Says that what was asserted above proves these sentences of docs/promises.md. It stands behind the assertions, so a test that
 * fails proves nothing. Throws for an id that no sentence has.
 */
export function proves(...ids: string[]): void {
  const test = TestRunner.getCurrentTest();
  if (test === undefined) throw new Error('proves() belongs into a test, behind its assertions');
  provesIn(test, ...ids);
}

/** The same in tests that run side by side, which hand over their `task`. */
export function provesIn(test: { meta: TaskMeta }, ...ids: string[]): void {
  for (const id of ids)
    if (!sentences.some((sentence) => sentence.id === id))
      throw new Error(`No sentence of test/promises has the id ${id}`);
  test.meta.proves = [...(test.meta.proves ?? []), ...ids];
}
