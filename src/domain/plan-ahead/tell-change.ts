import type { Change, Notice, Replan } from '../notices.ts';
import { titleOf } from '../policy.ts';
import type { Said, Sight } from './plan-line.ts';

/** What a person's change says, with the times that it moved. */
export function tellChange({ by, change, replan }: Extract<Notice, { type: 'change' }>, sight: Sight): Said[] {
  const { incident, nameOf, keyOf, clock } = sight;
  const what = change.what === 'status' ? (`status ${change.to}` as const) : change.what;
  const whom = 'user' in change ? keyOf(change.user) : keyOf(by);
  const said: Said[] = [
    { what, whom, where: 'channel', text: `${nameOf(by)}: ${wordsOf(change, sight)}${replanned(replan, sight)}` },
  ];
  const watched = incident.soakUntil === null ? '' : `; the fix is watched until ${clock(incident.soakUntil)}`;
  if (change.what === 'status' && change.to === 'monitoring')
    return said.map((one) => ({ ...one, text: `${one.text}${watched}` }));
  return said;
}

function wordsOf(change: Change, { policy, nameOf, clock }: Sight): string {
  switch (change.what) {
    case 'severity':
      return `severity ${change.from} → ${change.to}`;
    case 'status':
      return `status ${policy.statuses[change.from] ?? change.from} → ${policy.statuses[change.to] ?? change.to}`;
    case 'resolved':
      return `resolved; nobody is called any more, and ${nameOf(change.owner)} owns the post-mortem`;
    case 'closed':
      return 'closed';
    case 'reopened':
      return 'reopened';
    case 'cancelled':
      return `called off, ${change.reason}`;
    case 'roleTaken':
      return change.role === 'commander' ? 'has command' : `is ${titleOf(policy, change.role)}`;
    case 'roleLeft':
      return `stepped down as ${titleOf(policy, change.role)}`;
    case 'parked':
      return `parked until ${clock(change.until)}; watching: ${nameOf(change.watching)}`;
    case 'woken':
      return 'woke it';
    case 'moment':
      return `corrected ${change.name ?? change.moment}`;
    case 'edited':
      return `corrected ${change.fields.map(({ field }) => field).join(', ')}`;
    case 'triage':
      return `answered ${change.answers.map(({ key }) => key).join(', ')}`;
    case 'replanned':
      return change.undo ? 'took the re-plan back' : 're-planned';
    case 'merged':
      return 'merged it into another';
    case 'absorbed':
      return 'merged another into it';
    case 'mergeUndone':
    case 'released':
      return 'took the merge back';
  }
}

function replanned(replan: Replan | null, { clock }: Sight): string {
  if (replan === null) return '';
  const time = (at: string | null) => (at === null ? 'none' : clock(at));
  const moved = (what: string, { from, to }: { from: string | null; to: string | null }) =>
    `${what} ${time(from)} → ${time(to)}`;
  const parts = [
    ...(replan.update === null ? [] : [moved('update due', replan.update)]),
    ...replan.steps.map((step) => moved(step.target, step)),
  ];
  return `; ${parts.join(', ')}`;
}
