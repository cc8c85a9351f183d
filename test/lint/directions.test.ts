import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const ROOT = resolve(import.meta.dirname, '../..');

const DIRECTION = 'muster(import-direction)';
const CLOCK = 'muster(one-clock)';
const ENVIRONMENT = 'muster(environment-at-the-edge)';
const WAITING = 'muster(no-waiting)';

/** A file, what stands in it and the rule that must report it. */
type Planted = { file: string; code: string; rule: string };

const planted: Planted[] = [
  // Direction
  { file: 'src/domain/a.ts', code: uses('../db/connect.ts'), rule: DIRECTION },
  { file: 'src/domain/b.ts', code: uses('../slack/views/headline.ts'), rule: DIRECTION },
  { file: 'src/domain/c.ts', code: "export type { Ctx } from '../context.ts';\n", rule: DIRECTION },
  { file: 'src/domain/d.ts', code: uses('node:fs/promises'), rule: DIRECTION },
  { file: 'src/domain/e.ts', code: uses('@slack/web-api'), rule: DIRECTION },
  { file: 'src/domain/f.ts', code: "export type Db = import('../db/connect.ts').Database;\n", rule: DIRECTION },
  { file: 'src/slack/views/a.ts', code: uses('../../commands/declare.ts'), rule: DIRECTION },
  {
    file: 'src/slack/views/b.ts',
    code: "import type { Ctx } from '../../context.ts';\nexport type A = Ctx;\n",
    rule: DIRECTION,
  },
  { file: 'src/slack/views/c.ts', code: uses('../client.ts'), rule: DIRECTION },
  { file: 'src/slack/views/d.ts', code: uses('pg'), rule: DIRECTION },
  { file: 'src/slack/listeners/a.ts', code: uses('../../db/connect.ts'), rule: DIRECTION },
  { file: 'src/slack/listeners/b.ts', code: uses('../../jobs/page.ts'), rule: DIRECTION },
  {
    file: 'src/slack/a.ts',
    code: "import type { Db } from '../db/connect.ts';\nexport type A = Db;\n",
    rule: DIRECTION,
  },
  { file: 'src/commands/a.ts', code: uses('../slack/views/headline.ts'), rule: DIRECTION },
  { file: 'src/commands/b.ts', code: uses('../jobs/page.ts'), rule: DIRECTION },
  { file: 'src/commands/c.ts', code: uses('../context.ts'), rule: DIRECTION },
  { file: 'src/db/a.ts', code: uses('../commands/declare.ts'), rule: DIRECTION },
  { file: 'src/jobs/a.ts', code: uses('../slack/listeners/declare.ts'), rule: DIRECTION },
  { file: 'src/jobs/b.ts', code: uses('../web/health.ts'), rule: DIRECTION },
  { file: 'src/web/a.ts', code: uses('../jobs/page.ts'), rule: DIRECTION },
  { file: 'src/cli/a.ts', code: uses('../slack/listeners/declare.ts'), rule: DIRECTION },
  { file: 'src/pager/a.ts', code: uses('../jobs/page.ts'), rule: DIRECTION },
  { file: 'src/errors.ts', code: uses('./domain/incident.ts'), rule: DIRECTION },
  { file: 'src/jobs/c.ts', code: uses('../../sandbox/clock.ts'), rule: DIRECTION },
  { file: 'src/jobs/d.ts', code: uses('@muster/sandbox'), rule: DIRECTION },
  { file: 'src/cli/b.ts', code: "export const demo = import('../../demo/main.ts');\n", rule: DIRECTION },
  { file: 'src/cli/c.ts', code: "export * from '../../test/support/a.ts';\n", rule: DIRECTION },
  { file: 'src/cli/d.ts', code: uses('../../workbench/bot.ts'), rule: DIRECTION },
  { file: 'sandbox/a.ts', code: uses('../src/errors.ts'), rule: DIRECTION },
  { file: 'chaos/check/a.ts', code: uses('../../src/domain/timeline.ts'), rule: DIRECTION },
  { file: 'chaos/check/b.ts', code: uses('../recorder.ts'), rule: DIRECTION },
  { file: 'chaos/check/c.ts', code: uses('pg'), rule: DIRECTION },
  { file: 'src/cli/e.ts', code: uses('../../chaos/record.ts'), rule: DIRECTION },
  // One clock
  { file: 'src/commands/clock-a.ts', code: 'export const at = Date.now();\n', rule: CLOCK },
  { file: 'src/commands/clock-b.ts', code: 'export const at = new Date();\n', rule: CLOCK },
  { file: 'src/commands/clock-c.ts', code: "import dayjs from 'dayjs';\nexport const at = dayjs();\n", rule: CLOCK },
  { file: 'src/commands/clock-d.ts', code: 'export const at = performance.now();\n', rule: CLOCK },
  { file: 'src/commands/clock-e.ts', code: 'export const read = globalThis.Date.now;\n', rule: CLOCK },
  { file: 'src/main.ts', code: 'export const at = Date.now();\n', rule: CLOCK },
  // The environment
  { file: 'src/jobs/env-a.ts', code: 'export const port = process.env.PORT;\n', rule: ENVIRONMENT },
  { file: 'src/jobs/env-b.ts', code: 'const { env } = process;\nexport const port = env.PORT;\n', rule: ENVIRONMENT },
  {
    file: 'src/jobs/env-c.ts',
    code: "import { env } from 'node:process';\nexport const port = env.PORT;\n",
    rule: ENVIRONMENT,
  },
  // Waiting
  {
    file: 'src/domain/wait-a.ts',
    code: 'export const wait = new Promise((done) => setTimeout(done, 1000));\n',
    rule: WAITING,
  },
  {
    file: 'src/slack/views/wait-a.ts',
    code: 'export const timer = globalThis.setInterval(() => 1, 1000);\n',
    rule: WAITING,
  },
  // Types and promises
  {
    file: 'src/commands/promise-a.ts',
    code: 'async function save(): Promise<void> {}\nexport function run(): void {\n  save();\n}\n',
    rule: 'typescript(no-floating-promises)',
  },
  {
    file: 'src/commands/promise-b.ts',
    code: 'async function ready(): Promise<boolean> {\n  return true;\n}\nexport const answer = ready() ? 1 : 2;\n',
    rule: 'typescript(no-misused-promises)',
  },
  {
    file: 'src/commands/promise-c.ts',
    code: 'export async function run(): Promise<number> {\n  return await 1;\n}\n',
    rule: 'typescript(await-thenable)',
  },
  {
    file: 'src/commands/type-a.ts',
    code: 'export function run(a: any): void {\n  void a;\n}\n',
    rule: 'typescript(no-explicit-any)',
  },
  {
    file: 'src/commands/type-b.ts',
    code: 'export function run(a: string | null): string {\n  return a!;\n}\n',
    rule: 'typescript(no-non-null-assertion)',
  },
  {
    file: 'src/commands/type-c.ts',
    code: 'export function run(a: unknown): string {\n  return a as string;\n}\n',
    rule: 'typescript(consistent-type-assertions)',
  },
  {
    file: 'src/commands/default-a.ts',
    code: 'export default function run(): void {}\n',
    rule: 'import(no-default-export)',
  },
  {
    file: 'src/commands/long-a.ts',
    code: `${'// a line\n'.repeat(251)}export const a = 1;\n`,
    rule: 'eslint(max-lines)',
  },
  {
    file: 'test/focused.test.ts',
    code: "import { expect, test } from 'vitest';\ntest.only('one', () => expect(1).toBe(1));\n",
    rule: 'vitest(no-focused-tests)',
  },
];

const clean: { file: string; code: string }[] = [
  { file: 'src/clock.ts', code: 'export function systemNow(): Date {\n  return new Date();\n}\n' },
  { file: 'src/config.ts', code: 'export const port = process.env.PORT;\n' },
  { file: 'src/cli/ok.ts', code: `${uses('../db/connect.ts')}export const port = process.env.PORT;\n` },
  {
    file: 'src/domain/ok.ts',
    code: `${uses('../errors.ts')}export const later = (now: Date) => new Date(now.getTime() + 1000);\n`,
  },
  { file: 'src/domain/deep/ok.ts', code: uses('../incident.ts') },
  { file: 'src/domain/crypto.ts', code: uses('node:crypto') },
  {
    file: 'src/db/ok.ts',
    code: `${uses('../domain/incident.ts')}import type { Config } from '../config.ts';\nexport type A = Config;\n`,
  },
  {
    file: 'src/commands/ok.ts',
    code: "import type { Ctx } from '../context.ts';\nexport const names = ['a', 'b'] as const;\nexport type A = Ctx;\n",
  },
  { file: 'src/jobs/ok.ts', code: `${uses('../slack/views/headline.ts')}export * from '../pager/pager.ts';\n` },
  { file: 'src/jobs/client.ts', code: uses('../slack/client-errors.ts') },
  {
    file: 'src/slack/listeners/ok.ts',
    code: `${uses('../../commands/declare.ts')}export * from '../views/declare.ts';\n`,
  },
  { file: 'src/slack/views/ok.ts', code: `${uses('../ids.ts')}export * from '../../domain/incident.ts';\n` },
  { file: 'src/web/ok.ts', code: uses('../commands/list-incidents.ts') },
  { file: 'sandbox/ok.ts', code: 'export const at = Date.now();\n' },
  { file: 'test/ok.test.ts', code: "export * from '../src/errors.ts';\nexport * from '../sandbox/clock.ts';\n" },
  { file: 'vitest.config.ts', code: 'export default {};\n' },
];

const report = z.object({ diagnostics: z.array(z.object({ filename: z.string(), code: z.string() })) });

let folder = '';
const found = new Map<string, string[]>();

beforeAll(async () => {
  // The real path: the rules compare it with the linter's own working directory.
  folder = await realpath(await mkdtemp(join(tmpdir(), 'muster-lint-')));
  // tsconfig.json names the last one, and is none without it.
  for (const name of ['.oxlintrc.json', 'lint', 'tsconfig.json', 'package.json', 'sandbox/client/build.ts']) {
    await cp(join(ROOT, name), join(folder, name), { recursive: true });
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const { file, code } of [...planted, ...clean]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), code);
  }
  for (const { filename, code } of report.parse(JSON.parse(await lint())).diagnostics) {
    found.set(filename, [...(found.get(filename) ?? []), code]);
  }
}, 60_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('each planted fault is caught by the rule that forbids it', () => {
  test.for(planted)('$file: $rule', ({ file, rule }) => {
    expect(found.get(file) ?? []).toContain(rule);
  });
});

describe('a clean file passes', () => {
  test.for(clean)('$file', ({ file }) => {
    expect(found.get(file) ?? []).toEqual([]);
  });
});

function uses(what: string): string {
  return `import * as used from '${what}';\nexport const one = used;\n`;
}

/** What the linter itself prints about the planted folder, with the repository's own configuration. */
function lint(): Promise<string> {
  const binary = join(folder, 'node_modules/oxlint/bin/oxlint');
  return new Promise((done, fail) => {
    // It ends with 1 because it finds faults: only an empty report is a failure of the run.
    execFile(process.execPath, [binary, '--type-aware', '-f', 'json'], { cwd: folder }, (error, stdout, stderr) => {
      if (stdout === '') fail(new Error(`oxlint printed nothing: ${stderr}`, { cause: error }));
      else done(stdout);
    });
  });
}
