import type { IncomingMessage, ServerResponse } from 'node:http';
import { later } from './later.ts';
import type { Fault } from './faults.ts';

/** How a request is carried out under a fault: `apply` does the work, `answer` writes its result. */
export type Attempt<T> = {
  apply(): Promise<T>;
  answer(result: T): void;
  refuse(fault: Extract<Fault, { kind: '429' | 'error' }>): void;
};

/** Carries out a request as the fault has it, or as it should be when there is none. */
export async function carryOutUnder<T>(
  fault: Fault | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  attempt: Attempt<T>,
): Promise<void> {
  if (fault === undefined) return attempt.answer(await attempt.apply());
  switch (fault.kind) {
    case '429':
    case 'error':
      return attempt.refuse(fault);
    case '500':
      return void response.writeHead(500, { 'content-type': 'text/html' }).end('<html>Server Error</html>');
    case 'slow':
      await later(fault.ms);
      return attempt.answer(await attempt.apply());
    case 'timeout':
      return;
    case 'reset':
      return void request.socket.destroy();
    case 'lost-answer':
      await attempt.apply();
      return void request.socket.destroy();
    case 'late-apply':
      request.socket.destroy();
      await later(fault.ms);
      await attempt.apply();
      return;
  }
}
