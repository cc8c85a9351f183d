import type { Ctx } from '../context.ts';
import type { Askable } from '../db/plain.ts';
import { readVersions } from '../db/runbook-versions.ts';
import { fitPolicy } from '../domain/fit-policy.ts';
import type { Incident } from '../domain/incident.ts';
import { type OnCall, withOnCall } from '../domain/on-call.ts';
import { onDuty } from '../domain/on-duty.ts';
import type { Policy } from '../domain/policy.ts';
import { readKeptRunbook, type Runbook } from '../policy/load-runbook.ts';
import { PolicyError } from '../policy/policy-error.ts';

/** The runbooks that a bot works by, with who its people are as far as Slack has said, and who of them is on duty at that moment. */
export type Runbooks = {
  /** What the folder says: for what is about no incident yet, and in every incident for who may do what. */
  readonly current: Runbook;
  /** What an incident goes on by. Within a transaction give its `tx`. */
  of(incident: Incident, tx?: Askable): Promise<Runbook>;
  /** The same for several incidents, by one query. */
  ofAll(incidents: readonly Incident[], tx?: Askable): Promise<(incident: Incident) => Runbook>;
  /** Whom Slack knows by the e-mail addresses of a policy: holds for every version. */
  learn(policy: Policy): void;
  /** Who has the schedules of roles now: holds for every version. */
  learnOnCall(found: readonly OnCall[]): void;
};

// Open incidents rarely go on by more than two or three.
const mostKept = 20;

/** What working by several runbooks takes. `whenUnreadable` hears of each version that `loaded` has to stand in for. */
type Makings = {
  db: Pick<Ctx['db'], 'prisma'>;
  now: Ctx['now'];
  loaded: Runbook;
  whenUnreadable: (problem: { runbook: string; problem: string; remedy: string }) => void;
};

/** Makes the runbooks of a bot that started with `loaded`. */
export function makeRunbooks({ db, now, loaded, whenUnreadable }: Makings): Runbooks {
  const members = new Map<string, string>();
  const onCall = new Map<string, OnCall>();
  // Null: it cannot be read.
  const versions = new Map<string, Runbook | null>();

  function present(runbook: Runbook): Runbook {
    const policy = onDuty(withMembers(runbook.policy, members), now());
    // Whoever has a schedule comes before whose turn it is.
    return { ...runbook, policy: withOnCall(policy, onCall) };
  }

  async function read(hashes: string[], tx: Askable): Promise<Map<string, Runbook | null>> {
    const found = new Map(hashes.flatMap((hash) => (versions.has(hash) ? [[hash, versions.get(hash) ?? null]] : [])));
    const missing = hashes.filter((hash) => !found.has(hash));
    if (missing.length === 0) return found;
    const rows = await readVersions(tx, missing);
    for (const hash of missing) {
      const row = rows.find((one) => one.hash === hash);
      const version = row === undefined ? null : await understood(row.files);
      if (version === null || version instanceof PolicyError)
        whenUnreadable({ runbook: hash, problem: version?.message ?? 'It is not stored.', remedy });
      found.set(hash, version instanceof PolicyError ? null : version);
    }
    for (const [hash, version] of found) remember(hash, version);
    return found;
  }

  function remember(hash: string, version: Runbook | null): void {
    versions.delete(hash);
    const [oldest] = versions.keys();
    if (oldest !== undefined && versions.size >= mostKept) versions.delete(oldest);
    versions.set(hash, version);
  }

  async function ofAll(
    incidents: readonly Incident[],
    tx: Askable = db.prisma,
  ): Promise<(incident: Incident) => Runbook> {
    const others = incidents.map(({ runbook }) => runbook).filter((hash) => hash !== '' && hash !== loaded.hash);
    const found = await read([...new Set(others)], tx);
    return (incident) => {
      const own = incident.runbook === loaded.hash ? loaded : found.get(incident.runbook);
      return present(own ?? { ...loaded, policy: fitPolicy(loaded.policy, incident) });
    };
  }

  return {
    get current() {
      return present(loaded);
    },
    of: async (incident, tx) => (await ofAll([incident], tx))(incident),
    ofAll,
    learn(policy) {
      for (const { email, slack } of Object.values(policy.people))
        if (email !== null && slack !== null) members.set(email, slack);
    },
    learnOnCall(found) {
      for (const one of found) onCall.set(one.schedule, one);
    },
  };
}

const remedy =
  'The runbook that an incident was declared under cannot be read any more; the current one stands in. Re-plan its incidents, or start the version of Muster that could read it';

async function understood(files: Runbook['files']): Promise<Runbook | PolicyError> {
  try {
    return await readKeptRunbook(files);
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
}

function withMembers(policy: Policy, members: ReadonlyMap<string, string>): Policy {
  if (members.size === 0) return policy;
  const people = Object.entries(policy.people).map(([key, person]) => {
    const slack = person.slack ?? (person.email === null ? null : (members.get(person.email) ?? null));
    return [key, { ...person, slack }] as const;
  });
  return { ...policy, people: Object.fromEntries(people) };
}
