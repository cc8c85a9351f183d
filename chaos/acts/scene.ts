import { setTimeout as delay } from 'node:timers/promises';
import { clockNow } from '../../sandbox/clock.ts';
import { objectOf, objectsOf, textOf } from '../../sandbox/json.ts';
import type { PagerDutySandbox } from '../../sandbox/pagerduty/start-pagerduty.ts';
import { renderMessage } from '../../sandbox/render-text.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import type { Courier, Parcel, Receipt } from '../../sandbox/delivery/courier.ts';
import type { Random } from '../../workbench/random.ts';
import type { Known, Look } from '../look.ts';
import type { Act } from '../record.ts';

/** What people act in. */
export type ActScene = {
  sandbox: Sandbox;
  pagerDuty: PagerDutySandbox;
  look: Look;
  severities: readonly [string, ...string[]];
  /** Real names of members. */
  people: readonly [string, ...string[]];
  /** A word that nothing else of the round has. */
  mark(random: Random): string;
  note(act: Omit<Act, 'at'>): void;
};

const markPattern = /\bMK[0-9A-Z]{6}\b/;
const letters = '0123456789ABCDEFGHJKLMNPQRSTVWXYZ';
const answeredWithin = 700;
const answeredLate = 4000;

/** A word that is found again by `markIn`. */
export function newMark(random: Random): string {
  return `MK${Array.from({ length: 6 }, () => letters[random.below(letters.length)]).join('')}`;
}

/** The first such word of a text. */
export function markIn(text: string): string | null {
  return markPattern.exec(text)?.[0] ?? null;
}

/**
 * Listens to whatever people bring to the bot, so that each of their acts is on the record as Slack saw it; `twice` tells whether
 * Slack delivers it a second time.
 */
export function listenToPeople(
  sandbox: Sandbox,
  { known, twice, acts }: { known(): Known[]; twice(): boolean; acts: Act[] },
): { settled(): Promise<void> } {
  const { stage, workspace } = sandbox;
  const plain = stage.courier;
  const pending = new Set<Promise<void>>();
  // Nobody can tell whose answer it is when one person did several things at once.
  const unanswered = new Map<Act, { crossed: boolean }>();
  const keep = (work: Promise<void>): void => {
    pending.add(work);
    void work.finally(() => pending.delete(work));
  };

  async function send(courier: Courier, parcel: Parcel): Promise<Receipt> {
    const act: Act = { at: clockNow().toISOString(), ...read(parcel, known()), acknowledged: false, answered: null };
    acts.push(act);
    const since = workspace.ephemerals.length;
    const waiting = { crossed: false };
    for (const [other, its] of unanswered) if (other.by === act.by) its.crossed = waiting.crossed = true;
    unanswered.set(act, waiting);
    const again = twice();
    const first = courier.send(parcel);
    if (again) keep(delay(15).then(async () => void (await courier.send(parcel))));
    const receipt = await first;
    act.acknowledged = receipt.kind === 'acked';
    keep(
      delay(answeredWithin).then(() => {
        const told = workspace.ephemerals.filter(({ user }, n) => n >= since && user === act.by);
        const texts = told.map((one) => renderMessage(workspace, one));
        const own = act.mark === null ? undefined : texts.find((text) => markIn(text) === act.mark);
        act.answered = own ?? (waiting.crossed ? null : (texts[0] ?? null));
      }),
    );
    // Its answer may still come, and must not be taken for that of a later act.
    void delay(answeredLate, undefined, { ref: false }).then(() => unanswered.delete(act));
    return receipt;
  }
  stage.courier = () => {
    const courier = plain();
    return courier === undefined ? undefined : { send: (parcel) => send(courier, parcel) };
  };
  return { settled: async () => void (await Promise.all(pending)) };
}

function read({ kind, payload }: Parcel, known: Known[]): Omit<Act, 'at' | 'acknowledged' | 'answered'> {
  const incidentOf = (channel: string): string | null => known.find((one) => one.channel === channel)?.name ?? null;
  if (kind === 'slash_commands') {
    const channel = textOf(payload.channel_id);
    const what = `${textOf(payload.command)} ${textOf(payload.text)}`.trim();
    const by = textOf(payload.user_id);
    return { by, kind: 'command', what, channel, incident: incidentOf(channel), mark: markIn(what) };
  }
  const by = textOf(objectOf(payload.user).id);
  const channel = textOf(objectOf(payload.channel).id) || null;
  const incident = channel === null ? null : incidentOf(channel);
  if (payload.type === 'view_submission') {
    const view = objectOf(payload.view);
    // What was typed, and not what the form says of the incident.
    const mark = markIn(JSON.stringify(view.state ?? {}));
    return { by, kind: 'submit', what: textOf(objectOf(view.title).text), channel, incident, mark };
  }
  const [action = {}] = objectsOf(payload.actions);
  const what = textOf(objectOf(action.text).text) || textOf(action.action_id);
  return { by, kind: 'press', what, channel, incident, mark: null };
}
