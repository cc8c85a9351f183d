/**
 * An error that a person can act on: what happened, and what to do next. Everything else that is
 * thrown is a bug and is logged with a reference instead of being shown.
 */
export class UserError extends Error {
  readonly code: string;
  readonly remedy: string;
  /** A button that carries out the remedy, when there is one. */
  readonly offer: Offer | null;

  constructor(code: string, what: string, remedy: string, options: { offer?: Offer; cause?: unknown } = {}) {
    super(what, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'UserError';
    this.code = code;
    this.remedy = remedy;
    this.offer = options.offer ?? null;
  }
}

/** What a newer version of Muster wrote and this one cannot read: during an upgrade it is left to a replica that can. */
export class NotOfThisVersion extends Error {
  constructor(what: string, options: { cause: unknown }) {
    super(`${what} is not one of this version of Muster`, options);
    this.name = 'NotOfThisVersion';
  }
}

/** What people are told where only a newer version can read what they ask for. */
export function newerVersion(cause: NotOfThisVersion): UserError {
  return new UserError(
    'newer-version',
    'A newer version of Muster wrote this, and this one cannot read it. Nothing is lost.',
    'Try again in a minute. If it stays so, whoever runs Muster has to start the newer version again.',
    { cause },
  );
}

/** Ends what a listener does, where the person has been told already why nothing comes of it: `cause` is the refusal. */
export class AlreadyTold extends Error {}

/** A button offered beside a refusal. `action` is an action_id of the route table, `value` what it needs to know. */
export type Offer = { label: string; action: string; value: Record<string, string> };
