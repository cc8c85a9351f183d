import { z } from 'zod';

const coded = z.object({ code: z.string() });

// Codes of Prisma (P…), of PostgreSQL (class 08 and 57P) and of the socket; some drivers only say a sentence.
const unreachable = {
  codes: /^(P1001|P1002|P2024|08001|08004|57P03|ECONNREFUSED|ENOENT|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN)$/,
  sentences: /can't reach database|trying to connect|connection timeout|DatabaseNotReachable/i,
};
const lost = {
  codes: /^(P1008|P1017|08003|08006|57P01|57P02|ECONNRESET|EPIPE|ETIMEDOUT)$/,
  sentences: /connection terminated|connection ended|ConnectionClosed/i,
};

/**
 * Whether an error is the database's: `unreachable` means that nothing was recorded, `lost` that the connection broke
 * in the middle, so that nobody knows. Null for every other error.
 */
export function databaseTrouble(error: unknown): 'unreachable' | 'lost' | null {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    const code = coded.safeParse(inner).data?.code ?? '';
    // Slack being away has the same codes of the socket further down.
    if (code.startsWith('slack_webapi')) return null;
    if (unreachable.codes.test(code) || unreachable.sentences.test(inner.message)) return 'unreachable';
    if (lost.codes.test(code) || lost.sentences.test(inner.message)) return 'lost';
  }
  return null;
}
