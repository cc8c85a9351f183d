import { expect, it } from 'vitest';
import { readable } from '../../src/cli/readable.ts';

it('leaves nothing that a terminal obeys in what others wrote', () => {
  expect(readable('\u001b[2Jcheckout\u0007 ist für\n\talle\u009b31m weg\r')).toBe('[2Jcheckout ist für\n\talle31m weg');
});
