import type { Complaint } from '../complaint.ts';
import { early, latestFor, patience, wasDisturbed } from '../lateness.ts';
import { type Case, type View, decidedAt, inDigest, iso, overtaken, postsAbout, said } from '../view.ts';

const minute = 60_000;
const calling = /You are needed|You are asked|asks you to come|For you to know|Private incident/;
/** How a call reads that arrives when it has been answered, or the incident is over. */
const settled = /✓ You answered|You can stand down|Nothing to do (here|for you)|You were stood down/;

type Complain = (when: number, demanded: string, seen: string) => void;

/**
 * A step that the timeline says was called reached somebody: the person has a message in Slack of that moment (or, while an
 * earlier call waits for an answer, that message names this incident too), and the channel names the step. Overdue steps go in
 * order, two minutes apart; those of one minute together.
 *
 * Tolerances: a message that comes later and says so is an end, too; a drill's steps reach the channel only; what was merged goes on elsewhere; who lost the channel hears it by direct message.
 */
export function calls(view: View): Complaint[] {
  return view.cases.flatMap((one) => {
    const complaints: Complaint[] = [];
    const complain: Complain = (when, demanded, seen) =>
      void complaints.push({
        rule: 'calls',
        incident: one.name,
        when: iso(when),
        demanded,
        seen,
        where: `export of ${one.name} around ${iso(when)}, and messages of that time`,
      });
    spacing(view, one, complain);
    reached(view, one, complain);
    return complaints;
  });
}

function spacing({ record }: View, { entries }: Case, complain: Complain): void {
  const fired = entries.filter(
    ({ kind, body, actor }) => kind === 'stepFired' && actor === null && body?.early === null,
  );
  for (const [index, entry] of fired.entries()) {
    const before = fired[index - 1];
    if (before === undefined) continue;
    const planned = Date.parse(said(entry, 'planned'));
    const apart = decidedAt(entry) - decidedAt(before);
    const isLate = decidedAt(entry) - planned > patience && Date.parse(said(before, 'planned')) < planned;
    if (isLate && apart < 2 * minute - early && wasDisturbed(record, planned, decidedAt(entry)))
      complain(
        decidedAt(entry),
        'overdue steps two minutes apart',
        `${Math.round(apart / 1000)} s after entry ${before.seq}`,
      );
  }
}

function reached(view: View, one: Case, complain: Complain): void {
  const { record, posts, edits } = view;
  if (one.incident.channel === null || one.entries.some(({ kind }) => kind === 'channelLost' || kind === 'merged'))
    return;
  const about = postsAbout(view, one);
  for (const entry of one.entries) {
    if (entry.kind !== 'stepFired' || entry.body === null) continue;
    const at = decidedAt(entry);
    const limit = latestFor(record, at);
    if (limit > Date.parse(record.ended)) continue;
    const title = said(entry, 'target');
    if (
      !inDigest(about, at) &&
      overtaken(one, about, at, limit) === undefined &&
      !about.some((post) => post.at >= at - 1000 && post.at <= limit && post.said.includes(title))
    )
      complain(at, `the channel told of ${title} by ${iso(limit)}`, 'no message names it');
    const user = said(entry, 'user');
    if (user === '' || entry.body.drill === true) continue;
    const dms = record.channels
      .filter(({ kind, members }) => kind === 'im' && members.includes(user))
      .map(({ id }) => id);
    // A call that is not answered yet absorbs the next one to the same person: its message then names both.
    const sent = [...posts, ...edits].filter(
      (post) =>
        dms.includes(post.channel) &&
        post.at >= at - 1000 &&
        (post.at <= limit || /Sent late|late\)/.test(post.said)) &&
        post.said.includes(one.name) &&
        (calling.test(post.said) || (posts.includes(post) && settled.test(post.said))),
    );
    if (sent.length === 0) complain(at, `a message to ${user} by ${iso(limit)}`, `none of entry ${entry.seq}`);
  }
}
