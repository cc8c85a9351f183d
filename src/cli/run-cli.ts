import { NotOfThisVersion, newerVersion, UserError } from '../errors.ts';
import { didYouMean } from '../policy/did-you-mean.ts';
import { audit } from './audit.ts';
import { backup } from './backup.ts';
import type { CliCommand, Terminal } from './command.ts';
import { doctor } from './doctor.ts';
import { exportIncident } from './export.ts';
import { incident } from './incident.ts';
import { move } from './move.ts';
import { noteCommand } from './note-command.ts';
import { plan } from './plan.ts';
import { policy } from './policy.ts';
import { postMortem } from './post-mortem.ts';
import { printManifest } from './print-manifest.ts';
import { restore } from './restore.ts';
import { runbook } from './runbook.ts';
import { retention } from './retention.ts';
import { verify } from './verify.ts';

const commands: Record<string, CliCommand> = {
  incident,
  export: exportIncident,
  verify,
  audit,
  postmortem: postMortem,
  backup,
  restore,
  move,
  retention,
  policy,
  plan,
  doctor,
  runbook,
  manifest: printManifest,
};

/** Runs one subcommand and answers the exit code: 0 done, 1 not as it should be, 2 asked wrongly. */
export async function runCli([name, ...args]: string[], terminal: Terminal): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.out(help());
    return 0;
  }
  const command = commands[name];
  if (command === undefined) {
    terminal.err(`There is no muster ${name}. ${didYouMean(name, [...Object.keys(commands), 'help'], 'There are')}`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    terminal.out(`muster ${command.usage}\n    ${command.does}`);
    return 0;
  }
  try {
    if (command.noted === 'before') await noteCommand(terminal, name, args, 'begun');
    const code = await command.run(args, terminal);
    if (command.noted === 'after') await noteCommand(terminal, name, args, code === 0 ? 'done' : 'failed');
    return code;
  } catch (thrown) {
    const error = thrown instanceof NotOfThisVersion ? newerVersion(thrown) : thrown;
    if (error instanceof UserError) {
      terminal.err(`${error.message}\n${error.remedy}`);
      return 1;
    }
    if (isArgumentError(error)) {
      terminal.err(`${error.message.split('\n')[0]?.replace(/\.?$/, '.')}\nWrite: muster ${command.usage}`);
      return 2;
    }
    throw error;
  }
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function help(): string {
  const rows = Object.values(commands).map(({ usage, does }) => `  muster ${usage}\n      ${does}`);
  return [
    'Muster runs incidents in Slack; start the bot with npm start.',
    '',
    ...rows,
    '',
    'The record is found by DATABASE_URL or DATA_FOLDER, as the bot has them; --workspace T0123 says which one where there are several.',
  ].join('\n');
}
