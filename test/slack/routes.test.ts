import { describe, expect, it } from 'vitest';
import { actions, modals, shortcuts, subcommands } from '../../src/slack/ids.ts';
import { commandRoutes } from '../../src/slack/command-routes.ts';
import { routes } from '../../src/slack/routes.ts';
import { proves } from '../promises/proves.ts';

const ids = (kind: 'action' | 'modal' | 'shortcut') =>
  routes.flatMap((route) => (route.kind === kind ? [route.id] : [])).sort();

describe('the route table', () => {
  it('answers every button, modal and shortcut that there is, each once', () => {
    expect(ids('action')).toEqual(Object.values(actions).sort());
    expect(ids('modal')).toEqual(Object.values(modals).sort());
    expect(ids('shortcut')).toEqual(Object.values(shortcuts).sort());
  });

  it('answers every subcommand, and no word means two of them', () => {
    expect(commandRoutes.map(({ name }) => name).sort()).toEqual([...subcommands].sort());
    const words = commandRoutes.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(words).toEqual([...new Set(words)]);
    const aliasesOf = (command: string) => commandRoutes.find(({ name }) => name === command)?.aliases;
    expect(aliasesOf('declare')).toEqual(expect.arrayContaining(['create', 'new', 'open']));
    expect(aliasesOf('role')).toContain('assign');
    proves('C5');
  });

  it('shows each subcommand in the help as it is typed', () => {
    for (const { name, usage } of commandRoutes) expect(usage.split(' ')[0]).toBe(name);
  });
});
