import type { ReactNode } from 'react';
import { useAsk } from '../live/use-live.ts';

/** What happens in the scripted incident just now, and the way to take it over. */
export function DemoBar({ playing, caption }: { playing: boolean; caption: string | null }): ReactNode {
  const { ask, busy } = useAsk();
  return (
    <div className="demo-bar">
      <span className="demo-mark">Demo</span>
      <p aria-live="polite">{caption ?? 'The demo begins.'}</p>
      <button type="button" className="button" disabled={busy} onClick={() => void ask({ type: 'demo', on: false })}>
        {playing ? 'Take over' : 'Close'}
      </button>
    </div>
  );
}
