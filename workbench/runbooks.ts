import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse, stringify } from 'yaml';
import { objectOf, textOf } from '../sandbox/json.ts';
import { defaultPeople, type Person, userOf } from '../sandbox/state/people.ts';
import { loadRunbook, type Runbook } from '../src/policy/load-runbook.ts';
import { memberId, membersOf } from './members.ts';

/** A runbook that the sandbox can run. */
export type Choice = { name: string; title: string; about: string };

const root = join(import.meta.dirname, '../runbooks');

/** The runbook folders, the one that fits any team first. */
export function listRunbooks(): Choice[] {
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'policy.yaml')))
    .sort((one, other) => Number(other === 'generic') - Number(one === 'generic') || one.localeCompare(other))
    .map((name) => ({ name, ...describe(readFileSync(join(root, name, 'policy.yaml'), 'utf8')) }));
}

// The first comment of a folder says what it is: "AKA Industries: a platform in Kubernetes. Titles stand for …".
function describe(text: string): { title: string; about: string } {
  const [first = ''] = text.split('\n').filter((line) => /^# (?!yaml-language-server)/.test(line));
  const [, about = ''] = /^# [^:.]+: (.+?[^.])(?:[.:](?: |$)|$)/.exec(first) ?? [];
  const { organisation, extends: base } = objectOf(parse(text));
  return {
    // What extends nothing is nobody's own.
    title: base === undefined ? 'Any team' : textOf(organisation),
    about: `${about.charAt(0).toUpperCase()}${about.slice(1)}`,
  };
}

/**
 * Writes a runbook of its own into `folder` that extends the chosen one and says which members of the workspace stand for its
 * people; answers where it is, what it says, and who is to be a member.
 */
export async function castRunbook(
  name: string,
  folder: string,
): Promise<{ folder: string; runbook: Runbook; people: Person[] }> {
  const source = join(root, name);
  const { policy } = await loadRunbook(source);
  const own = join(folder, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(own, { recursive: true });
  if (existsSync(join(source, 'problems')))
    cpSync(join(source, 'problems'), join(own, 'problems'), { recursive: true });
  const titles = Object.keys(policy.people).map((key) => [key, { slack: memberId(key) }]);
  const cast = name === 'generic' ? everyoneOfAcme() : {};
  const said = { extends: relative(own, source), ...cast, people: { ...Object.fromEntries(titles), ...cast.people } };
  writeFileSync(join(own, 'policy.yaml'), stringify(said));
  // Of the generic runbook the members are named already; those whom an organisation names by title come with it.
  const members = membersOf(policy).filter(({ name = '' }) => cast.people?.[name] === undefined);
  return { folder: own, runbook: await loadRunbook(own), people: [...defaultPeople, ...members] };
}

type Cast = {
  organisation?: string;
  people?: Record<string, { title: string; name: string; slack: string; phone?: string }>;
  roles?: Record<string, { primary: string; secondary: string }>;
};

/** The generic runbook names nobody; in the sandbox the members have its roles. */
function everyoneOfAcme(): Cast {
  const person = (name: string, title: string, phone?: string) => ({
    title,
    name,
    slack: userOf({ realName: name }).id,
    ...(phone === undefined ? {} : { phone }),
  });
  return {
    organisation: 'Acme',
    people: {
      ana: person('Ana Ruiz', 'Lead Engineer', '+1-555-0100'),
      ben: person('Ben Okafor', 'Platform Architect', '+1-555-0102'),
      cy: person('Cy Tan', 'Product Manager'),
      dee: person('Dee Novak', 'Senior Backend Engineer'),
      eli: person('Eli Brand', 'Senior Full-Stack Engineer'),
      flo: person('Flo Meyer', 'Support Lead'),
      'eng-manager': person('Lena Vogt', 'Engineering Manager', '+1-555-0101'),
    },
    roles: {
      commander: { primary: 'ana', secondary: 'dee' },
      'tech-lead': { primary: 'ben', secondary: 'eli' },
      comms: { primary: 'cy', secondary: 'flo' },
    },
  };
}
