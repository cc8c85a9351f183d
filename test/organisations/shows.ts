import { TestRunner } from 'vitest';
import type { Row } from './rows.ts';

/** What was seen of a row at a severity. */
export type Cell = { organisation: string; severity: string; row: Row; seen: string };

declare module 'vitest' {
  interface TaskMeta {
    /** Cells of docs/organisations.md that this test has seen. */
    shows?: Cell[];
  }
}

/**
 * Says that what was asserted above was seen: a cell of docs/organisations.md. It stands behind the assertions, and a test that
 * fails shows nothing.
 */
export function shows(cell: Cell): void {
  const test = TestRunner.getCurrentTest();
  if (test === undefined) throw new Error('shows() belongs into a test, behind its assertions');
  test.meta.shows = [...(test.meta.shows ?? []), cell];
}
