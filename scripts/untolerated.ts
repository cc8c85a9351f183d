import { z } from 'zod';

/** A migration by its name, with its SQL. */
export type Sql = { name: string; sql: string };

// What a running process of the version before would trip over. A column with a default may be NOT NULL: who does not know it
// leaves it out.
const untolerated: { what: string; is: RegExp; unless?: RegExp }[] = [
  { what: 'takes a table away', is: /\bDROP\s+TABLE\b/i },
  {
    what: 'takes a column away',
    is: /\bDROP\s+(COLUMN\b|(?!CONSTRAINT|DEFAULT|NOT|INDEX|EXPRESSION|IDENTITY|TABLE|TYPE|SCHEMA|VIEW|FUNCTION|TRIGGER|SEQUENCE|EXTENSION)"?\w)/i,
  },
  {
    what: 'takes away something else that may be in use',
    is: /\bDROP\s+(TYPE|SCHEMA|VIEW|FUNCTION|SEQUENCE|DEFAULT)\b/i,
  },
  { what: 'renames something', is: /\bRENAME\b/i },
  { what: 'changes the type of a column', is: /\bALTER\s+(COLUMN\s+)?"?\w+"?\s+(SET\s+DATA\s+)?TYPE\b/i },
  { what: 'has a column never be empty that was', is: /\bSET\s+NOT\s+NULL\b/i },
  {
    what: 'adds a column that old rows and old writers leave empty',
    is: /\bADD\s+(COLUMN\s+)?"?\w+"?\s[^,;]*\bNOT\s+NULL\b/i,
    unless: /\b(DEFAULT|GENERATED)\b/i,
  },
  {
    what: 'adds a rule that old writers do not know',
    is: /\bADD\s+(CONSTRAINT\s+"?\w+"?\s+)?(CHECK|UNIQUE|EXCLUDE|FOREIGN\s+KEY|PRIMARY\s+KEY)\b/i,
  },
  { what: 'adds a rule that old writers do not know', is: /\bCREATE\s+UNIQUE\s+INDEX\b/i },
  { what: 'rewrites or deletes what is stored', is: /\b(TRUNCATE|DELETE\s+FROM)\b/i },
];

const note = /^-- unused since (\d{14}_\w+)$/m;
const named = z.tuple([z.string(), z.string()]);

/**
 * What in a migration the version before would not tolerate, a line for each. Nothing for a migration that says
 * `-- unused since <an earlier migration>`: whoever knows that one does not use any more what goes; who does not is refused.
 */
export function untoleratedIn({ name, sql }: Sql, all: readonly Sql[]): string[] {
  const found = named.safeParse(note.exec(sql));
  if (found.success) {
    const [, since] = found.data;
    if (since < name && all.some((one) => one.name === since)) return [];
    return [`${name} says that something is unused since ${since}, which is no earlier migration`];
  }
  // A new table has no old writers.
  const created = [...sql.matchAll(/CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"?(\w+)"?/gi)].map(([, table]) => table);
  const statements = sql
    .replace(/--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '' && !/^CREATE\s+TABLE\b/i.test(statement))
    .filter(
      (statement) =>
        !created.some((table) => new RegExp(`\\b(ON|TABLE)\\s+(ONLY\\s+)?"?${table}"?\\b`, 'i').test(statement)),
    );
  return statements.flatMap((statement) =>
    untolerated
      .filter(({ is, unless }) =>
        clausesOf(statement).some((clause) => is.test(clause) && unless?.test(clause) !== true),
      )
      .map(({ what }) => `${name} ${what}: ${statement.replace(/\s+/g, ' ').slice(0, 120)}`),
  );
}

/** The parts of an ALTER TABLE, each looked at by itself. */
function clausesOf(statement: string): string[] {
  return /^ALTER\s+TABLE\b/i.test(statement) ? statement.split(/,(?![^(]*\))/) : [statement];
}
