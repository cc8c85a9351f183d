import type { SeenMessage } from '../sandbox/drivers/channel-view.ts';
import { type Draft, dayAndMinute, does, draftOf, minuteOf, type Narrator, type Stage } from './stage.ts';

const minute = 60_000;

/** Nobody can pay: a P0 of Acme's, from the first word to the post-mortem. It throws when anything that it tells does not happen. */
export async function playCheckout(stage: Stage, show: Narrator): Promise<Draft> {
  const { person, clock, settle, announcements } = stage;
  const [ana, ben, cy] = [person('Ana Ruiz'), person('Ben Okafor'), person('Cy Tan')];
  const here = /^incident-/;
  const channel = () => stage.channel(here);
  const began = Math.floor(clock.now().getTime() / minute) * minute;
  const at = (minutes: number): Date => new Date(began + minutes * minute);
  // To a minute of the incident's clock, not by some minutes: the real seconds that the demo takes would add up.
  const until = (minutes: number): Promise<void> =>
    clock.forward({ seconds: Math.max(0, (at(minutes).getTime() - clock.now().getTime()) / 1000) });
  const act = (who: string, what: string, deed: () => Promise<unknown>) => does(stage, show, who, what, deed);
  const expectAt = (minutes: number, message: SeenMessage | undefined): void => {
    const happened = message ? minuteOf(message.at) : 'never';
    if (happened !== minuteOf(at(minutes)))
      throw new Error(`Expected at ${minuteOf(at(minutes))}, happened ${happened}: ${message?.text ?? ''}`);
  };

  await show.heading(`${dayAndMinute(at(0))}. Cy sees that nobody can pay.`);
  await act('Cy', 'runs /incident declare P0 Checkout returns 500', () =>
    cy.runs('/incident declare P0 Checkout returns 500', { in: '#general' }),
  );
  channel().shows(/Checkout returns 500/);
  announcements().shows(/Checkout returns 500/);
  ana.sees(/Checkout returns 500/);

  await show.heading('Ana, who is on call for command, sleeps. Five minutes later Muster calls the technical lead.');
  await until(6);
  expectAt(
    5,
    ben.directMessages().findLast((message) => /You are needed/.test(message.text)),
  );
  await act('Ben', "presses [I'm on it]", () => ben.clicks("I'm on it", { in: 'dm' }));
  await act('Ben', 'presses [Take tech lead]', () => ben.clicks('Take tech lead', { in: here }));

  await show.heading('Ben knows what broke, but nobody leads.');
  await until(7);
  await act('Ana', 'presses [Take command]', () => ana.clicks('Take command', { in: here }));
  await act('Ana', 'runs /incident role comms @Cy Tan', () => ana.runs('/incident role comms @Cy Tan', { in: here }));
  await act('Cy', 'presses [Accept]', () => cy.clicks('Accept'));
  channel().shows(/Cy Tan/);
  await until(10);
  let found = await ben.says(
    here,
    `Checkout 41 went out at ${minuteOf(at(-16))}. It opens a connection per request and the pool is empty.`,
  );
  await settle();
  await act('Ana', 'puts :pushpin: on it', () => ana.reacts(found, 'pushpin'));

  const due = minuteOf(at(15));
  await show.heading(`The first update is due at ${due}. Its nudge comes three minutes before.`);
  await until(13);
  expectAt(12, channel().message(new RegExp(`Update #1 is due at ${due}, in 3 min`)));
  await act('Cy', 'presses [Post update]', () => cy.clicks('Post update', { in: here }));
  const update = await cy.seesModal(/Update/);
  update.fill(
    'What do we know?',
    `Since ${minuteOf(at(-13))} every checkout answers 500. Release 41 empties the connection pool.`,
  );
  update.fill('What did we do?', 'Ben rolls checkout back to release 40.');
  update.fill('What comes next?', 'Watch the error rate; tell support when payments work.');
  update.choose('Status', 'Identified');
  await act('Cy', 'submits the form', () => update.submit());
  channel().shows(/Update #1/);

  await act('Cy', `runs /incident moment impact started ${minuteOf(at(-13))}`, () =>
    cy.runs(`/incident moment impact started ${minuteOf(at(-13))}`, { in: here }),
  );

  await until(22);
  found = await ben.says(here, 'Release 40 is everywhere. Errors 38 % → 4 %, still falling.');
  await settle();
  await act('Cy', 'puts :pushpin: on it', () => cy.reacts(found, 'pushpin'));

  await show.heading('The second update: one line is enough.');
  await until(26);
  await act('Cy', 'runs /incident update …', () =>
    cy.runs('/incident update Release 40 is back everywhere. Errors fell from 38 % to 4 %.', { in: here }),
  );
  channel().shows(/Update #2/);
  await until(28);
  await act('Ana', 'presses [Monitoring]', () => ana.clicks('Monitoring', { in: here }));
  channel().shows(/Monitoring/);

  await show.heading('The fix is watched for half an hour; then Muster offers to resolve.');
  await until(54);
  await act('Cy', 'runs /incident update …', () =>
    cy.runs('/incident update No failed payment for 25 minutes.', { in: here }),
  );
  await until(59);
  expectAt(58, channel().message(/watched for 30 min/));
  await act('Ana', 'presses [Resolve]', () => ana.clicks('Resolve', { in: here }));
  const resolve = await ana.seesModal(/Resolve/);
  resolve.fill('What was it?', 'Release 41 of checkout opened a database connection per request; the pool ran empty.');
  resolve.fill('What fixed it?', 'Rolling back to release 40.');
  resolve.fill('What did customers feel?', `Nobody could pay from ${minuteOf(at(-13))} to ${minuteOf(at(24))}.`);
  await act('Ana', 'submits the form', () => resolve.submit());
  channel().shows(/resolved/i);

  const must = ['Checkout returns 500', /release 41/i, /Ana Ruiz/, /pool is empty/, /Update|update #3/];
  return draftOf(channel(), stage.failures, must);
}
