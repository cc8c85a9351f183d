import type { IncomingMessage } from 'node:http';
import { RequestError } from './request-error.ts';

/**
 * A request's body as it came over the wire, `most` bytes at the most. Signatures are over these bytes, so a compressed body
 * is refused instead of unpacked: nobody whom we know sends one, and a small one may unpack to a huge one.
 */
export function readBytes(request: IncomingMessage, most: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.trim().toLowerCase() !== 'identity')
    return Promise.reject(new RequestError(415, 'The body is compressed.'));
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.reject(tooLarge(most));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const stop = (error: RequestError): void => {
      request.removeAllListeners('data');
      reject(error);
    };
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > most) stop(tooLarge(most));
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', (cause) => stop(new RequestError(400, 'The request broke off.', { cause })));
    request.once('close', () => stop(new RequestError(400, 'The request broke off.')));
  });
}

function tooLarge(most: number): RequestError {
  return new RequestError(413, `The body is larger than ${Math.floor(most / 1024)} kB.`);
}
