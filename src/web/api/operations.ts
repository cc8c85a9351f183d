import { createHash } from 'node:crypto';
import { z } from 'zod';
import { declareIncident } from '../../commands/declare-incident.ts';
import { execute } from '../../commands/execute.ts';
import { findById, findByNumber, listOpen } from '../../commands/find-incident.ts';
import { readWho } from '../../commands/read-who.ts';
import { resolveAsker } from '../../commands/resolve-asker.ts';
import type { Ctx } from '../../context.ts';
import type { Command } from '../../domain/commands.ts';
import type { Incident } from '../../domain/incident.ts';
import { refuseForbidden } from '../../domain/refuse-forbidden.ts';
import { UserError } from '../../errors.ts';
import { readAs } from './api-error.ts';
import * as schemas from './schemas.ts';
import { tellIncident } from './tell-incident.ts';

/** Carries out what is typed in Slack, for somebody outside of it; answers what they would read there. */
export type RunTyped = (
  ctx: Ctx,
  typed: { workspace: string; user: string; text: string; delivery: string; zone: string },
) => Promise<string>;

/** A request whose token is good. `delivery` is the same for a repetition; `number` is that of `INC-42` in the path. */
export type ApiCall = {
  workspace: string;
  number: number;
  query: unknown;
  body: unknown;
  delivery: string;
  runTyped: RunTyped;
};

/** One operation: where it is, what it takes, what it answers. `run` may throw ApiError and UserError. */
export type Operation = {
  id: string;
  method: 'GET' | 'POST';
  /** With `{name}` for `INC-42`. */
  path: string;
  summary: string;
  /** The answer's status when it worked. */
  status: 200 | 201;
  body: z.ZodObject | null;
  query: z.ZodObject | null;
  answer: z.ZodObject;
  run(ctx: Ctx, call: ApiCall): Promise<unknown>;
};

const one = { status: 200, query: null, answer: schemas.incidentAnswer } as const;

/** Everything that the API does; the OpenAPI document is made of it. */
export const operations: readonly Operation[] = [
  {
    ...one,
    id: 'declare',
    method: 'POST',
    path: '/api/v1/incidents',
    summary: 'Declares an incident. It is recorded before anything else is tried, also while Slack is away.',
    status: 201,
    body: schemas.declareBody,
    run: async (ctx, call) => tellIncident(await declare(ctx, call)),
  },
  {
    id: 'listIncidents',
    method: 'GET',
    path: '/api/v1/incidents',
    summary: 'Lists what is open, latest first.',
    status: 200,
    body: null,
    query: schemas.listQuery,
    answer: schemas.incidentsAnswer,
    async run(ctx, { workspace, query }) {
      const { by, limit } = readAs(schemas.listQuery, query, 'query');
      const viewer = await viewerOf(ctx, by);
      const open = await listOpen(ctx, { workspace, viewer, limit });
      return { incidents: open.map(tellIncident) };
    },
  },
  {
    ...one,
    id: 'readIncident',
    method: 'GET',
    path: '/api/v1/incidents/{name}',
    summary: 'Shows one incident as it is now.',
    body: null,
    query: schemas.oneQuery,
    async run(ctx, call) {
      const { by } = readAs(schemas.oneQuery, call.query, 'query');
      return tellIncident(await requireVisible(ctx, call, await viewerOf(ctx, by)));
    },
  },
  {
    ...one,
    id: 'postUpdate',
    method: 'POST',
    path: '/api/v1/incidents/{name}/updates',
    summary: 'Posts a numbered update; its clock starts again.',
    body: schemas.updateBody,
    run: (ctx, call) => {
      const { by, nextInMinutes, ...said } = readAs(schemas.updateBody, call.body, 'body');
      const nextIn = nextInMinutes === null ? null : nextInMinutes * 60_000;
      return act(ctx, call, by, async (user) => ({ type: 'postUpdate', by: user, ...said, nextIn }));
    },
  },
  {
    ...one,
    id: 'addNote',
    method: 'POST',
    path: '/api/v1/incidents/{name}/notes',
    summary: 'Puts a note on the timeline; nobody is told.',
    body: schemas.noteBody,
    run: (ctx, call) => {
      const { by, text } = readAs(schemas.noteBody, call.body, 'body');
      return act(ctx, call, by, async (user) => ({ type: 'note', by: user, text }));
    },
  },
  {
    ...one,
    id: 'setStatus',
    method: 'POST',
    path: '/api/v1/incidents/{name}/status',
    summary: 'Sets the status. Monitoring states that users no longer feel it.',
    body: schemas.statusBody,
    run: (ctx, call) => {
      const { by, status, why } = readAs(schemas.statusBody, call.body, 'body');
      return act(ctx, call, by, async (user) => ({ type: 'changeStatus', by: user, to: status, why }));
    },
  },
  {
    ...one,
    id: 'resolve',
    method: 'POST',
    path: '/api/v1/incidents/{name}/resolve',
    summary: 'States that impact has ended and nobody is needed now.',
    body: schemas.resolveBody,
    run: (ctx, call) => {
      const { by, owner: named, ...said } = readAs(schemas.resolveBody, call.body, 'body');
      return act(ctx, call, by, async (user) => {
        const owner = named === null ? null : await resolveAsker(ctx, named);
        return { type: 'resolve', by: user, ...said, owner };
      });
    },
  },
  {
    id: 'runCommand',
    method: 'POST',
    path: '/api/v1/commands',
    summary: 'Carries out a command as it is typed in Slack, by the same code, and answers what would be read there.',
    status: 200,
    body: schemas.commandBody,
    query: null,
    answer: schemas.commandAnswer,
    async run(ctx, { workspace, body, delivery, runTyped }) {
      const { by, text, zone } = readAs(schemas.commandBody, body, 'body');
      const user = await resolveAsker(ctx, by);
      return { answer: await runTyped(ctx, { workspace, user, text, delivery, zone }) };
    },
  },
];

async function declare(ctx: Ctx, { workspace, body, delivery }: ApiCall): Promise<Incident> {
  const { by, severity: wanted, ...given } = readAs(schemas.declareBody, body, 'body');
  const severity = wanted === null ? null : requireSeverity(ctx, wanted);
  const declaredBy = await resolveAsker(ctx, by);
  // Of the delivery, so that a repetition finds what the first one made, however long ago that was.
  const id = idOf(`${workspace} ${delivery}`);
  const look = { id, viewer: declaredBy };
  const before = await findById(ctx, look);
  if (before !== null) return before;
  const declaration = { ...given, id, workspace, severity, declaredBy, commander: null, source: null, delivery };
  const incident = (await declareIncident(ctx, declaration)) ?? (await findById(ctx, look));
  if (incident === null) throw noSuchIncident();
  return incident;
}

async function act(
  ctx: Ctx,
  call: ApiCall,
  named: string,
  commandOf: (user: string) => Promise<Command>,
): Promise<unknown> {
  const user = await whoLooks(ctx, named);
  const { id } = await requireVisible(ctx, call, user);
  return tellIncident(await execute(ctx, { incidentId: id, command: await commandOf(user), delivery: call.delivery }));
}

/** Who looks, if they may see anything at all: said before the incident is looked for, so it tells nothing of it. */
async function whoLooks(ctx: Ctx, named: string): Promise<string> {
  const user = await resolveAsker(ctx, named);
  const who = await readWho(ctx, { user, wants: ['see'] });
  refuseForbidden({ permission: 'see', who, incident: null, policy: ctx.runbooks.current.policy });
  return user;
}

/** The same where nobody need be named: null sees what everybody may see. */
async function viewerOf(ctx: Ctx, named: string | undefined): Promise<string | null> {
  return named === undefined ? null : whoLooks(ctx, named);
}

async function requireVisible(ctx: Ctx, { workspace, number }: ApiCall, viewer: string | null): Promise<Incident> {
  const incident = await findByNumber(ctx, { workspace, number, viewer });
  if (incident === null) throw noSuchIncident();
  return incident;
}

// The same for one that is private: who may not see it does not learn that it is there.
function noSuchIncident(): UserError {
  return new UserError('no-such-incident', 'There is no such incident.', 'GET /api/v1/incidents lists what is open.');
}

function requireSeverity({ runbooks }: Ctx, wanted: string): string {
  const { policy } = runbooks.current;
  const found = policy.severities.find(({ key, name }) =>
    [key, name].some((word) => word.toLowerCase() === wanted.toLowerCase()),
  );
  if (found) return found.key;
  const known = policy.severities.map(({ key, name }) => `${key} (${name})`).join(', ');
  throw new UserError('no-such-severity', `The policy has no severity "${wanted}".`, `Give one of ${known}.`);
}

/** A UUID that is the same for the same text. */
function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
