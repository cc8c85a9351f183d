import type { Random } from '../workbench/random.ts';
import { newOutcome, type Outcome, patience } from './assault.ts';
import { talk } from './send-raw.ts';
import type { Victim } from './start-victim.ts';

/** The server gives up on headers after 5 s and looks once a second; a busy machine gets two more. */
const givenUpWithin = 8000;
const atOnce = 16;

/** Broken HTTP over bare connections. */
export async function assaultConnections(
  victim: Victim,
  { connections, random }: { connections: number; random: Random },
): Promise<Outcome> {
  const outcome = newOutcome('raw connections');
  const began = performance.now();
  let left = connections;
  const sender = async (): Promise<void> => {
    while (left > 0 && victim.isAlive()) {
      left -= 1;
      await breakOne(victim, random, outcome);
      if (outcome.requests % 25 === 0 && victim.isAlive()) outcome.memory.push(victim.memory());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  outcome.ms = performance.now() - began;
  return outcome;
}

const head = 'POST /slack/events HTTP/1.1\r\nHost: x\r\n';
const dawdling = ['', 'G', 'GET /healthz HTTP/1.1\r\nHost: x\r\n', `${head}Content-Type: application/json\r\n`];

/** As many connections that begin and never end; each has to be closed by the other side, while others are answered beside them. */
export async function dawdle(victim: Victim, connections: number): Promise<Outcome> {
  const outcome = newOutcome('slow connections');
  const began = performance.now();
  const open = Array.from({ length: connections }, async (_, index) => {
    const { end } = await talk(victim.url, dawdling[index % dawdling.length] ?? '', givenUpWithin);
    outcome.requests += 1;
    outcome.slowest = Math.max(outcome.slowest, performance.now() - began);
    if (end === 'open') count(outcome, 'a slow connection was kept');
  });
  await Promise.all(open);
  outcome.ms = performance.now() - began;
  return outcome;
}

async function breakOne(victim: Victim, random: Random, outcome: Outcome): Promise<void> {
  const sent = performance.now();
  const bytes = brokenHttp(random);
  const { text, end } = await talk(victim.url, bytes, patience);
  outcome.requests += 1;
  outcome.slowest = Math.max(outcome.slowest, performance.now() - sent);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
  outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1;
  if (end === 'open' && status === 0)
    count(outcome, `neither answered nor closed: ${JSON.stringify(bytes.toString('latin1').slice(0, 80))}`);
  if (/HTTP\/1\.1 5/.test(text)) count(outcome, `answered ${status}`);
}

/** What no client of HTTP sends. All of it is complete enough to be answered or closed at once. */
function brokenHttp(random: Random): Buffer {
  const close = 'Connection: close\r\n\r\n';
  const noise = Buffer.from(Array.from({ length: 16 + random.below(500) }, () => random.below(256)));
  return Buffer.concat([
    Buffer.from(
      random.one([
        'GARBAGE\r\n\r\n',
        '\u0000\u0001\u0002\r\n\r\n',
        `GET /healthz HTTP/9.9\r\n${close}`,
        `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${close}`,
        `GET /healthz HTTP/1.1\r\nX: ${'y'.repeat(20_000)}\r\n${close}`,
        `GET /healthz HTTP/1.1\r\n${'X: y\r\n'.repeat(3000)}${close}`,
        `GET /healthz HTTP/1.1\r\nNo colon here\r\n${close}`,
        `GET /healthz HTTP/1.1\r\n${close}`,
        `${head}Content-Length: -1\r\n${close}`,
        `${head}Content-Length: 10\r\nContent-Length: 11\r\n${close}`,
        `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n${close}0\r\n\r\n`,
        `${head}Transfer-Encoding: chunked\r\n${close}ZZZ\r\n`,
        `${head}Transfer-Encoding: chunked\r\n${close}FFFFFFFFFFFFFFFFF\r\n`,
        `${'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20)}GET / HTTP/1.1\r\nHost: x\r\n${close}`,
        `CONNECT x:1 HTTP/1.1\r\nHost: x\r\n${close}`,
        `GET /healthz HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n${close}`,
        `GET http://elsewhere.example/healthz HTTP/1.1\r\nHost: x\r\n${close}`,
        `POST /api/v1/incidents HTTP/1.1\r\nHost: x\r\nExpect: 200-maybe\r\nContent-Length: 0\r\n${close}`,
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
        '\u0016\u0003\u0001\u0002\u0000\u0001',
      ]),
    ),
    random.chance(0.3) ? noise : Buffer.alloc(0),
    // So that what is left over is no beginning of a request for which the server may wait.
    Buffer.from('\r\n\u0000\r\n\r\n'),
  ]);
}

function count(outcome: Outcome, what: string): void {
  outcome.wrong.set(what, (outcome.wrong.get(what) ?? 0) + 1);
}
