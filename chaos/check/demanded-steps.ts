import type { Demands, SeverityDemands, Step } from './demands.ts';
import type { Entry } from './view.ts';

/** A step that a ladder demands at a time, until a decision that may have ended it; `amiss`: a complaint is about it. */
export type DemandedStep = {
  step: Step;
  title: string;
  at: number;
  cancelled: number | null;
  fired: Entry | null;
  amiss?: true;
};

const minute = 60_000;

/** The steps that an incident of that severity demands from a moment on. */
export function demandSteps(
  { targets }: Demands,
  { ladder, privateLadder, firstAction }: SeverityDemands,
  { exposure, isPrivate }: { exposure: boolean; isPrivate: boolean },
  at: number,
): DemandedStep[] {
  return (isPrivate ? privateLadder : ladder)
    .filter(({ kind, onlyIf }) => {
      const isAsked = kind === 'inform' || firstAction !== 'ticket';
      return isAsked && (onlyIf === null || (onlyIf === 'data_breach' && exposure));
    })
    .map((step) => ({
      step,
      title: targets.get(step.target)?.title ?? step.target,
      at: at + step.after,
      cancelled: null,
      fired: null,
    }));
}

/** Steps of two ladders, of which the second counts anew from the lower severity: what fired on the first does not fire again. */
export function carryOver(before: readonly DemandedStep[], steps: readonly DemandedStep[]): void {
  for (const demanded of steps) {
    const { target, kind, onlyIf } = demanded.step;
    const old = before.find(({ step }) => step.target === target && step.kind === kind && step.onlyIf === onlyIf);
    if (old === undefined) continue;
    demanded.fired = old.fired;
    demanded.cancelled = old.fired === null ? null : old.cancelled;
  }
}

/** How a complaint names it. */
export function nameOf({ step, title }: DemandedStep): string {
  return `${title} (${step.kind}, ${step.after / minute} min)`;
}
