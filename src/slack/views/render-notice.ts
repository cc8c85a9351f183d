import { nameOf } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import type { Notice } from '../../domain/notices.ts';
import { renderAnnouncement } from './announcement.ts';
import { renderAttached } from './attached.ts';
import { type Rendered, context, section } from './build-blocks.ts';
import { renderCall } from './call.ts';
import { renderChange } from './change.ts';
import { renderChecklists, withLists } from './checklists.ts';
import { renderConfession } from './confession.ts';
import { renderDigest } from './digest.ts';
import { renderDue } from './due.ts';
import { renderEngaged } from './engaged.ts';
import type { Facts } from './facts.ts';
import { renderFollowed } from './followed.ts';
import { renderHandover } from './handover.ts';
import { renderHeadline } from './headline.ts';
import { renderMadePrivate, renderMovedAway } from './made-private.ts';
import { privateName } from './name-things.ts';
import { renderMergeOffer } from './merge-offer.ts';
import { renderNudge } from './nudge.ts';
import { renderOpening } from './opening.ts';
import { renderProblem } from './problem.ts';
import { renderOutside } from './outside.ts';
import { renderPagerChange } from './pager-change.ts';
import { renderReceipt } from './receipt.ts';
import { renderRunbookChanged } from './runbook-changed.ts';
import { renderStandDown } from './stand-down.ts';
import { renderTask } from './task.ts';
import { timeOf } from './tell-time.ts';
import { renderTicket } from './ticket.ts';
import { renderTrouble } from './trouble.ts';
import { renderTyped } from './typed.ts';
import { renderUpdate } from './update.ts';
import { renderWhileAway } from './while-away.ts';

export type { Facts } from './facts.ts';

/**
 * A notice as it reads now. The same notice rendered later is the edit: what was asked shows its answer, and buttons that
 * have nothing to do any more are gone.
 */
export function renderNotice(notice: Notice, facts: Facts): Rendered {
  const { text, blocks } = renderByType(notice, facts);
  return {
    // Phones and desktops preview this text where others can read along.
    text: facts.incident.private ? privateName(facts.incident) : text,
    blocks: facts.late === null || !tellsLateness(notice) ? blocks : [...blocks, lateLine(facts.late, facts)],
  };
}

// These say themselves what somebody may read who is no member (yet).
const veiledByThemselves: Notice['type'][] = ['call', 'standDown', 'handover', 'digest'];

/** A direct message about a private incident that goes to somebody who is no member, or is none any more. */
function isVeiled(notice: Notice, { incident, reader = null }: Facts): boolean {
  return (
    incident.private && reader !== null && !isInsider(incident, reader) && !veiledByThemselves.includes(notice.type)
  );
}

function renderByType(notice: Notice, facts: Facts): Rendered {
  if (isVeiled(notice, facts)) return { text: '', blocks: [section(`${privateName(facts.incident)}.`)] };
  switch (notice.type) {
    case 'headline':
      return renderHeadline(facts);
    case 'announcement':
      return renderAnnouncement(facts);
    case 'outside':
      return renderOutside(notice, facts);
    case 'opening':
      return renderOpening(facts);
    case 'receipt':
      return renderReceipt(facts);
    case 'mergeOffer':
      return renderMergeOffer(notice, facts);
    case 'update':
      return renderUpdate(notice, facts);
    case 'change':
      return withLists(renderChange(notice, facts), notice.lists, facts);
    case 'nudge':
      return renderNudge(notice, facts);
    case 'due':
      return withLists(renderDue(notice, facts), notice.lists, facts);
    case 'call':
      return renderCall(notice, facts);
    case 'standDown':
      return renderStandDown(notice, facts);
    case 'handover':
      return renderHandover(notice, facts);
    case 'confession':
      return renderConfession(notice, facts);
    case 'whileAway':
      return renderWhileAway(notice, facts, renderByType);
    case 'checklists':
      return renderChecklists(notice, facts);
    case 'task':
      return renderTask(notice, facts);
    case 'problem':
      return renderProblem(notice, facts);
    case 'trouble':
      return renderTrouble(notice, facts);
    case 'followed':
      return renderFollowed(notice, facts);
    case 'attached':
      return renderAttached(notice, facts);
    case 'pagerChange':
      return renderPagerChange(notice, facts);
    case 'digest':
      return renderDigest(notice, facts);
    case 'madePrivate':
      return renderMadePrivate(notice, facts);
    case 'movedAway':
      return renderMovedAway(facts);
    case 'engaged':
      return renderEngaged(notice, facts);
    case 'typed':
      return renderTyped(notice, facts);
    case 'runbookChanged':
      return renderRunbookChanged(notice, facts);
    case 'ticket':
      return renderTicket(facts);
  }
}

// The surfaces show the present state whenever they come; a due message tells the lateness of each of its items.
function tellsLateness(notice: Notice): boolean {
  return !['headline', 'announcement', 'opening', 'receipt', 'due', 'confession', 'whileAway'].includes(notice.type);
}

function lateLine(due: Date, facts: Facts) {
  return context(`Sent late: this was due ${timeOf(due, facts.now)} (${nameOf(facts.incident)})`);
}
