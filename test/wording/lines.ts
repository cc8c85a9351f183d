import { runCli } from '../../src/cli/run-cli.ts';
import { callsIn, piecesOf } from './read-source.ts';

/** What Muster answers in a sentence to who pressed or typed something. */
export function writeShortAnswers(): string {
  const answers = callsIn('slack', 'sentenceView(').map(([sentence = '']) => sentence);
  // In the incident's own channel a message says it to everybody.
  const confirmed = callsIn('slack/listeners', 'confirm(').map(([, , sentence = '']) => sentence);
  return write([...answers, ...confirmed]);
}

/** What `muster` says in a shell: its help, and every line of its commands. */
export async function writeShell(): Promise<string> {
  const help: string[] = [];
  const terminal = { env: {}, now: () => new Date(0), out: (line: string) => help.push(line), err: () => undefined };
  await runCli(['help'], terminal);
  const calls = ['terminal.out(', 'terminal.err('].flatMap((head) => callsIn('cli', head));
  return `── muster help\n${help.join('\n')}\n\n── lines of its commands\n${write(calls.map(([line = '']) => line))}`;
}

function write(args: string[]): string {
  const lines = args.flatMap((argument) => piecesOf(argument).join('\n… or\n') || []);
  return `${[...new Set(lines)].sort().join('\n')}\n`;
}
