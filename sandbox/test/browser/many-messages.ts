import { formatTs, type Message } from '../../state/workspace.ts';

/** So many messages of two people, a second apart until now: `number 0`, `number 1`, … */
export function manyMessages(count: number): Message[] {
  const start = (Date.now() - count * 1000) * 1000;
  return Array.from({ length: count }, (_, index) => ({
    ts: formatTs(start + index * 1_000_000),
    user: index % 3 === 0 ? 'U01BEN0001' : 'U01ANA0001',
    text: `number ${index}`,
    extra: {},
    reactions: [],
    fileIds: [],
  }));
}
