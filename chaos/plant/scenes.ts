import { setTimeout as delay } from 'node:timers/promises';
import type { PersonDriver } from '../../sandbox/drivers/person.ts';
import type { Trouble } from '../draw-round.ts';
import type { Hands, Scene } from '../play-round.ts';

/** What happens in a scene, for whoever reads the report, and how it is played. */
export type Told = { about: string; play: Scene };

/** One incident at a time, on two bots, and people who do what is written: what a healthy bot makes of it is without complaint. */
export const scenes = {
  worked: {
    about: 'A P0 that is taken, updated four times, lowered, watched and resolved, in an hour and a half',
    play: async (hands) => {
      const { declares, runs, waits } = acting(hands);
      await declares('Flo Meyer', 'P0');
      await waits(2);
      await runs('Ana Ruiz', 'take');
      await runs('Ana Ruiz', `note looked at the load balancer ${mark(2)}`);
      await waits(14);
      await runs('Ana Ruiz', `update rolled back to release 41 ${mark(3)}`);
      await runs('Ana Ruiz', `severity P1 only the old browsers are left ${mark(4)}`);
      await waits(33);
      await runs('Ana Ruiz', `update errors are down to four percent ${mark(5)}`);
      await waits(4);
      await runs('Ana Ruiz', `update and down to one percent ${mark(6)}`);
      await runs('Ana Ruiz', `monitor the fix is everywhere ${mark(7)}`);
      await waits(25);
      await runs('Ana Ruiz', `resolve nothing for half an hour ${mark(8)}`);
      await waits(6);
    },
  },
  unanswered: {
    about: 'A P0 that nobody answers for forty minutes',
    play: async (hands) => {
      const { declares, waits } = acting(hands);
      await declares('Flo Meyer', 'P0');
      await waits(40);
    },
  },
  'left alone': {
    about: 'A P1 that is taken; then nobody does anything for three hours',
    play: async (hands) => {
      const { declares, runs, waits } = acting(hands);
      await declares('Flo Meyer', 'P1');
      await runs('Ana Ruiz', 'take');
      await waits(180);
    },
  },
  private: {
    about: 'A private P1 that nobody answers for a quarter of an hour',
    play: async (hands) => {
      const { declaresPrivately, waits } = acting(hands);
      await declaresPrivately('Ben Okafor');
      await waits(17);
    },
  },
  'delivered twice': {
    about: 'Slack delivers a note a second time, to another bot',
    play: async (hands) => {
      const { declares, runs, waits } = acting(hands);
      await declares('Flo Meyer', 'P2');
      hands.deliverTwice(true);
      await runs('Flo Meyer', `note the queue grows ${mark(2)}`);
      hands.deliverTwice(false);
      await waits(2);
    },
  },
  'answer lost': {
    about: 'Slack posts that the status has changed, and its answer is lost',
    play: (hands) => identifies(hands, 'lost-answer'),
  },
  'asked to wait': {
    about: 'Slack answers 429 to it and asks for 20 seconds',
    play: (hands) => identifies(hands, '429'),
  },
  'refused once': {
    about: 'Slack answers 500 to it',
    play: (hands) => identifies(hands, '500'),
  },
  'killed while it calls': {
    about: 'A bot is killed when PagerDuty has taken its page',
    play: async (hands) => {
      const { declares, runs, waits } = acting(hands);
      await declares('Flo Meyer', 'P1');
      await hands.disturbing('a bot was killed', async () => {
        hands.troublemaker.arm({ when: 'after applying', service: 'pagerduty', nth: 1, writes: true });
        await runs('Flo Meyer', `page @eli we need somebody who knows the ledger ${mark(2)}`);
        await waits(2);
      });
      await waits(4);
    },
  },
  'all were down': {
    about: 'A P0 that nobody answers; two minutes later all bots are dead for forty minutes',
    play: async (hands) => {
      const { declares, waits } = acting(hands);
      const { fleet } = hands.stage;
      await declares('Flo Meyer', 'P0');
      await waits(2);
      await hands.disturbing('nobody ran', async () => {
        for (const one of fleet.living()) await fleet.kill(one.name, 'at random');
        await hands.steering.hop(40 * 60);
        fleet.join();
        await fleet.allRun();
        await hands.steering.rest();
      });
      await waits(12);
    },
  },
} satisfies Record<string, Told>;

/** The name of a scene. */
export type SceneName = keyof typeof scenes;

const recordedWithin = 4000;
// A second delivery comes a moment after the first.
const onTheHeels = 150;
const lookEvery = 10;

/** A status is changed, of which only the channel hears, and the call that tells it meets a fault. */
async function identifies(hands: Hands, kind: Trouble['kind']): Promise<void> {
  const { declares, runs, waits } = acting(hands);
  await declares('Flo Meyer', 'P2');
  await waits(1);
  await hands.disturbing(`Slack: ${kind}`, async () => {
    const once = { skip: 0, times: 1, ms: 0, retryAfter: 20 };
    hands.troublemaker.plant({ service: 'slack', method: 'chat.postMessage', kind, ...once });
    await runs('Flo Meyer', 'status identified');
    await waits(2);
    hands.troublemaker.disarm();
  });
  await waits(5);
}

/** The words that the checker finds what was typed by. */
function mark(n: number): string {
  return `MK${String(n).padStart(6, '0')}`;
}

/** People who act one after the other, each when all that came before has had its consequences. */
function acting({ stage, scene, steering }: Hands): {
  declares(person: string, severity: string): Promise<void>;
  declaresPrivately(person: string): Promise<void>;
  /** In the channel of the incident. */
  runs(person: string, words: string): Promise<void>;
  waits(minutes: number): Promise<void>;
} {
  const versions = async (): Promise<number> =>
    (await scene.look.incidents()).reduce((sum, { version }) => sum + version, 0);

  /** What is acknowledged is not recorded yet. */
  async function recorded(act: () => Promise<void>): Promise<void> {
    const before = await versions();
    await act();
    const end = performance.now() + recordedWithin;
    while ((await versions()) === before && performance.now() < end) await delay(lookEvery);
    await delay(onTheHeels);
    await steering.rest();
  }
  const by = (name: string): PersonDriver => stage.sandbox.person(name);
  return {
    declares: (person, severity) =>
      recorded(() =>
        by(person).runs(`/incident declare ${severity} Checkout answers 500 ${mark(1)}`, { in: '#general' }),
      ),
    declaresPrivately: (person) =>
      recorded(async () => {
        await by(person).runs('/incident declare', { in: '#general' });
        const form = await by(person).seesModal();
        form.fill('What is happening?', `Keys were leaked ${mark(1)}`);
        form.choose('Severity', 'P1 High').tick('Anything special?', 'Private');
        await form.submit();
      }),
    runs: async (person, words) => {
      const [incident] = await scene.look.incidents();
      const channel = incident?.channel ?? null;
      if (channel === null) return; // a bot with a bug may not have come so far; the checker looks at what there is
      await recorded(() => by(person).runs(`/incident ${words}`, { in: channel }));
    },
    waits: (minutes) => steering.forward(minutes),
  };
}
