import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ignoredBy, readDockerfile } from '../../scripts/read-dockerfile.ts';

// `npm run rehearse-image` carries the Dockerfile out; here is what it and compose.yaml say.

const check = z.strictObject({
  test: z.tuple([z.literal('CMD')]).rest(z.string()),
  interval: z.string(),
  timeout: z.string(),
  retries: z.number(),
});
const service = z.strictObject({
  image: z.string().optional(),
  build: z.string().optional(),
  env_file: z.string().optional(),
  environment: z.record(z.string(), z.string()),
  volumes: z.array(z.string()).optional(),
  healthcheck: check.optional(),
  expose: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  stop_grace_period: z.string().optional(),
  restart: z.literal('unless-stopped'),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
});
const composed = z.strictObject({
  services: z.strictObject({ postgres: service, muster: service }),
  volumes: z.record(z.string(), z.null()),
});

it('compose.yaml starts the bot once its PostgreSQL is well, as many times as one likes', async () => {
  const { services, volumes } = composed.parse(parse(await readFile('compose.yaml', 'utf8')));
  const { postgres, muster } = services;
  expect(postgres.healthcheck?.test).toContain('pg_isready');
  expect(muster.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
  const { POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD } = postgres.environment;
  expect(muster.environment['DATABASE_URL']).toBe(
    `postgresql://${POSTGRES_USER}:${POSTGRES_PASSWORD}@postgres:5432/${POSTGRES_DB}`,
  );
  // No password of everybody's, and no port that only one replica can have.
  expect(POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
  expect(Object.keys(muster)).not.toContain('ports');
  expect(Number.parseInt(muster.stop_grace_period ?? '', 10)).toBeGreaterThan(10);
  for (const volume of postgres.volumes ?? []) expect(Object.keys(volumes)).toContain(volume.split(':')[0]);
});

it('the image runs as somebody who is not root, says how it is, and is ended by a signal to node itself', async () => {
  const instructions = readDockerfile(await readFile('Dockerfile', 'utf8'));
  const final = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
  const of = (name: string) => final.filter((one) => one.name === name).map(({ rest }) => rest);
  expect(of('USER')).toEqual(['1000:1000']);
  expect(of('CMD')).toEqual(['["node", "--import", "tsx", "src/main.ts"]']);
  expect(of('HEALTHCHECK')[0]).toContain('/healthz');
  expect(of('ENV')).toContain('HOST=0.0.0.0');
  expect(of('VOLUME')).toEqual(['/muster/data']);
  for (const { rest } of instructions.filter(({ name }) => name === 'FROM')) expect(rest).toMatch(/^node:2[02]-slim/);
});

it('neither the sandbox nor a test nor a secret gets into the build', async () => {
  const isIgnored = ignoredBy(await readFile('.dockerignore', 'utf8'));
  for (const path of [
    'sandbox',
    'workbench',
    'test',
    '.env',
    '.git',
    '.data',
    'node_modules',
    'src/db/generated/client.ts',
  ])
    expect([path, isIgnored(path)]).toEqual([path, true]);
  for (const path of [
    'src',
    'src/main.ts',
    'prisma/migrations/migration_lock.toml',
    'runbooks/generic',
    'package-lock.json',
  ])
    expect([path, isIgnored(path)]).toEqual([path, false]);
});
