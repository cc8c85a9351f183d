import { describe, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { problems } from './problems-of.ts';

describe('permissions', () => {
  it('are what everybody who is a full member may do, unless a policy says otherwise', async () => {
    const everyone = ['everyone'];
    expect((await loadPolicy('runbooks/generic')).permissions).toEqual({
      declare: everyone,
      see: everyone,
      respond: everyone,
      take: everyone,
      resolve: everyone,
      page: everyone,
      redact: ['commander', 'declarer'],
      seePrivate: [],
    });
  });

  it('are replaced one by one', async () => {
    const { permissions } = await loadPolicy('test/support/runbooks/strict');
    expect(permissions).toMatchObject({
      take: ['ana', 'S0SBX000004'],
      page: ['commander', 'W01WES0001'],
      seePrivate: ['S0SBX000004'],
    });
  });

  const listed = (line: string) => `permissions:\n  ${line}`;
  const known =
    'There are: everyone, guests, other-workspaces, declarer, members, commander, tech-lead, comms, eng-manager, vp-engineering, cto.';

  it.each<[string, string, string]>([
    [
      'a name that is spelt wrong',
      listed('resolve: [comander]'),
      'x/policy.yaml:3: permissions.resolve: comander is nobody that a permission can name. Did you mean commander?',
    ],
    [
      'a name that is like no other',
      listed('resolve: [zz]'),
      `x/policy.yaml:3: permissions.resolve: zz is nobody that a permission can name. ${known}`,
    ],
    [
      'a handle',
      listed("page: ['@ana']"),
      'x/policy.yaml:3: permissions.page: "@ana" is a handle. Write a name of roles or people, a member id (U0123ABCD) or the id of a user group (S0123ABCD).',
    ],
    [
      'a role where there is no incident yet',
      listed('declare: [commander]'),
      'x/policy.yaml:3: permissions.declare: commander says nothing before there is an incident. Write everyone, people, member ids or user groups.',
    ],
    [
      'a permission that is none',
      listed('resolv: [everyone]'),
      'x/policy.yaml:3: resolv is not a key here. Did you mean resolve?',
    ],
    [
      'a word that is a person, too',
      `people: { guests: { title: Guests } }\n${listed('resolve: [guests]')}`,
      'x/policy.yaml:4: permissions.resolve: guests is a role or a person here and a word of permissions, too. Rename the role or the person.',
    ],
    [
      'a word for a list',
      listed('resolve: everyone'),
      'x/policy.yaml:3: permissions.resolve must be a list, but it is text. Begin each line below it with a hyphen.',
    ],
  ])('with %s are refused', async (_, yaml, problem) => {
    expect(await problems(yaml)).toContain(problem);
  });
});
