import { createContext, useCallback, useContext, useState, useSyncExternalStore } from 'react';
import type { Request } from '../../live/protocol.ts';
import type { Connection } from './connection.ts';
import type { Picture } from './picture.ts';

/** The connection that everything on the page shares. */
export const ConnectionContext = createContext<Connection | null>(null);

/** The connection itself. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error('There is no connection above this component.');
  return connection;
}

/** A part of the picture; `select` must answer the same object while that part is the same. */
export function useLive<T>(select: (picture: Picture) => T): T {
  const connection = useConnection();
  return useSyncExternalStore(connection.subscribe, () => select(connection.picture()));
}

/** The incident time as it runs on, to the full second or minute. */
export function useNow(step: 1_000 | 60_000): Date {
  const connection = useConnection();
  const subscribe = useCallback(
    (listener: () => void) => {
      tickers.add(listener);
      ticking ??= setInterval(tick, TICK);
      const stop = connection.subscribe(listener);
      return () => {
        tickers.delete(listener);
        stop();
      };
    },
    [connection],
  );
  const steps = useSyncExternalStore(subscribe, () => Math.floor(incidentTime(connection.picture()) / step));
  return new Date(steps * step);
}

// One for all: every time on the page follows the clock.
const TICK = 250;
const tickers = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  for (const listener of tickers) listener();
}

/** The incident time in ms: what the sandbox told last, and what has passed since at its speed. */
export function incidentTime({ clock, clockTold }: Picture): number {
  const passed = clock.moving ? 0 : (Date.now() - clockTold) * clock.speed;
  return Date.parse(clock.now) + passed;
}

/** Asks the sandbox; tells whether an answer is awaited and why the last was refused. */
export function useAsk(): { ask(request: Request): Promise<boolean>; busy: boolean; refused: string | null } {
  const connection = useConnection();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const ask = useCallback(
    async (request: Request): Promise<boolean> => {
      setBusy(true);
      setRefused(null);
      try {
        await connection.ask(request);
        return true;
      } catch (error) {
        setRefused(error instanceof Error ? error.message : String(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
    [connection],
  );
  return { ask, busy, refused };
}
