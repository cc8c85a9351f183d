import { z } from 'zod';

/** An address that a setting gives; `remedy` says what to write. */
export function httpUrl(remedy: string) {
  return z.url({ protocol: /^https?$/, error: `not an http or https address. ${remedy}` });
}

/** The same address without a slash at its end. */
export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
