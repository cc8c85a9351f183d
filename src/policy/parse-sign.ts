import type { Threshold } from '../domain/runbook-parts.ts';
import { type Parsed, quote } from './parse-duration.ts';

const signs: Record<string, string> = { above: '>', below: '<' };

/** One sign of an incident: `Error rate > 1 %, seen in Grafana`, `Availability below 99.5 %`, `Reports of customers`. */
export function parseSign(text: string): Parsed<Threshold> {
  const [, what = '', seen = null] = /^(.+?)(?:,?\s+seen (?:in|on|by) (.+))?$/.exec(text) ?? [];
  const [, signal = '', sign, limit = ''] = /^([^<>]*?)\s*(>=?|<=?|\babove\b|\bbelow\b)\s*(.*)$/.exec(what) ?? [];
  if (sign === undefined) return { value: { signal: what, limit: null, seen } };
  if (signal === '' || limit === '')
    return { problem: `${quote(text)} lacks the signal or its limit. Write Error rate > 1 %, seen in Grafana` };
  return { value: { signal, limit: `${signs[sign] ?? sign} ${limit}`, seen } };
}
