import type { Command } from '../commands.ts';
import type { Draft } from '../draft.ts';
import { rang, ringDelayed } from './ringing.ts';

/** What a pager tells, whichever way. */
export function pagerSaid(draft: Draft, command: Extract<Command, { type: 'rang' | 'ringDelayed' }>): void {
  switch (command.type) {
    case 'rang':
      return rang(draft, command);
    case 'ringDelayed':
      return ringDelayed(draft, command);
  }
}
