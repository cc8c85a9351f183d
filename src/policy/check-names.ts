import { momentNames } from '../domain/incident.ts';
import { didYouMean } from './did-you-mean.ts';
import { problemAt } from './explain-issue.ts';
import type { Names } from './names.ts';
import type { Problem } from './policy-error.ts';
import { type Node, nodeAt } from './read-yaml.ts';

/** What no single line gets wrong, but two of them together. Told whatever else is wrong, so it reads the lines as written. */
export function checkNames(names: Names, root: Node): Problem[] {
  return [
    ...checkPeople(names, root),
    ...checkSeverities(root),
    ...checkSchedules(root),
    ...checkTickets(root),
    ...checkOwnNames(root),
  ];
}

/** The keys of a map that stands at a path. */
export function keysAt(root: Node, ...path: string[]): string[] {
  const node = nodeAt(root, path);
  return node?.kind === 'map' ? [...node.entries.keys()] : [];
}

function itemsAt(root: Node, ...path: string[]): Node[] {
  const node = nodeAt(root, path);
  return node?.kind === 'list' ? node.items : [];
}

function wordAt(root: Node, ...path: string[]): string | null {
  const node = nodeAt(root, path);
  return node?.kind === 'value' && typeof node.value === 'string' ? node.value : null;
}

function checkPeople({ roles, people }: Names, root: Node): Problem[] {
  const problems = people
    .filter((key) => roles.includes(key))
    .map((key) =>
      problemAt(
        root,
        ['people', key],
        `${key} is a role too, so a ladder could not tell which is meant. Rename the person, for example ${key}-primary.`,
      ),
    );
  if (roles.length > 0 && !roles.includes('commander')) {
    problems.push(
      problemAt(
        root,
        ['roles'],
        'there is no role commander. Every incident has one: commander: { name: Incident Commander }',
      ),
    );
  }
  return problems;
}

function checkSeverities(root: Node): Problem[] {
  if (nodeAt(root, ['severities']) === null || keysAt(root, 'severities').length >= 2) return [];
  return [
    problemAt(
      root,
      ['severities'],
      'at least two severities are needed, highest first. Write P0 and P1, or extend ../generic.',
    ),
  ];
}

function checkSchedules(root: Node): Problem[] {
  const turns = itemsAt(root, 'rotation', 'turns').flatMap((turn) => keysAt(turn));
  return keysAt(root, 'roles')
    .filter((role) => turns.includes(role) && nodeAt(root, ['roles', role, 'schedule']) !== null)
    .map((role) =>
      problemAt(
        root,
        ['roles', role, 'schedule'],
        `${role} has a schedule and is in the rotation, so nobody could tell who has it when. Keep one of the two.`,
      ),
    );
}

function checkTickets(root: Node): Problem[] {
  return keysAt(root, 'severities')
    .filter((severity) => wordAt(root, 'severities', severity, 'first_action') === 'ticket')
    .flatMap((severity) =>
      ['ladder', 'private_ladder'].flatMap((ladder) =>
        itemsAt(root, 'severities', severity, ladder).flatMap((step, index) => {
          const words = wordAt(step);
          return words !== null && /\sreach\s/.test(words)
            ? [
                problemAt(
                  root,
                  ['severities', severity, ladder, index],
                  `severities.${severity}.${ladder}: "${words}" calls somebody, but first_action: ticket calls nobody. Write inform, or first_action: page.`,
                ),
              ]
            : [];
        }),
      ),
    );
}

/** Texts for outside whose template the folder lacks. */
export function checkTemplates(templates: readonly string[], root: Node): Problem[] {
  return keysAt(root, 'outside').flatMap((key) => {
    const template = wordAt(root, 'outside', key, 'template');
    if (template === null || templates.includes(template)) return [];
    const hint =
      templates.length === 0
        ? `Write ${template}.md into the folder of templates.`
        : didYouMean(template, templates, 'There are');
    return [
      problemAt(
        root,
        ['outside', key, 'template'],
        `outside.${key}.template: there is no template ${template}. ${hint}`,
      ),
    ];
  });
}

function checkOwnNames(root: Node): Problem[] {
  const moments = keysAt(root, 'moments')
    .filter((key) => momentNames.some((name) => name === key))
    .map((key) =>
      problemAt(root, ['moments', key], `every incident has the moment ${key} already. Give yours another name.`),
    );
  const lists = keysAt(root, 'checklists')
    .filter((key) => !/^[a-z][a-z0-9-]{0,39}$/.test(key))
    .map((key) =>
      problemAt(
        root,
        ['checklists', key],
        `${key} is not a usable name. Use lower-case letters, digits and hyphens, 40 at most: first-hour`,
      ),
    );
  return [...moments, ...lists];
}
