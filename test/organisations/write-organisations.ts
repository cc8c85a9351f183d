import { rows } from './rows.ts';
import type { Cell } from './shows.ts';

/** docs/organisations.md: a table for each organisation with what was seen at each of its severities. */
export function writeOrganisations(cells: readonly Cell[]): string {
  const lines = [
    '# What was seen of each organisation',
    '',
    'For each organisation and each of its severities a story walks an incident through its runbook folder, minute by minute, and looks at',
    'what people see. A cell is what was seen by assertions that passed; minutes count from the declaration. · is a cell of which the',
    'document of that organisation says nothing at that severity, or of which nothing comes due on the way. Written by',
    '`npm run promises`; CI fails when it is not current.',
  ];
  for (const organisation of [...new Set(cells.map((cell) => cell.organisation))].sort()) {
    const own = cells.filter((cell) => cell.organisation === organisation);
    const severities = [...new Set(own.map(({ severity }) => severity))].sort();
    lines.push(
      '',
      `## ${organisation}`,
      '',
      `| | ${severities.join(' | ')} |`,
      `|${' --- |'.repeat(severities.length + 1)}`,
    );
    for (const row of rows) {
      const seen = severities.map(
        (severity) => own.find((cell) => cell.row === row && cell.severity === severity)?.seen,
      );
      lines.push(
        `| ${row} | ${seen.map((text, index) => told(text, seen.indexOf(text), index, severities)).join(' | ')} |`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function told(text: string | undefined, first: number, index: number, severities: string[]): string {
  if (text === undefined) return '·';
  if (first < index) return `as ${severities[first] ?? ''}`;
  return text.replaceAll('|', '\\|').replaceAll('\n', '<br>');
}
