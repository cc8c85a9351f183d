import type { Button } from '@slack/types';
import type { Incident } from '../../domain/incident.ts';
import { mayPark, parkedUntil } from '../../domain/parking.ts';
import { actions } from '../ids.ts';
import { button } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { formValue, valueOf } from './incident-buttons.ts';
import { named } from './name-things.ts';
import { timeOf } from './tell-time.ts';

/** "Parked until Wed 09:00 Berlin (03:00); watching: Ben"; null while it is not parked. The clock in brackets is the reader's. */
export function parkedLine(facts: Pick<Facts, 'incident' | 'policy' | 'names' | 'now'>): string | null {
  const { parked } = facts.incident;
  if (parked === null) return null;
  const until = `*Parked until ${parkedUntil(facts.incident)}* (${timeOf(parked.until, facts.now)})`;
  return `${until}; watching: ${named(parked.watching, facts)}`;
}

/** What it waits for, as its own words; null where nobody said. */
export function parkedFor({ parked }: Incident): string | null {
  return parked === null || parked.why === null ? null : `“${oneLine(parked.why, 300)}”`;
}

/** *Park*. */
export function parkButton(incident: Incident): Button {
  return button({ label: 'Park', action: actions.openPark, value: formValue(incident) });
}

/** *Park*, where it is possible and not done yet. */
export function parkButtons({ incident, policy }: Pick<Facts, 'incident' | 'policy'>): Button[] {
  return incident.parked === null && mayPark(incident, policy) ? [parkButton(incident)] : [];
}

/** *Wake now*. */
export function wakeButton(incident: Incident): Button {
  return button({ label: 'Wake now', action: actions.wake, value: valueOf(incident) });
}
