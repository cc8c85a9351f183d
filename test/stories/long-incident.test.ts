import { join } from 'node:path';
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { expect, it } from 'vitest';
import { toWorkingTime } from '../../src/domain/duration.ts';
import { proves } from '../promises/proves.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

const berlin = { timezone: 'Europe/Berlin', businessHours: { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 18 * 60 } };
// Tuesday evening in Berlin, where Ana, Dee and Flo are; noon in New York, where Ben is.
const world = useWorld({
  policy: join(import.meta.dirname, '../support/runbooks/berlin'),
  startAt: { weekday: 2, time: '17:15' },
});

it('A P2 of three days over two time zones: parked for the nights, handed over at the ends of shifts, four reminders a day at most', async () => {
  const { channel, where, headline, incident } = await declared(world(), 'P2 reports are late');
  const { ana, ben, dee } = world();
  const started = dayjs(world().clock.now()).tz('Europe/Berlin').startOf('day');
  const byTheClock: { at: Date; text: string }[] = [];
  /** Lets time pass until that hour of a later day in Berlin, and keeps what the bot says by itself. */
  async function until(days: number, clock: string): Promise<void> {
    const [hour = 0, minute = 0] = clock.split(':').map(Number);
    const target = started.add(days, 'day').hour(hour).minute(minute);
    const before = new Set(channel.messages().map(({ ts }) => ts));
    await world().clock.forward({ seconds: Math.ceil(target.diff(world().clock.now()) / 1000) });
    byTheClock.push(...channel.messages().filter(({ ts, isBot }) => isBot && !before.has(ts)));
  }
  const does = async (act: Promise<void>): Promise<void> => {
    await act;
    await world().settle();
  };
  const commander = async () => (await incident()).roles['commander']?.user;

  // Tuesday: nothing can be done before the vendor is awake.
  await does(ana.clicks('Take command', where));
  await does(ana.runs('/incident update the vendor is asked, no answer before the morning', where));
  await does(ana.runs('/incident park until tomorrow 09:00 the vendor', where));
  expect(headline()).toMatch(/Parked until Wed 09:00 Berlin.*watching: Ana Ruiz/);

  // Wednesday: it wakes by itself, Ana forgets an update, and Ben is to take over when she goes home.
  await until(1, '08:59');
  expect(byTheClock).toEqual([]);
  await until(1, '09:10');
  expect(byTheClock.map(({ text }) => text)).toEqual([expect.stringMatching(/@Ana Ruiz: INC-\d+ is awake/)]);
  await does(ana.runs('/incident handover @Ben Okafor at 18:00', where));
  await until(1, '14:00');
  await does(ana.runs('/incident update the vendor looks into it', where));
  await until(1, '18:01');
  expect(await commander()).toBe(ana.id);
  await does(ben.clicks('Accept', { in: 'dm' }));
  expect(await commander()).toBe(ben.id);

  // His afternoon: Dee would be asked in her evening, and cannot; his own evening begins, in his own zone.
  await until(1, '20:30');
  await does(ben.runs('/incident handover @Dee Novak', where));
  expect(ben.ephemerals(where.in).at(-1)).toMatch(/outside their working hours \(20:30 Berlin\); I asked anyway/);
  await does(dee.clicks('Not now', { in: 'dm' }));
  expect(await commander()).toBe(ben.id);
  await does(ben.runs('/incident park until tomorrow 09:00', where));
  expect(headline()).toMatch(/Parked until Thu 09:00 New York.*watching: Ben Okafor/);

  // Thursday: quiet until New York is at work. The vendor's fix is watched over the night.
  const thursday = byTheClock.length;
  await until(2, '13:30');
  expect(byTheClock.slice(thursday)).toEqual([]);
  await until(2, '15:30');
  expect(byTheClock.slice(thursday).map(({ text }) => text)).toEqual([
    expect.stringMatching(/@Ben Okafor: INC-\d+ is awake/),
  ]);
  await does(ben.runs('/incident monitor the vendor rolled back', where));
  await until(2, '17:30');
  await does(ben.runs('/incident park until friday 03:00 @Ana Ruiz', where));
  await does(ben.runs('/incident handover @Ana Ruiz friday 03:00', where));

  // Friday: Ana is asked when she is back, and ends it.
  await until(3, '09:40');
  await does(ana.clicks('Accept', { in: 'dm' }));
  await until(3, '11:30');
  await does(ana.runs('/incident resolve the vendor rolled back', where));

  const perDay = new Map<string, number>();
  for (const { at, text } of byTheClock) {
    const day = dayjs(at).tz('Europe/Berlin').format('ddd');
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
    expect(`${toWorkingTime(at, berlin).toISOString()} ${text}`).toBe(`${at.toISOString()} ${text}`);
  }
  expect([...perDay.keys()]).toEqual(['Wed', 'Thu', 'Fri']);
  expect(Math.max(...perDay.values())).toBeLessThanOrEqual(4);
  proves('T3', 'T8', 'T9', 'T10');

  const written = channel.files().at(-1)?.content ?? '';
  const day = (days: number) => started.add(days, 'day').format('YYYY-MM-DD');
  const commanders = [...written.matchAll(/\*\*Incident Commander:\*\* (.*)/g)].map(([, line]) => line);
  expect(commanders).toEqual([
    expect.stringMatching(new RegExp(`^Ana Ruiz, ${day(0)} \\d\\d:\\d\\d – ${day(1)} 18:01$`)),
    `Ben Okafor, ${day(1)} 18:01 – ${day(3)} 09:40`,
    `Ana Ruiz, ${day(3)} 09:40 – ${day(3)} 11:30`,
  ]);
  expect(written).toMatch(/Ben Okafor took the role Incident Commander from Ana Ruiz, who had it since/);
  proves('S16', 'T3', 'T8', 'T9');
}, 120_000);
