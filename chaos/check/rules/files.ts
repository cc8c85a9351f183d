import type { Complaint } from '../complaint.ts';
import { latestFor } from '../lateness.ts';
import { type View, amiss, notDue } from '../view.ts';

/**
 * Every version of a post-mortem that Muster wrote is one file in the channel, and no other file of that name is there: none that was
 * uploaded and never shared is counted, because nobody can see it. Not demanded: versions of which the record has a failure, what
 * was erased by a redaction, and of an incident that was made private or whose channel was lost, since its files were withdrawn.
 */
export function files({ record, cases, count }: View): Complaint[] {
  const complaints: Complaint[] = [];
  for (const { name, entries, incident, channels, postMortems } of cases) {
    const lost = incident.channel === null || Boolean(incident.channelTrouble) || incident.madePrivate !== null;
    const failed = entries.some(({ kind }) => kind === 'effectFailed' || kind === 'redacted' || kind === 'channelLost');
    const versions = entries.filter(({ kind, body }) => kind === 'postMortemDrafted' && body !== null);
    for (const { version, file, createdAt } of postMortems) {
      const found = record.files.filter((one) => one.name === file && one.channels.some((id) => channels.includes(id)));
      const shown = found.filter(({ deleted }) => !deleted);
      const drafted = versions.filter(({ body }) => body?.version === version).length;
      const isDue = drafted > 0 && latestFor(record, Date.parse(createdAt)) <= Date.parse(record.ended);
      const isAmiss = found.length > 1 || (shown.length === 0 && isDue && !lost && !failed);
      const gone = isDue ? 'not there: its channel was lost or made private, or the record says why' : notDue;
      count('files', isAmiss ? amiss : found.length === 1 ? 'once in its channel' : gone);
      if (isAmiss)
        complaints.push({
          rule: 'files',
          incident: name,
          when: createdAt,
          demanded: `${file} once in its channel`,
          seen: `${found.length} files: ${found.map(({ id }) => id).join(', ') || 'none'}`,
          where: 'files of the workspace',
        });
      if (drafted > 1)
        complaints.push({
          rule: 'files',
          incident: name,
          when: createdAt,
          demanded: `version ${version} once on the timeline`,
          seen: `${drafted} entries`,
          where: `export of ${name}`,
        });
    }
  }
  return complaints;
}
