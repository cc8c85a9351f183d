/** How far one way to somebody has got: `reason` says why it waits or was refused; null while nothing is known of it yet. */
export type Way = { end: 'done' | 'queued' | 'refused' | 'waits'; reason: string | null };

/** Somebody who is called and has not answered. `phone` is null where no phone is to ring. */
export type Reached = { user: string; title: string; message: Way | null; phone: Way | null };

/** Whom an incident's calls have reached, and why what it has to say in Slack waits; null when it does not. */
export type Reach = { people: Reached[]; slackWaits: string | null };
