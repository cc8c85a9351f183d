import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { clockIn } from './working-time.ts';

/** A span of time: by the clock (milliseconds) or in working hours or days. */
export type Span = { clock: 'wall' | 'business hours' | 'business days'; amount: number };

/** A step of a ladder. */
export type Step = { after: number; kind: 'reach' | 'inform'; target: string; unless: string; onlyIf: string | null };

/** What a policy demands of incidents of one severity. */
export type SeverityDemands = {
  key: string;
  rank: number;
  firstAction: string;
  updateEvery: Span;
  monitoringEvery: Span;
  ladder: Step[];
  privateLadder: Step[];
};

/** The figures of a policy, as the checker reads them from its files. */
export type Demands = {
  timezone: string;
  days: number[];
  /** Minutes of the day. */
  hours: { from: number; to: number };
  severities: SeverityDemands[];
  /** Nothing on the record of an urgent incident for so long: it is asked about. Milliseconds. */
  silence: number;
  /** Role or person of a ladder → how they are called, and who it is in Slack. */
  targets: Map<string, { title: string; user: string | null }>;
  /** Who has which role by turns; null without a rotation. */
  rotation: Rotation | null;
};

/** Turns of so many days from midnight of `starts`, in the policy's zone: role → who it is in Slack. */
type Rotation = { starts: string; days: number; turns: Map<string, string | null>[] };

const day = 86_400_000;

type Node = Record<string, unknown>;

const text = z.string();
const severity = z.looseObject({
  first_action: text.default('page'),
  update_every: text,
  monitoring_every: text.optional(),
  ladder: z.array(text).default([]),
  private_ladder: z.array(text).optional(),
});
const policyFile = z.looseObject({
  timezone: text,
  business_hours: text,
  people: z.record(z.string(), z.looseObject({ title: text, slack: text.optional() })),
  roles: z.record(z.string(), z.looseObject({ name: text, primary: text.optional() })),
  severities: z.record(z.string(), severity),
  reminders: z.looseObject({ silence: text }),
  rotation: z
    .looseObject({ starts: z.union([text, z.date()]), every: text, turns: z.array(z.record(z.string(), text)) })
    .optional(),
});

/** Reads policy.yaml of a runbook folder with everything that it extends. */
export async function readDemands(folder: string): Promise<Demands> {
  const read = policyFile.parse(withoutNone(await readLayers(folder)));
  const person = (key: string | undefined) => (key === undefined ? undefined : read.people[key]);
  const hours = readHours(read.business_hours);
  return {
    timezone: read.timezone,
    ...hours,
    severities: Object.entries(read.severities).map(([key, value], rank) => ({
      key,
      rank,
      firstAction: value.first_action,
      updateEvery: readSpan(value.update_every),
      monitoringEvery: readSpan(value.monitoring_every ?? value.update_every),
      ladder: value.ladder.map(readStep),
      // Whoever only should know hears nothing of a private incident, unless the policy has a ladder for that.
      privateLadder: (value.private_ladder ?? value.ladder)
        .map(readStep)
        .filter(({ kind }) => kind === 'reach' || value.private_ladder !== undefined),
    })),
    silence: readSpan(read.reminders.silence).amount,
    targets: new Map([
      ...Object.entries(read.people).map(([key, { title, slack }]) => [key, { title, user: slack ?? null }] as const),
      ...Object.entries(read.roles).map(
        ([key, { name, primary }]) => [key, { title: name, user: person(primary)?.slack ?? null }] as const,
      ),
    ]),
    rotation:
      read.rotation === undefined
        ? null
        : {
            starts: dateOf(read.rotation.starts),
            days: readSpan(read.rotation.every).amount / day,
            turns: read.rotation.turns.map(
              (turn) => new Map(Object.entries(turn).map(([role, key]) => [role, person(key)?.slack ?? null])),
            ),
          },
  };
}

/** Who is called by that title at a moment: of a role in the rotation whoever's turn it is. */
export function calledBy({ targets, rotation, timezone }: Demands, title: string, at: number): string | null {
  const found = [...targets].find(([, target]) => target.title === title);
  if (found === undefined) return null;
  const [key, { user }] = found;
  if (rotation === null) return user;
  const days = Math.floor((Date.parse(clockIn(timezone, at).date) - Date.parse(rotation.starts)) / day);
  const turn = days < 0 ? undefined : rotation.turns[Math.floor(days / rotation.days) % rotation.turns.length];
  return turn?.get(key) ?? user;
}

function dateOf(value: string | Date): string {
  return typeof value === 'string' ? value : value.toISOString().slice(0, 10);
}

async function readLayers(folder: string): Promise<Node> {
  const own: unknown = parse(await readFile(join(folder, 'policy.yaml'), 'utf8'));
  const node = asNode(own) ?? {};
  const { extends: base } = node;
  return typeof base === 'string' ? merge(await readLayers(join(folder, base)), node) : node;
}

function asNode(value: unknown): Node | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null;
}

// Maps are merged key by key, lists and values replaced; `none` drops.
function merge(below: Node, above: Node): Node {
  const merged: Node = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const [under, over] = [asNode(merged[key]), asNode(value)];
    merged[key] = under !== null && over !== null ? merge(under, over) : value;
  }
  return merged;
}

function withoutNone(node: Node): Node {
  return Object.fromEntries(
    Object.entries(node)
      .filter(([, value]) => value !== 'none')
      .map(([key, value]) => [key, asNode(value) === null ? value : withoutNone(asNode(value) ?? {})]),
  );
}

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

function readSpan(words: string): Span {
  const [, count = '', business, unit = ''] = /^(?:within )?([\d.]+) *(business )?([a-z]+)/.exec(words.trim()) ?? [];
  const first = unit.charAt(0);
  if (business !== undefined)
    return first === 'h'
      ? { clock: 'business hours', amount: Number(count) * 3_600_000 }
      : { clock: 'business days', amount: Number(count) };
  const ms = units[first];
  if (ms === undefined) throw new Error(`The checker cannot read the time "${words}"`);
  return { clock: 'wall', amount: Number(count) * ms };
}

function readStep(words: string): Step {
  const found = /^(.+?) +(reach|inform) +(\S+)(.*)$/.exec(words.trim());
  if (found === null) throw new Error(`The checker cannot read the step "${words}"`);
  const [, when = '', kind = '', target = '', rest = ''] = found;
  return {
    after: when === 'at once' ? 0 : readSpan(when).amount,
    kind: kind === 'reach' ? 'reach' : 'inform',
    target,
    unless: /unless (\S+)/.exec(rest)?.[1] ?? (kind === 'reach' ? 'acknowledged' : 'mitigated'),
    onlyIf: /if (\S+)/.exec(rest)?.[1] ?? null,
  };
}

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function readHours(words: string): { days: number[]; hours: { from: number; to: number } } {
  const found = /^(.+?) +(\d+):(\d\d) *- *(\d+):(\d\d)$/.exec(words.trim());
  if (found === null) throw new Error(`The checker cannot read the hours "${words}"`);
  const days = (found[1] ?? '').split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map((day) => week.indexOf(day.trim().toLowerCase().slice(0, 3)));
    return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => ((first + index) % 7) + 1);
  });
  const minute = (hour: number) => Number(found[hour]) * 60 + Number(found[hour + 1]);
  return { days, hours: { from: minute(2), to: minute(4) } };
}
