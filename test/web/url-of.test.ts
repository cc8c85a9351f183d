import { expect, it } from 'vitest';
import { urlOf } from '../../src/web/url-of.ts';

it('names an address at which a server can be asked, wherever it listens', () => {
  expect(urlOf('0.0.0.0', 3000)).toBe('http://127.0.0.1:3000');
  expect(urlOf('::', 3000)).toBe('http://127.0.0.1:3000');
  expect(urlOf('::1', 3000)).toBe('http://[::1]:3000');
  expect(urlOf('muster.internal', '80')).toBe('http://muster.internal:80');
});
