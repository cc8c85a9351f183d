import { describe, expect, it } from 'vitest';
import { type Kind, mayDo, type Verdict, verdictOn, type Who } from '../../src/domain/permissions.ts';
import { permissionNames, type Permission, type Policy } from '../../src/domain/policy.ts';
import { maySee, refuseForbidden, refuseHopeless } from '../../src/domain/refuse-forbidden.ts';
import { UserError } from '../../src/errors.ts';
import { anIncident, resolved, staffed } from '../support/facts.ts';
import { members, policy as plain } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const { ana, ben, cy, gil, vic } = members;
const group = 'S01LEADS01';
const wide = 'W01IVY0001';

function who(user: string, kind: Kind = 'member', groups: string[] | null = []): Who {
  return { user, kind, groups };
}

function granting(permission: Permission, grants: string[]): Policy {
  return { ...plain, permissions: { ...plain.permissions, [permission]: grants } };
}

const incident = anIncident(staffed);

describe('a permission', () => {
  const cases: [string, Who, Verdict][] = [
    ['everyone', who(cy), 'yes'],
    ['everyone', who(wide), 'yes'],
    ['everyone', who(cy, 'guest'), 'no'],
    ['everyone', who(cy, 'foreign'), 'no'],
    ['everyone', who(cy, 'app'), 'no'],
    ['everyone', who(cy, 'left'), 'no'],
    ['everyone', who(cy, 'unknown'), 'unknown'],
    ['guests', who(cy, 'guest'), 'yes'],
    ['guests', who(cy), 'no'],
    ['guests', who(cy, 'foreign'), 'no'],
    ['other-workspaces', who(wide, 'foreign'), 'yes'],
    ['other-workspaces', who(wide, 'guest'), 'no'],
    ['declarer', who(gil), 'yes'],
    ['declarer', who(cy), 'no'],
    ['commander', who(ana), 'yes'],
    ['commander', who(ana, 'unknown', null), 'yes'],
    ['commander', who(ben), 'no'],
    ['comms', who(cy), 'no'],
    ['architect', who(ben), 'yes'],
    ['architect', who(ana), 'no'],
    [wide, who(wide), 'yes'],
    [wide, who(wide, 'foreign'), 'yes'],
    [wide, who(cy), 'no'],
    [group, who(vic, 'member', [group]), 'yes'],
    [group, who(vic, 'guest', [group]), 'yes'],
    [group, who(vic, 'left', [group]), 'no'],
    [group, who(vic, 'member', []), 'no'],
    [group, who(vic, 'member', null), 'unknown'],
  ];
  it.each(cases)('for %s given to %o: %s', (grant, asker, verdict) => {
    const policy = granting('resolve', [grant]);
    expect(verdictOn({ permission: 'resolve', who: asker, incident, policy })).toBe(verdict);
  });

  it('for members is for full members who are in the channel', () => {
    const policy = granting('see', ['members']);
    const inside = anIncident({ invited: [cy, ben] });
    const ask = (asker: Who, of = inside) => verdictOn({ permission: 'see', who: asker, incident: of, policy });
    expect([ask(who(cy)), ask(who(ben, 'guest')), ask(who(vic)), ask(who(ben, 'unknown'))]).toEqual([
      'yes',
      'no',
      'no',
      'unknown',
    ]);
    expect(verdictOn({ permission: 'see', who: who(vic), incident: null, policy })).toBe('unknown');
    expect(verdictOn({ permission: 'see', who: who(vic, 'guest'), incident: null, policy })).toBe('no');
  });

  it('is not settled by who is known by e-mail only until Slack has said who that is', () => {
    const policy = granting('page', ['boss', 'late']);
    const boss = {
      key: 'boss',
      title: 'Boss',
      name: null,
      slack: null,
      email: 'boss@example.com',
      phone: null,
      pagerduty: null,
    };
    const known = { ...policy, people: { ...policy.people, boss, late: { ...boss, email: null } } };
    expect(verdictOn({ permission: 'page', who: who(cy), incident, policy: known })).toBe('unknown');
  });

  it.each(permissionNames)('to %s is not for guests and people of other workspaces by default', (permission) => {
    for (const kind of ['guest', 'foreign', 'app', 'left'] as const)
      for (const user of [vic, wide])
        expect(mayDo({ permission, who: who(user, kind), incident, policy: plain }).allowed).toBe(false);
  });

  it('goes on without Slack where an incident would wait for it, and not where it cannot be taken back', () => {
    const answers = permissionNames.map((permission) => {
      const policy = granting(permission, [group]);
      return [permission, mayDo({ permission, who: who(vic, 'unknown', null), incident, policy })] as const;
    });
    expect(Object.fromEntries(answers)).toEqual({
      declare: { allowed: true, checked: false },
      see: { allowed: true, checked: false },
      respond: { allowed: true, checked: false },
      take: { allowed: true, checked: false },
      resolve: { allowed: true, checked: false },
      page: { allowed: true, checked: false },
      redact: { allowed: false, checked: false },
      seePrivate: { allowed: false, checked: false },
    });
    // Nothing that Slack could say would change it.
    const policy = granting('resolve', ['commander']);
    expect(mayDo({ permission: 'resolve', who: who(vic, 'unknown', null), incident, policy })).toEqual({
      allowed: false,
      checked: true,
    });
  });
});

describe('a refusal', () => {
  function refusal(permission: Permission, grants: string[], asker: Who, of: typeof incident | null = incident) {
    try {
      const request = { permission, who: asker, policy: granting(permission, grants) };
      if (of === null) refuseHopeless(request);
      else refuseForbidden({ ...request, incident: of });
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
    throw new Error('It was not refused');
  }
  const said = (error: UserError) => `${error.message} ${error.remedy}`;

  it('says who can, and offers the role that mends it', () => {
    const error = refusal('resolve', ['commander', group], who(cy));
    expect(said(error)).toBe(
      `You can't resolve INC-42: only its commander (<@${ana}>) or <!subteam^${group}> can. Ask <@${ana}>, or take command first.`,
    );
    expect(error.offer).toMatchObject({ label: 'Take command', action: 'take_role', value: { role: 'commander' } });
    proves('W3');
  });

  it('offers a vacant role, but none to who may not take it or when the work is over', () => {
    const vacant = refusal('resolve', ['commander'], who(cy), anIncident());
    expect(said(vacant)).toBe("You can't resolve INC-42: only its commander (nobody yet) can. Take command first.");
    const over = refusal('redact', ['commander'], who(cy), anIncident(resolved));
    expect(said(over)).toBe(
      `You can't redact the record of INC-42: only its commander (<@${ana}>) can. Ask <@${ana}>.`,
    );
    expect(over.offer).toBeNull();
    expect(refusal('resolve', ['commander'], who(cy, 'guest')).offer).toBeNull();
  });

  it('tells a guest why', () => {
    expect(said(refusal('declare', ['everyone'], who(vic, 'guest'), null))).toBe(
      "You can't declare an incident: you are a guest here, and only full members of this workspace can. Ask one of them.",
    );
    expect(said(refusal('see', ['everyone'], who(wide, 'foreign'), null))).toMatch(
      /^You can't see incidents: you belong to another workspace, and only full members/,
    );
  });

  it('names at most eight, and says when there is nobody', () => {
    const many = Array.from({ length: 11 }, (_, n) => `U0123456${n}`);
    expect(refusal('page', many, who(cy)).message).toMatch(/<@U01234567>, 3 more can\.$|<@U01234567> or 3 more can\.$/);
    expect(said(refusal('page', [], who(cy)))).toBe(
      "You can't page anybody for INC-42: the policy lets nobody do that. Ask whoever keeps the policy.",
    );
  });

  it('without Slack says what to do', () => {
    const error = refusal('redact', [group, 'commander'], who(cy, 'unknown', null));
    expect(error.code).toBe('permission-unknown');
    expect(said(error)).toBe(
      `I cannot ask Slack just now whether you may redact the record of INC-42, so I did nothing. Try again in a minute, or ask <!subteam^${group}> or its commander (<@${ana}>).`,
    );
  });

  it('at the door lets pass whatever may depend on the incident', () => {
    const policy = granting('resolve', ['commander']);
    expect(() => refuseHopeless({ permission: 'resolve', who: who(cy), policy })).not.toThrow();
    expect(() => refuseHopeless({ permission: 'resolve', who: who(cy, 'guest'), policy })).not.toThrow();
  });
});

describe('a private incident', () => {
  const secret = anIncident({ ...staffed, private: true, invited: [cy] });
  const sees = (asker: Who, isThere = false, policy: Policy = plain) => maySee(secret, asker, policy, isThere);

  it('is known to who is in its channel, has a role or declared', () => {
    expect([cy, ana, gil].map((user) => sees(who(user)))).toEqual([true, true, true]);
    expect([sees(who(vic)), sees(who(vic), true)]).toEqual([false, true]);
    proves('W1');
  });

  it('and to whom the policy names, when that is certain', () => {
    const policy = granting('seePrivate', [group, wide]);
    expect(sees(who(vic, 'member', [group]), false, policy)).toBe(true);
    expect(sees(who(wide), false, policy)).toBe(true);
    expect(sees(who(vic, 'member', null), false, policy)).toBe(false);
    expect(sees(who(vic), false, policy)).toBe(false);
  });
});
