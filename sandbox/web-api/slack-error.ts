import type { JsonObject } from '../json.ts';

/** An answer `{ ok: false, error }`, thrown by a method and written by the server. */
export class SlackError extends Error {
  readonly extra: JsonObject;

  constructor(code: string, extra: JsonObject = {}) {
    super(code);
    this.name = 'SlackError';
    this.extra = extra;
  }
}

/** The answer of a method whose arguments are not what it takes. */
export function invalidArguments(...messages: string[]): SlackError {
  return new SlackError('invalid_arguments', {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}
