/** Something that must not be: which rule, of which incident, when, what was demanded, what was seen and where to look. */
export type Complaint = {
  rule: string;
  incident: string | null;
  /** ISO, on the moved clock. */
  when: string | null;
  demanded: string;
  seen: string;
  where: string;
};

/** Complaints as lines to read. */
export function tellComplaints(complaints: readonly Complaint[]): string {
  return complaints
    .map(
      ({ rule, incident, when, demanded, seen, where }) =>
        `✗ ${rule}${incident === null ? '' : ` · ${incident}`}${when === null ? '' : ` · ${when}`}\n    demanded: ${demanded}\n    seen:     ${seen}\n    look at:  ${where}`,
    )
    .join('\n');
}
