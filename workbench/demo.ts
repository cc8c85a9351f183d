import { setTimeout as delay } from 'node:timers/promises';
import { clockNow } from '../sandbox/clock.ts';
import type { LiveStage } from '../sandbox/live/protocol.ts';
import { playCheckout } from '../demo/play-checkout.ts';
import { playOrganisation } from '../demo/play-organisation.ts';
import type { Narrator, Stage } from '../demo/stage.ts';
import type { Scene } from './scene.ts';

/** The scripted incident in front of whoever watches, who can take over at any moment. */
export type Demo = {
  state(): LiveStage['demo'];
  /** Begins it; it plays on by itself. */
  play(scene: Scene): void;
  /** Ends it where it is; everything stays as it is. */
  stop(): void;
};

/** Milliseconds in which one reads what happens. */
export type Pace = { heading: number; act: number; look: number };

/** A pace at which people can follow. */
export const readable: Pace = { heading: 4500, act: 2500, look: 2000 };

class Stopped extends Error {}

/** Makes the player. `forward` moves the clock, `settle` waits for the bot, `changed` hears of every caption. */
export function makeDemo(around: {
  pace: Pace;
  forward(minutes: number): Promise<void>;
  settle(): Promise<void>;
  changed(): void;
}): Demo {
  const { pace } = around;
  let playing: AbortController | null = null;
  let caption: string | null = null;

  function say(text: string | null): void {
    caption = text;
    around.changed();
  }
  async function run(scene: Scene, signal: AbortSignal): Promise<void> {
    const go = (): void => {
      if (signal.aborted) throw new Stopped();
    };
    const pause = async (ms: number): Promise<void> => {
      await delay(ms, undefined, { signal, ref: false }).catch(go);
    };
    const { sandbox, runbook } = scene;
    const stage: Stage = {
      person: sandbox.person,
      channel: sandbox.channel,
      announcements: () => sandbox.channel('#incidents'),
      clock: {
        now: clockNow,
        forward: async ({ minutes = 0, seconds = 0 }) => {
          go();
          await around.forward(minutes + seconds / 60);
          await pause(pace.look);
        },
      },
      settle: async () => {
        go();
        await around.settle();
        await pause(pace.look);
      },
      runbook,
      // What people saw fail before is none of the script's.
      failures: [],
    };
    const show: Narrator = {
      heading: async (text) => {
        say(text);
        await pause(pace.heading);
      },
      act: async (who, what) => {
        say(`${who} ${what}`);
        await pause(pace.act);
      },
    };
    const play = scene.name === 'generic' ? playCheckout : playOrganisation;
    const { name } = await play(stage, show);
    say(`That was the demo. The post-mortem is in the channel: ${name}.`);
  }
  function ended(error: unknown): void {
    if (error instanceof Stopped) return say('Stopped. Everything is as it is: go on as you like.');
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n');
    say(`The demo ends here, because something went another way than its script: ${why}`);
  }
  return {
    state: () => ({ playing: playing !== null, caption }),
    play: (scene) => {
      if (playing !== null) return;
      const mine = new AbortController();
      playing = mine;
      void run(scene, mine.signal)
        .catch(ended)
        .finally(() => {
          if (playing === mine) playing = null;
          around.changed();
        });
    },
    stop: () => {
      if (playing === null) {
        caption = null;
        return around.changed();
      }
      playing.abort();
    },
  };
}
