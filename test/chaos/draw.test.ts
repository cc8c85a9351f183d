import { describe, expect, it } from 'vitest';
import { readArguments, replayOf } from '../../chaos/arguments.ts';
import { drawRound } from '../../chaos/draw-round.ts';

const runbooks = ['generic', 'aka', 'seekapa'] as const;
const fixed = [...runbooks] satisfies string[];
const drawn = (seed: string, round: number) => drawRound(seed, round, ['generic', ...fixed.slice(1)]);

describe('The draw of a round', () => {
  it('is the same for the same seed and number, and another for others', () => {
    expect(drawn('muster', 3)).toEqual(drawn('muster', 3));
    expect(drawn('muster', 3)).not.toEqual(drawn('muster', 4));
    expect(drawn('muster', 3)).not.toEqual(drawn('wasabi', 3));
  });

  it('goes through all runbooks in as many rounds', () => {
    expect(new Set([1, 2, 3].map((round) => drawn('muster', round).runbook))).toEqual(new Set(runbooks));
  });

  it('has deaths of every kind, troubles of both services and both ways in within a few rounds', () => {
    const rounds = Array.from({ length: 12 }, (_, n) => drawn('muster', n + 1));
    const steps = rounds.flatMap(({ storms }) => storms.flatMap((storm) => storm.steps));
    expect(new Set(steps.flatMap(({ kills }) => kills.map(({ when }) => when))).size).toBe(3);
    expect(
      new Set(steps.flatMap(({ troubles }) => troubles.map(({ service, kind }) => `${service} ${kind}`))).size,
    ).toBe(14);
    expect(new Set(rounds.map(({ way }) => way)).size).toBe(2);
    expect(new Set(rounds.map(({ replicas }) => replicas))).toEqual(new Set([1, 2, 3, 4]));
  });
});

describe('The command line', () => {
  it('without words is the short run', () => {
    expect(readArguments([])).toMatchObject({ seed: 'muster', from: 1, rounds: null, kills: 25, minutes: 8 });
  });

  it('takes what bounds a run, and then nothing else does', () => {
    expect(readArguments(['--kills', '1000', '--seed', 'long'])).toMatchObject({
      seed: 'long',
      rounds: null,
      kills: 1000,
      minutes: null,
    });
  });

  it('refuses what is no number with the name of the option', () => {
    expect(() => readArguments(['--rounds', 'two'])).toThrow('--rounds takes a whole number from 1, not “two”.');
  });

  it('replays one round by the words that it prints', () => {
    const replay = replayOf({ seed: 'a', plant: null }, 7);
    expect(readArguments(replay.split(' -- ')[1]?.split(' ') ?? [])).toMatchObject({ seed: 'a', from: 7, rounds: 1 });
  });
});
