import type { Complaint } from '../complaint.ts';
import {
  type Case,
  type Entry,
  type Post,
  type View,
  amiss,
  decidedAt,
  inDigest,
  notDue,
  postsIn,
  said,
} from '../view.ts';
import { latestFor } from '../lateness.ts';

/**
 * Every numbered update is once in its channel and, of an announced incident, once under the announcement; numbers have no gap
 * and no double. An organisation words its updates itself, so a message is recognised by the number or by what was written, which
 * the harness makes unique; an update without words (“No change”) by its number or by when it was posted.
 * Not demanded yet: what was posted so near to the end of the record that it may be on its way. Of an incident that was made private
 * the thread may have what was posted before, and nothing after.
 */
export function updates(view: View): Complaint[] {
  return view.cases.flatMap((one) => [...numbering(one), ...posted(view, one)]);
}

function numbering({ name, entries }: Case): Complaint[] {
  return entries
    .filter(({ kind, body }) => kind === 'updatePosted' && body !== null)
    .flatMap((entry, index) =>
      Number(said(entry, 'number')) === index + 1
        ? []
        : [
            {
              rule: 'updates',
              incident: name,
              when: entry.recordedAt,
              demanded: `update #${index + 1} next`,
              seen: `update #${said(entry, 'number')}`,
              where: `export of ${name}, entry ${entry.seq}`,
            },
          ],
    );
}

function posted(view: View, one: Case): Complaint[] {
  const { record } = view;
  const complaints: Complaint[] = [];
  const all = one.entries.filter(({ kind, body }) => kind === 'updatePosted' && body !== null);
  const { madePrivate } = one.incident;
  const announced = one.incident.kind === 'real' && record.announce !== null;
  const wasOpen = announced && (madePrivate !== null || !one.incident.private);
  const openUntil = madePrivate === null ? Number.POSITIVE_INFINITY : Date.parse(madePrivate.at);
  const threads = view.posts.filter(
    ({ channel, thread, said: words }) =>
      channel === record.announce && thread !== null && new RegExp(`\\b${one.name}\\b`).test(words),
  );
  for (const entry of all) {
    if (latestFor(record, decidedAt(entry)) > Date.parse(record.ended)) {
      view.count('updates', notDue);
      continue;
    }
    const found = view.posts.filter((post) => tells(post, entry) && !isReminder(post));
    const inChannel = found.filter(({ channel, thread }) => one.channels.includes(channel) && thread === null);
    const inThread = found.filter(({ channel, thread }) => channel === record.announce && thread !== null);
    const lost = Boolean(one.incident.channelTrouble) || inDigest(postsIn(view, one), decidedAt(entry));
    const complain = (place: string, posts: Post[]): void =>
      void complaints.push({
        rule: 'updates',
        incident: one.name,
        when: entry.recordedAt,
        demanded: `update #${said(entry, 'number')} once ${place}`,
        seen: `${posts.length} messages: ${posts.map(({ ts }) => ts).join(', ') || 'none'}`,
        where: `chat.postMessage calls ${place} after ${entry.recordedAt}`,
      });
    const elsewhere = lost && inChannel.length === 0;
    if (inChannel.length !== 1 && !elsewhere) complain('in its channel', inChannel);
    const end = elsewhere ? 'in the digest of an outage, or its channel was lost' : amiss;
    view.count('updates', inChannel.length === 1 ? 'once in its channel' : end);
    const inList = isLine(threads, entry);
    const most = wasOpen && decidedAt(entry) <= openUntil ? 1 : 0;
    // What was not there yet when it was made private does not come any more.
    const least = madePrivate === null && !inList ? most : 0;
    if (inThread.length > most || inThread.length < least) complain('under the announcement', inThread);
  }
  return complaints;

  function tells(post: Post, entry: Entry): boolean {
    if (post.at < decidedAt(entry) - 1000) return false;
    const words = ['text', 'know', 'done', 'next'].map((key) => said(entry, key)).filter((part) => part.length >= 6);
    const ofThis = one.channels.includes(post.channel) || post.channel === record.announce;
    if (!ofThis) return false;
    const number = new RegExp(`pdate #${said(entry, 'number')}\\b`).test(post.said);
    const named = one.channels.includes(post.channel) || post.said.includes(one.name);
    if (words.length > 0 && words.every((part) => post.said.includes(escaped(firstLine(part))))) return isUpdate(post);
    return words.length === 0 && named && number && isUpdate(post);
  }
}

/** A line of a digest of the time in which nothing could be posted there. */
function isLine(threads: Post[], entry: Entry): boolean {
  const lists = threads.filter((post) => new RegExp(`pdate #${said(entry, 'number')}\\b`).test(post.said));
  return inDigest(lists, decidedAt(entry));
}

// Slack's own escapes.
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.trim().slice(0, 60) ?? text;
}

// Handovers and briefings repeat the latest update inside of another message; only an update is headed by its number or its words.
function isUpdate({ head }: Post): boolean {
  return /update|status|nothing has changed/i.test(head);
}

function isReminder({ head }: Post): boolean {
  return /pdate #\d+ (is|was) due|needed any more/.test(head);
}
