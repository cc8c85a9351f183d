import { type Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';

/** A request as it is to go out: nothing is added but what HTTP needs. A header with several values goes out several times. */
export type RawRequest = {
  method?: string;
  path: string;
  headers?: Record<string, string | string[]>;
  body?: Buffer | string;
  /** In pieces, without a length. */
  chunked?: boolean;
  /** Asks before it sends the body. */
  expect?: boolean;
};

/** What came back; status 0 when the connection ended without an answer. */
export type RawAnswer = { status: number; text: string };

/** Sends one request by Node's own client, which changes nothing of it. */
export function sendRaw(url: string, raw: RawRequest, agent: Agent | false = false): Promise<RawAnswer> {
  const body = Buffer.from(raw.body ?? '');
  const length = raw.chunked === true ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(body.length) };
  return new Promise((resolve) => {
    const request = httpRequest(`${url}${raw.path}`, {
      method: raw.method ?? 'POST',
      agent,
      headers: { ...length, ...(raw.expect === true ? { expect: '100-continue' } : {}), ...raw.headers },
    });
    request.once('response', (response) => {
      let text = '';
      response.on('data', (data: Buffer) => {
        text += data.toString('utf8');
      });
      response.once('error', () => resolve({ status: response.statusCode ?? 0, text }));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    // Who was refused in the middle of a body may see the connection end before the answer.
    request.once('error', () => resolve({ status: 0, text: '' }));
    const send = (): void => {
      if (raw.chunked !== true) return void request.end(body);
      for (let at = 0; at < body.length; at += 1000) request.write(body.subarray(at, at + 1000));
      request.end();
    };
    if (raw.expect === true) request.once('continue', send);
    else send();
    if (raw.expect === true) request.flushHeaders();
  });
}

/** Writes these bytes into a connection; answers what came back until it ended, or until `within` ms went by ("open"). */
export function talk(
  url: string,
  bytes: string | Buffer,
  within: number,
): Promise<{ text: string; end: 'closed' | 'open' }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let text = '';
    const done = (end: 'closed' | 'open'): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, end });
    };
    const timer = setTimeout(() => done('open'), within);
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => done('closed'));
  });
}
