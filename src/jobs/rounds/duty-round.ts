import { handoverOf, nextHandover, toldAt } from '../../domain/duty-handover.ts';
import { turnAt } from '../../domain/on-duty.ts';
import type { OwnEffect, PlannedOwnEffect } from '../../domain/own-effects.ts';
import type { Round } from './round.ts';

/** The weekly handover: when a turn of the rotation begins, the announcements channel and whoever comes on duty are told. */
export const dutyRound: Round = {
  name: 'duty',
  first: (ctx, now) => nextHandover(ctx.runbooks.current.policy, now),
  next: (ctx, now) => nextHandover(ctx.runbooks.current.policy, now),
  due: async (ctx, now) => {
    const { policy } = ctx.runbooks.current;
    const turn = turnAt(policy, now);
    if (turn === null || toldAt(turn, policy) > now) return [];
    const from = turn.from.toISOString();
    const incoming = handoverOf(policy, turn).filter((one) => one.from !== one.to);
    const members = new Set(incoming.flatMap(({ to }) => (to === null ? [] : (policy.people[to]?.slack ?? []))));
    return [
      planned(from, { type: 'tell', to: null, about: { type: 'turn', from } }),
      ...[...members].map((user) => planned(from, { type: 'tell', to: user, about: { type: 'onDuty', from, user } })),
    ];
  },
};

function planned(from: string, effect: Extract<OwnEffect, { type: 'tell' }>): PlannedOwnEffect {
  return { id: `duty:${from}:${effect.to ?? 'announcements'}`, effect };
}
