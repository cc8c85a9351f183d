import type { Command } from '../commands.ts';
import type { Draft } from '../draft.ts';
import { pageAttached } from './attach.ts';
import { pageAnswered } from './calling.ts';
import { pagerChanged } from './pager-changed.ts';
import { rang, ringDelayed } from './ringing.ts';

/** What a pager tells, whichever way. */
export function pagerSaid(
  draft: Draft,
  command: Extract<Command, { type: 'pageAnswered' | 'rang' | 'ringDelayed' | 'pageAttached' | 'pagerChanged' }>,
): void {
  switch (command.type) {
    case 'pageAnswered':
      return pageAnswered(draft, command);
    case 'rang':
      return rang(draft, command);
    case 'ringDelayed':
      return ringDelayed(draft, command);
    case 'pageAttached':
      return pageAttached(draft, command);
    case 'pagerChanged':
      return pagerChanged(draft, command);
  }
}
