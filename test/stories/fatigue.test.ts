import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PagerDutySandbox } from '../../sandbox/pagerduty/start-pagerduty.ts';
import type { World } from '../support/assemble-world.ts';
import { type Declared, declared } from '../support/declared.ts';
import { type PagedWorld, startPagedWorld } from '../support/paged-world.ts';

let paged: PagedWorld;
let pagerDuty: PagerDutySandbox;
let world: World;

// Tuesday 03:00 UTC. An incident that is over, and that nobody else may know of, has woken Ana.
beforeAll(async () => {
  const people = ['Ana Ruiz', 'Ben Okafor', 'Dee Novak', 'Eli Brand'];
  paged = await startPagedWorld(
    people.map((name, n) => ({
      id: `PERSON${n}`,
      name,
      email: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
    })),
    { told: false },
  );
  ({ world, pagerDuty } = paged);
  await world.flo.runs('/incident declare', { in: '#general' });
  const form = await world.flo.seesModal(/Declare/);
  form.fill('What is happening?', 'Somebody reads the mail').tick('Anything special?', 'Private');
  await form.submit();
  await world.settle();
  await world.flo.runs('/incident cancel nothing was wrong', { in: `#${world.channel().name}` });
  await world.settle();
}, 60_000);
afterAll(() => paged.close());

function rang(name: string, { number }: { number: number }): number {
  const titles = pagerDuty.person(name).rang();
  return titles.filter((title) => title.startsWith(`INC-${number} `)).length;
}

async function over({ where }: Declared): Promise<void> {
  await world.flo.runs('/incident cancel nothing was wrong', where);
  await world.settle();
}

describe('somebody whose phone rang in their night already', () => {
  test('is called by the ladder at once all the same, which says so and offers the alternate; pressed, the first one may sleep', async () => {
    const it = await declared(world, 'P1 orders hang');
    const incident = await it.incident();
    expect(rang('Ana Ruiz', incident)).toBe(1);
    it.channel.shows(/Ana Ruiz was woken once in the last 12 hours, \d\d:\d\d.*\. The alternate is Dee Novak\./);
    it.channel.lacks(/reads the mail|INC-1\b/);

    await world.ben.clicks('Page the alternate instead', it.where);
    await world.settle();
    expect(rang('Dee Novak', incident)).toBe(1);
    it.channel.shows(/Ana Ruiz was woken once .*Dee Novak is called instead\./);
    expect(world.ben.buttons(it.where)).not.toContain('Page the alternate instead');
    const pages = pagerDuty.account.incidents.filter(({ title }) => title.startsWith(`INC-${incident.number} `));
    expect(pages.map(({ status }) => status)).toEqual(['resolved', 'triggered']);
    expect(world.ana.directMessages().at(-1)?.text).toMatch(
      /you can stand down.*Somebody else is called instead of you/,
    );
    await world.flo.runs('/incident timeline', it.where);
    await world.settle();
    world.flo.sees(/Ben Okafor paged @Dee Novak instead of @Ana Ruiz/);
    await over(it);
  });

  test('is paged by hand only when whoever pages has read so and presses once more', async () => {
    const it = await declared(world, 'P3 labels are wrong');
    const incident = await it.incident();
    await world.flo.runs('/incident page @Ana Ruiz it is her code', it.where);
    await world.settle();
    world.flo.sees(
      /Ana Ruiz was woken twice in the last 12 hours, last \d\d:\d\d.*The page for INC-\d+ has not gone out yet\. The alternate is /,
    );
    expect(rang('Ana Ruiz', incident)).toBe(0);
    await world.flo.clicks('Page anyway');
    await world.settle();
    world.flo.sees(/I am reaching .*Ana Ruiz/);
    expect(rang('Ana Ruiz', incident)).toBe(1);

    await world.flo.runs('/incident page @Eli Brand knows the labels', it.where);
    await world.settle();
    expect(rang('Eli Brand', incident)).toBe(1);
    await over(it);
    expect(pagerDuty.failures).toEqual([]);
  });

  test('is spared when the alternate is paged instead, from the form too', async () => {
    const it = await declared(world, 'P3 colours are wrong');
    const incident = await it.incident();
    await world.flo.clicks('Page someone', it.where);
    const form = await world.flo.seesModal(/Page/);
    form.pickUser('Who is needed?', 'Ana Ruiz').fill('What for?', 'her colours');
    await form.submit();
    await world.settle();
    await world.flo.clicks('Page the alternate instead');
    await world.settle();
    expect([rang('Ana Ruiz', incident), rang('Dee Novak', incident) + rang('Ben Okafor', incident)]).toEqual([0, 1]);
    await over(it);
  });
});
