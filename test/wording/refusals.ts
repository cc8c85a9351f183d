import { callsIn, piecesOf } from './read-source.ts';

/** Every refusal of the source by its code: what happened, and what to do next. What is put together elsewhere stands in ‹brackets›. */
export function writeRefusals(): string {
  return write(
    callsIn('', 'new UserError(').map(([code = '', what = '', remedy = '']) => [
      piecesOf(code).join(' or '),
      what,
      remedy,
    ]),
  );
}

/** Every refusal of the HTTP API's own, by status and code. */
export function writeApiRefusals(): string {
  const refusals = callsIn('web/api', 'new ApiError(').filter(([status = '']) => /^\d+$/.test(status));
  return write(
    refusals.map(([status = '', code = '', what = '', remedy = '']) => [
      `${status} ${piecesOf(code).join('')}`,
      what,
      remedy,
    ]),
  );
}

function write(refusals: [string, string, string][]): string {
  const lines = refusals
    .filter(([code]) => code !== '')
    .map(([code, what, remedy]) =>
      [`── ${code}`, ...told(what), ...(remedy === '' ? [] : told(remedy).map((one) => `→ ${one}`))].join('\n'),
    );
  return `${[...new Set(lines)].sort().join('\n\n')}\n`;
}

function told(argument: string): string[] {
  const pieces = piecesOf(argument).filter((piece) => piece !== '');
  return pieces.length === 0 ? [`‹${argument}›`] : pieces;
}
