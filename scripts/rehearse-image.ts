// Carries out the Dockerfile without a container engine: each stage in an empty folder, its COPY and RUN lines as they stand, CMD
// as its user against a simulated workspace, HEALTHCHECK until it is well, SIGTERM. `npm run rehearse-image [-- --install]`
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { startSandbox } from '../sandbox/start-sandbox.ts';
import { ignoredBy, type Instruction, readDockerfile } from './read-dockerfile.ts';

const root = resolve(import.meta.dirname, '..');
// With it `npm ci` is run as it stands; without, the packages that this checkout has by the same lock file are taken.
const installs = process.argv.includes('--install');
const packages = z.object({ devDependencies: z.record(z.string(), z.string()) });
const words = z.array(z.string()).min(1);
const foreign = /(^|\/)(sandbox|workbench|test|tests|demo|bench|chaos|docs|\.git|\.env|\.data)(\/|$)/;

type Stage = { folder: string; workdir: string; env: Record<string, string>; user: number | null };

const work = mkdtempSync(join(tmpdir(), 'muster-image-'));
chmodSync(work, 0o755);
const problems: string[] = [];
const started: ChildProcess[] = [];
const { last, command, health } = build(readDockerfile(readFileSync(join(root, 'Dockerfile'), 'utf8')));
const sandbox = await startSandbox({ manifest: join(root, 'manifest.yaml') });
try {
  look();
  await run();
} finally {
  for (const child of started) child.kill('SIGKILL');
  await sandbox.close();
  rmSync(work, { recursive: true, force: true });
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);

function build(instructions: Instruction[]) {
  const built: Record<string, Stage> = {};
  let stage: Stage | null = null;
  let cmd: string[] = [];
  let check: string[] = [];
  const ignored = ignoredBy(readFileSync(join(root, '.dockerignore'), 'utf8'));
  for (const { name, rest, flags } of instructions) {
    if (name === 'FROM') {
      const as = / AS (\S+)$/i.exec(rest)?.[1] ?? 'last';
      stage = { folder: join(work, as), workdir: '/', env: {}, user: null };
      mkdirSync(stage.folder);
      built[as] = stage;
      continue;
    }
    if (stage === null) throw new Error(`${name} stands before the first FROM`);
    switch (name) {
      case 'WORKDIR':
        stage.workdir = rest;
        mkdirSync(inside(stage), { recursive: true });
        break;
      case 'ENV': {
        const [, key = '', value = ''] = /^(\w+)=(.*)$/.exec(rest) ?? [];
        stage.env[key] = value;
        break;
      }
      case 'COPY':
        copy(stage, built[flags['from'] ?? ''] ?? null, rest.split(/\s+/), ignored);
        break;
      case 'RUN':
        carryOut(stage, rest);
        break;
      case 'USER':
        stage.user = Number(rest.split(':')[0]);
        break;
      case 'CMD':
        cmd = words.parse(JSON.parse(rest));
        break;
      case 'HEALTHCHECK':
        check = words.parse(JSON.parse(rest.replace(/^CMD /, '')));
        break;
      case 'VOLUME':
      case 'EXPOSE':
        break;
      default:
        throw new Error(`${name} is not rehearsed: teach scripts/rehearse-image.ts what it does`);
    }
  }
  if (stage === null) throw new Error('The Dockerfile has no FROM');
  return { last: stage, command: cmd, health: check };
}

function inside(stage: Stage, path = ''): string {
  return join(stage.folder, path.startsWith('/') ? path : join(stage.workdir, path));
}

function copy(stage: Stage, from: Stage | null, paths: string[], ignored: (path: string) => boolean): void {
  const target = paths.at(-1) ?? '.';
  const sources = paths.slice(0, -1);
  for (const source of sources) {
    const path = from === null ? join(root, source) : inside(from, source);
    const isFolder = statSync(path).isDirectory();
    const into =
      isFolder && !target.endsWith('/') ? inside(stage, target) : join(inside(stage, target), basename(source));
    cpSync(path, into, {
      recursive: true,
      filter: (file) => from !== null || !ignored(relative(root, file)),
    });
    if (!existsSync(into)) problems.push(`COPY ${source}: .dockerignore keeps it out`);
  }
}

function carryOut(stage: Stage, line: string): void {
  const isInstall = /^npm ci\b/.test(line);
  const done =
    isInstall && !installs
      ? spawnSync('cp', ['-al', join(root, 'node_modules'), inside(stage)], { stdio: 'inherit' })
      : spawnSync('sh', ['-ec', line], { cwd: inside(stage), env: { ...process.env, ...stage.env }, stdio: 'inherit' });
  if (done.status !== 0) throw new Error(`RUN ${line} ended with ${done.status}`);
  if (isInstall && !installs) console.log(`RUN ${line}: the packages of this checkout instead (--install runs it)`);
}

/** What is in it, and what must not be. */
function look(): void {
  const files = readdirSync(last.folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const own = files.map(({ parentPath, name }) => relative(inside(last), join(parentPath, name)));
  for (const file of own)
    if (!file.startsWith('node_modules/') && foreign.test(file)) problems.push(`${file} is in the image`);
  const { devDependencies } = packages.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  // The adapter that connects Prisma to PostgreSQL needs this one itself.
  const tools = Object.keys(devDependencies).filter(
    (name) => !['@prisma/driver-adapter-utils', 'esbuild'].includes(name),
  );
  for (const name of [...tools, 'react', 'react-dom', 'ajv', 'vite', 'sandbox', '@muster/sandbox'])
    if (existsSync(inside(last, `node_modules/${name}/package.json`)))
      problems.push(`The package ${name} is in the image`);
  if (last.user === null || last.user === 0) problems.push('It runs as root');
  if (last.env['HOST'] !== '0.0.0.0') problems.push('Probes from outside do not reach it');
  const bytes = (all: typeof files) =>
    all.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  const mb = (size: number) => `${(size / 1024 ** 2).toFixed(1)} MB`;
  const modules = files.filter(({ parentPath }) => parentPath.includes('/node_modules'));
  console.log(
    `${files.length} files, ${mb(bytes(files))}, of which packages ${mb(bytes(modules))}, above the base image`,
  );
}

async function run(): Promise<void> {
  const port = String(20_000 + Math.floor(Math.random() * 10_000));
  const identity = process.getuid?.() === 0 && last.user !== null ? { uid: last.user, gid: last.user } : {};
  const env = {
    PATH: process.env.PATH ?? '',
    ...last.env,
    DATA_FOLDER: join(last.folder, last.env['DATA_FOLDER'] ?? ''),
    // This machine is no container: nothing of it is opened to the outside.
    HOST: '127.0.0.1',
    PORT: port,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
  };
  const [program = '', ...args] = command;
  const begun = performance.now();
  const child = spawn(program, args, { cwd: inside(last), env, stdio: ['ignore', 'inherit', 'inherit'], ...identity });
  started.push(child);
  const [probe = '', ...probeArgs] = health;
  let isWell = false;
  while (!isWell && child.exitCode === null && performance.now() - begun < 60_000) {
    // Beside this process, in which the workspace answers.
    const asked = spawn(probe, probeArgs, { cwd: inside(last), env, timeout: 6000, stdio: 'ignore', ...identity });
    const [status] = await once(asked, 'exit');
    isWell = status === 0;
    if (!isWell) await delay(200);
  }
  if (!isWell) {
    problems.push('HEALTHCHECK did not succeed within 60 s');
    return;
  }
  console.log(
    `Well ${((performance.now() - begun) / 1000).toFixed(1)} s after its start, as user ${identity.uid ?? 'of this shell'}`,
  );
  await readyWithin(port, 20_000);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = await Promise.race([ended, delay(12_000, [null])]);
  if (code !== 0) problems.push(`SIGTERM: it ended with ${code} and not with 0 within 12 s`);
}

async function readyWithin(port: string, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
    if (answer.ok) return;
    await delay(500);
  }
  problems.push('It did not become ready');
}
