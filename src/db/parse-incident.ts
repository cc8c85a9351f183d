import { type Incident, incidentSchema } from '../domain/incident.ts';
import { NotOfThisVersion } from '../errors.ts';

/** The stored document; throws NotOfThisVersion for one that this version cannot read. */
export function parseIncident(state: unknown): Incident {
  const read = incidentSchema.safeParse(state);
  if (!read.success) throw new NotOfThisVersion('The record of an incident', { cause: read.error });
  return read.data;
}

/** What comes of some work; null where only a newer version could read what it takes. */
export async function ifReadable<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NotOfThisVersion) return null;
    throw error;
  }
}
