import { describe, expect, it } from 'vitest';
import { shiftAt } from '../../src/domain/shift.ts';
import { type Story, start, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const { ana, ben, cy, dee } = members;
const at = (minute: number) => new Date(start.getTime() + minute * 60_000);
const take = (by: string, takeOver: string | null = null) =>
  ({ type: 'takeRole', by, role: 'commander', takeOver }) as const;
const planned = (minute: number, to: string = ben, by: string = ana) =>
  ({ type: 'planHandover', by, role: 'commander', to, at: at(minute), offShift: null }) as const;
const drop = (by: string) => ({ type: 'dropHandover', by, role: 'commander' }) as const;

function requests(it: Story): string[] {
  return it
    .notices()
    .flatMap(({ minute, notice }) =>
      notice.type === 'handover' ? [`${minute} ${notice.to} by ${notice.askedBy}`] : [],
    );
}

/** Who was told by direct message that something is off. */
function toldOff(it: Story): string[] {
  return it.seen.flatMap(({ effect }) =>
    effect.type === 'post' && effect.to.type === 'person' && effect.notice.type === 'trouble' ? [effect.to.user] : [],
  );
}

const staffed = () => story({ severity: 'P2' }).at(1).does(take(ana));

describe('a planned handover', () => {
  it('asks at its time, with the usual patience; until they accept the role stays', () => {
    const it = staffed().does(planned(60)).at(59);
    expect(requests(it)).toEqual([]);
    it.at(60);
    expect(requests(it)).toEqual([`60 ${ben} by ${ana}`]);
    expect(it.incident().handovers['commander']?.until).toEqual(at(120));
    expect(it.incident().roles['commander']?.user).toBe(ana);
    it.does({ type: 'answerHandover', by: ben, id: it.incident().handovers['commander']?.id ?? '', accept: true });
    expect(it.incident().roles['commander']?.user).toBe(ben);
    expect(toldOff(it)).toEqual([]);
    proves('T9');
  });

  it('that is not answered leaves the role where it is, as any request', () => {
    const it = staffed().does(planned(60)).at(121);
    expect(it.incident().roles['commander']?.user).toBe(ana);
    expect(it.incident().handovers).toEqual({});
  });

  it('is replaced by a new plan for the same role', () => {
    const it = staffed().does(planned(60)).does(planned(90, dee)).at(100);
    expect(requests(it)).toEqual([`90 ${dee} by ${ana}`]);
  });

  it('is dropped when the role changes hands before; whoever planned it hears it', () => {
    const it = staffed().does(planned(60)).at(10).does(take(cy, ana)).at(100);
    expect(requests(it)).toEqual([]);
    expect(toldOff(it)).toEqual([ana]);
    expect(it.incident().plannedHandovers).toEqual({});
  });

  it('goes on when its holder steps down: all the more somebody is wanted', () => {
    const it = staffed().does(planned(60)).does({ type: 'stepDown', by: ana, role: 'commander' }).at(60);
    expect(requests(it)).toEqual([`60 ${ben} by ${ana}`]);
  });

  it('can be called off, by the planner silently', () => {
    expect(toldOff(staffed().does(planned(60)).does(drop(ana)))).toEqual([]);
    const it = staffed().does(planned(60)).does(drop(dee)).at(90);
    expect(toldOff(it)).toEqual([ana]);
    expect(requests(it)).toEqual([]);
    expect(() => it.does(drop(dee))).toThrow(/No handover of Incident Commander is planned/);
  });

  it('asks while the incident is parked, too: a shift ends all the same', () => {
    const until = at(24 * 60);
    const it = staffed()
      .does({ type: 'park', by: ana, until, watching: null, why: null, zone: 'UTC' })
      .does(planned(60))
      .at(61);
    expect(requests(it)).toEqual([`60 ${ben} by ${ana}`]);
    expect(it.incident().parked).not.toBeNull();
  });

  it('ends with the incident', () => {
    const it = staffed().does(planned(60));
    it.does({ type: 'resolve', by: ana, what: null, fix: null, customers: null, owner: null }).at(90);
    expect(requests(it)).toEqual([]);
  });

  it.each([
    ['in the past', planned(0), /passed/],
    ['for more than two weeks ahead', planned(15 * 24 * 60), /14 days/],
    ['to who has the role', planned(60, ana), /already/],
  ])('is not made %s', (_, command, said) => {
    expect(() => staffed().does(command)).toThrow(said);
  });

  it('is on the record, with the hours of the asked person where they do not work', () => {
    const it = staffed().does({ ...planned(60), offShift: '00:01 New York' });
    expect(it.decisions.at(-1)?.facts).toContainEqual(
      expect.objectContaining({
        kind: 'handoverPlanned',
        body: expect.objectContaining({ to: ben, due: at(60).toISOString(), offShift: '00:01 New York' }),
      }),
    );
  });
});

describe('a shift', () => {
  it.each([
    ['2026-03-03T08:00:00Z', 'Europe/Berlin', '09:00 Berlin', true],
    ['2026-03-03T08:00:00Z', 'America/New_York', '03:00 New York', false],
    ['2026-03-03T17:00:00Z', 'Europe/Berlin', '18:00 Berlin', false],
    // Saturday.
    ['2026-03-07T12:00:00Z', 'Europe/Lisbon', '12:00 Lisbon', false],
    // New York has changed its clocks, Berlin not yet.
    ['2026-03-10T13:00:00Z', 'America/New_York', '09:00 New York', true],
  ])('at %s in %s is %s', (when, zone, clock, working) => {
    expect(shiftAt(new Date(when), zone, policy)).toEqual({ clock, working });
  });
});
