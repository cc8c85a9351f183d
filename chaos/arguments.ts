import { parseArgs } from 'node:util';

/** What a run of chaos is asked for. */
export type Asked = {
  /** A word or number; round n of it is drawn from both. */
  seed: string;
  /** The first round, so that a later one can be replayed alone. */
  from: number;
  /** Rounds to play; null: as many as the kill points or the minutes take. */
  rounds: number | null;
  /** Go on until as many bots have been killed. */
  kills: number | null;
  /** Begin no round after as many minutes. */
  minutes: number | null;
  /** A file for the report; null for none. */
  report: string | null;
  /** A PostgreSQL server to use instead of one of its own. */
  database: string | null;
  /** A bug to plant into the bot. */
  plant: string | null;
  /** Instead of rounds that are drawn: each plant (or that one) in its scene, where its rule must see it. */
  plants: boolean;
};

// Two cores that do nothing else need a minute and a half; a machine with other work may take longer.
const fixed = { seed: 'muster', kills: 25, minutes: 8 };

/** Reads the command line; throws a sentence for the one who typed it. Without any words it is the short run that CI makes. */
export function readArguments(words: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seed: { type: 'string' },
      from: { type: 'string' },
      rounds: { type: 'string' },
      kills: { type: 'string' },
      minutes: { type: 'string' },
      report: { type: 'string' },
      database: { type: 'string' },
      plant: { type: 'string' },
      plants: { type: 'boolean' },
    },
  });
  const rounds = numberOf('rounds', values.rounds);
  const kills = numberOf('kills', values.kills);
  const minutes = numberOf('minutes', values.minutes);
  const bounded = rounds !== null || kills !== null || minutes !== null;
  return {
    seed: values.seed ?? fixed.seed,
    from: numberOf('from', values.from) ?? 1,
    rounds,
    kills: bounded ? kills : fixed.kills,
    minutes: bounded ? minutes : fixed.minutes,
    report: values.report ?? null,
    database: values.database ?? null,
    plant: values.plant ?? null,
    plants: values.plants ?? false,
  };
}

/** The words that replay one round. */
export function replayOf({ seed, plant }: Pick<Asked, 'seed' | 'plant'>, round: number): string {
  const planted = plant === null ? '' : ` --plant ${plant}`;
  return `npm run chaos -- --seed ${seed} --from ${round} --rounds 1${planted}`;
}

function numberOf(name: string, word: string | undefined): number | null {
  if (word === undefined) return null;
  if (!/^[1-9]\d{0,6}$/.test(word)) throw new Error(`--${name} takes a whole number from 1, not “${word}”.`);
  return Number(word);
}
