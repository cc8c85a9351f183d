import type { WebClient } from '@slack/web-api';
import type { Config } from '../../config.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Terminal } from '../command.ts';
import type { SlackAnswer } from './ask-slack.ts';

/** `✓` works, `✗` has to be mended, `!` may be as it is wanted. `says` tells what was found and, unless it works, what to do. */
export type Finding = { mark: '✓' | '✗' | '!'; says: string };

/** What the checks look at. Null: it could not be read, and the check before has said why. */
export type Desk = {
  terminal: Terminal;
  config: Config;
  slack: WebClient;
  policy: Policy | null;
  /** What Slack said of the token; null when it could not be asked. */
  token: SlackAnswer | null;
  /** Whom a test message goes to, as it was written: `@ana`, a member id. */
  to: string | null;
};

/** One thing that is tried. What it throws becomes a ✗, so that the others are tried all the same. */
export type Check = { name: string; run: (desk: Desk) => Promise<Finding[]> };

/** It works. */
export function good(says: string): Finding {
  return { mark: '✓', says };
}

/** It has to be mended. */
export function bad(says: string): Finding {
  return { mark: '✗', says };
}

/** It is worth a look. */
export function odd(says: string): Finding {
  return { mark: '!', says };
}
