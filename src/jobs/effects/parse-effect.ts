import { z } from 'zod';
import { type Effect, settlements, withdrawnParts } from '../../domain/effects.ts';
import type { Notice } from '../../domain/notices.ts';
import { NotOfThisVersion } from '../../errors.ts';

const id = z.string();
// A notice is only read by its view, and was written by decide(); its kind is all that is looked at here.
const noticeTypes: Record<Notice['type'], true> = {
  headline: true,
  announcement: true,
  opening: true,
  receipt: true,
  update: true,
  mergeOffer: true,
  change: true,
  nudge: true,
  due: true,
  call: true,
  standDown: true,
  outside: true,
  handover: true,
  confession: true,
  whileAway: true,
  runbookChanged: true,
  pagerChange: true,
  attached: true,
  trouble: true,
  madePrivate: true,
  movedAway: true,
  checklists: true,
  task: true,
  problem: true,
  followed: true,
  digest: true,
  ticket: true,
  engaged: true,
  typed: true,
};
const ofKnownType = z.object({ type: z.string().refine((type) => Object.hasOwn(noticeTypes, type)) });
const notice = z.custom<Notice>((value) => ofKnownType.safeParse(value).success);
const call = z.custom<Extract<Notice, { type: 'call' }>>(
  (value) => z.object({ type: z.literal('call') }).safeParse(value).success,
);

const destination = z.discriminatedUnion('type', [
  z.object({ type: z.literal('channel') }),
  z.object({ type: z.literal('formerChannel') }),
  z.object({ type: z.literal('thread'), under: id }),
  z.object({ type: z.literal('announcements') }),
  z.object({ type: z.literal('announcementThread'), broadcast: z.boolean() }),
  z.object({ type: z.literal('person'), user: id }),
]);

const schema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('openChannel') }),
  z.object({ type: z.literal('post'), to: destination, notice }),
  z.object({ type: z.literal('refresh'), target: id }),
  z.object({ type: z.literal('pin'), target: id }),
  z.object({ type: z.literal('setTopic') }),
  z.object({ type: z.literal('addBookmark'), title: z.string(), url: z.string() }),
  z.object({ type: z.literal('invite'), users: z.array(id), ordered: z.boolean() }),
  z.object({ type: z.literal('page'), user: id, title: z.string(), notice: call }),
  z.object({
    type: z.literal('ring'),
    user: id,
    title: z.string(),
    call: z.enum(['reach', 'page']),
    why: z.string().nullable(),
  }),
  z.object({ type: z.literal('attach'), page: z.object({ id, url: z.string() }) }),
  z.object({ type: z.literal('settleRing'), ring: id, user: id, to: z.enum(settlements), by: id.nullable() }),
  z.object({
    type: z.literal('draftPostMortem'),
    by: id.nullable(),
    erase: z.array(z.object({ id, name: z.string() })).optional(),
  }),
  z.object({ type: z.literal('refreshHomes') }),
  z.object({ type: z.literal('archiveChannel'), by: z.string() }),
  z.object({ type: z.literal('withdraw'), part: z.enum(withdrawnParts) }),
]);

/** The effect of a row's payload; throws NotOfThisVersion for one that this version does not know. */
export function parseEffect(payload: unknown): Effect {
  const read = schema.safeParse(payload);
  if (!read.success) throw new NotOfThisVersion('An effect', { cause: read.error });
  return read.data;
}
