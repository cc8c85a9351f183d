import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { editorRefusals as refusals, schema } from './editor-refusals.ts';
import { loadExtending } from './load-extending.ts';
import { generic } from './problems-of.ts';

const folders = await readdir('runbooks');

describe('the JSON Schema of policy.yaml, for editors', () => {
  it('says what Muster reads: npm run policy:schema writes it', async () => {
    expect(JSON.parse(await readFile('docs/policy.schema.json', 'utf8'))).toEqual(schema);
  });

  it.each(folders)('is named by the first line of %s, which it accepts', async (folder) => {
    const text = await readFile(`runbooks/${folder}/policy.yaml`, 'utf8');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../../docs/policy.schema.json');
    expect(refusals(text)).toEqual([]);
  });

  it('explains every key', () => {
    expect(unexplained(schema, 'policy.yaml')).toEqual([]);
  });

  it.each([
    ['a key that there is not', 'rolls: {}', ' must NOT have additional properties'],
    [
      'a key of a severity',
      'severities: { P0: { update_evry: 15m } }',
      '/severities/P0 must NOT have additional properties',
    ],
    [
      'a time that is none',
      'severities: { P0: { respond_within: soon } }',
      '/severities/P0/respond_within must match pattern',
    ],
    [
      'a rung that is none',
      'severities: { P0: { ladder: [5 tell ana] } }',
      '/severities/P0/ladder/0 must match pattern',
    ],
    [
      'an action that is none',
      'severities: { P0: { first_action: ring } }',
      '/severities/P0/first_action must be equal to one of',
    ],
    ['text for a list', 'severities: { P0: { invite: commander } }', '/severities/P0/invite must be array'],
    ['a name with capitals', 'people: { Ana: { title: x } }', '/people property name must be valid'],
    ['a day in words', 'upkeep: { next_review: tomorrow }', '/upkeep/next_review must match pattern'],
    [
      'a point without a topic',
      'review: { agenda: [{ minutes: 5 }] }',
      "/review/agenda/0 must have required property 'topic'",
    ],
    ['minutes in words', 'review: { agenda: [{ topic: x, minutes: 5m }] }', '/review/agenda/0/minutes must be integer'],
    ['a contact that nobody can reach', 'contacts: [{ name: x }]', "/contacts/0 must have required property 'reach'"],
  ])('refuses %s', (_, yaml, line) => {
    expect(refusals(`extends: ../generic\n${yaml}`).find((one) => one.startsWith(line.trim()))).toBeDefined();
  });

  it('requires of a file that extends nothing what it cannot take from another', () => {
    expect(refusals('organisation: Acme')).toContain("must have required property 'severities'");
    expect(refusals('organisation: Acme\nextends: ../generic')).toEqual([]);
  });

  it('lets a file drop what it extends', () => {
    expect(
      refusals('extends: ../generic\nseverities: { P3: none, P2: { ladder: none, private_ladder: none } }'),
    ).toEqual([]);
  });
});

describe('what the generic policy teaches in its comments', () => {
  const people = ['ana', 'ben', 'cy', 'dee', 'eli', 'flo', 'dba']
    .map((key) => `  ${key}: { title: ${key} }`)
    .join('\n');

  it.each([
    'rotation',
    'experts',
    'moments',
    'triage',
    'detection',
    'containment',
    'contacts',
    'links',
    'outside',
    'actions',
    'targets',
    'upkeep',
    'retention',
  ])('%s is right when the hashes are taken away', async (key) => {
    const written = new RegExp(`^# ${key}:.*(\\n# {2,}\\S.*)*`, 'm').exec(generic)?.[0] ?? '';
    const yaml = written.replaceAll(/^# /gm, '');
    expect(yaml).toContain(key);
    expect(refusals(`extends: ../generic\n${yaml}`)).toEqual([]);
    await expect(loadExtending(`people:\n${people}\n${yaml}`)).resolves.toBeDefined();
  });
});

function unexplained(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const below = unexplained(inner, `${path}/${key}`);
    if (key !== 'properties' || typeof inner !== 'object' || inner === null) return below;
    const silent = Object.entries(inner).filter(([, one]: [string, unknown]) => !hasDescription(one));
    return [...below, ...silent.map(([name]) => `${path}/${name}`)];
  });
}

function hasDescription(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'description' in value;
}
