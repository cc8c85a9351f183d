/** Where a command reads and writes; tests give their own. */
export type Terminal = {
  env: Record<string, string | undefined>;
  now: () => Date;
  out: (line: string) => void;
  err: (line: string) => void;
};

/** One subcommand of `muster`. Answers the exit code. */
export type CliCommand = {
  usage: string;
  /** One line of help. */
  does: string;
  /** Noted in the audit trail of the record, once it is done; `before` where the record that was there goes elsewhere. */
  noted?: 'before' | 'after';
  run: (args: string[], terminal: Terminal) => Promise<number>;
};
