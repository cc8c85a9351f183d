/** What a pager said of a page of its own. `people` are whom it asks; `by` is who is on it there already. */
export type AttachAnswer =
  | {
      outcome: 'attached';
      via: string;
      page: { id: string; url: string };
      number: number | null;
      title: string;
      people: { id: string; name: string; user: string | null }[];
      acknowledged: PagerAuthor | null;
    }
  /** `title`: what the pager calls it, where it knows it; `again`: asking once more may help. */
  | { outcome: 'refused'; via: string; reason: string; title: string | null; again: boolean };

/** What was done to a page in the pager itself. `to` are who has it now, by the pager's own ids. */
export type PagerChange =
  | { what: 'acknowledged' }
  | { what: 'resolved' }
  | { what: 'reassigned'; to: { id: string; name: string }[] }
  | { what: 'noted'; text: string };

/** Who did it: `name` is the pager's; `user` null for who is not known in Slack. */
export type PagerAuthor = { user: string | null; name: string };
