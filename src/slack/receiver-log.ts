import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

/** Bolt's log lines in ours. Its debug lines repeat whole payloads with people's words, so they are dropped. */
export function boltLogger(log: Logger): BoltLogger {
  const child = log.child({ from: 'bolt' });
  return {
    debug: () => {},
    info: (...parts: unknown[]) => child.debug(fieldsOf(parts), textOf(parts)),
    warn: (...parts: unknown[]) => child.warn(fieldsOf(parts), textOf(parts)),
    error: (...parts: unknown[]) => child.error(fieldsOf(parts), textOf(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}

function fieldsOf(parts: unknown[]): { err?: Error } {
  const err = parts.find((part) => part instanceof Error);
  return err instanceof Error ? { err } : {};
}

function textOf(parts: unknown[]): string {
  return parts.filter((part) => typeof part === 'string').join(' ') || 'Bolt reported an error';
}
