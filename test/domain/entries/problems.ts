import type { FactValue } from '../../../src/domain/timeline.ts';
import { members } from '../../support/policy.ts';

type Row = [body: Record<string, FactValue>, actor: string | null, said: string];
const { ana } = members;
const step = { runbook: 'R1', problem: 'High API latency', step: 'Check the connections.' };

/** What the record says of problem runbooks. */
export const problemEntries: Record<'problemPosted' | 'stepTicked', Row[]> = {
  problemPosted: [[{ runbook: 'R1', problem: 'High API latency' }, ana, 'Ana posted the runbook “High API latency”']],
  stepTicked: [
    [{ ...step, done: true }, ana, 'Ana ticked: Check the connections (High API latency)'],
    [{ ...step, done: false }, ana, 'Ana took the tick off: Check the connections (High API latency)'],
  ],
};
