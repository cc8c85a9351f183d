import type { KnownBlock } from '@slack/types';
import { type Glance, glanceDays } from '../../domain/glance.ts';
import type { Policy } from '../../domain/policy.ts';
import { count } from '../../domain/wording.ts';
import { context, section } from './build-blocks.ts';
import { severityName } from './name-things.ts';

const longestBar = 20;
const mostSeverities = 12;

/** The last days in figures; the bars repeat the numbers, which come first for who listens. */
export function glanceBlocks(glance: Glance, policy: Policy): KnownBlock[] {
  const head = `*Last ${glanceDays} days*`;
  if (glance.total === 0) return [section(head), context('Nothing was declared.')];
  return [
    section(`${head}: ${count(glance.total, 'incident', 'incidents')}`),
    section(`\`\`\`${bars(glance, policy)}\`\`\``),
  ];
}

function bars({ bySeverity }: Glance, policy: Policy): string {
  const rank = (key: string) => policy.severities.find((severity) => severity.key === key)?.rank ?? Infinity;
  const rows = bySeverity
    .toSorted((a, b) => (rank(a.severity) === rank(b.severity) ? 0 : rank(a.severity) - rank(b.severity)))
    .slice(0, mostSeverities)
    .map((row) => ({ name: severityName(policy, row.severity).replaceAll('`', "'"), count: row.count }));
  const widest = Math.max(...rows.map(({ name }) => name.length));
  const most = Math.max(...rows.map((row) => row.count));
  const digits = String(most).length;
  return rows
    .map((row) => {
      const length = most <= longestBar ? row.count : Math.max(1, Math.round((row.count / most) * longestBar));
      return `${row.name.padEnd(widest)}  ${String(row.count).padStart(digits)}  ${'█'.repeat(length)}`;
    })
    .join('\n');
}
