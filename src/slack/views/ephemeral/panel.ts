import { actions } from '../../ids.ts';
import { button, buttonRow, type Rendered } from '../build-blocks.ts';
import type { Facts } from '../facts.ts';
import { headlineBlocks } from '../headline.ts';
import { formValue } from '../incident-buttons.ts';
import { titleLine } from '../name-things.ts';

/** The incident as it stands, with a button for everything, for one person. */
export function renderPanel(facts: Facts): Rendered {
  const rest = [
    button({ label: 'Join the channel', action: actions.join, value: formValue(facts.incident) }),
    button({ label: 'Correct a time', action: actions.openMoment, value: formValue(facts.incident) }),
  ];
  return { text: titleLine(facts), blocks: [...headlineBlocks(facts), ...buttonRow(rest)] };
}
