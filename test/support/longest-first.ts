import { BaseSequencer, type TestSpecification } from 'vitest/node';

// What starts processes and browsers, and what walks through all of a kind: as small files these would come last without a cache of
// durations, as CI has none, and one worker would wait for the other at the end.
const longest = [
  /crash\.process|planted\.process/,
  /test\/organisations\//,
  /\.process\.test/,
  /\.browser\.test/,
  /\.exhaustive\.test/,
];

/** Vitest's order of files, but the longest first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = longest.findIndex((pattern) => pattern.test(moduleId));
  return rank < 0 ? longest.length : rank;
}
