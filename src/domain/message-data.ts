/**
 * The variables of message templates: the same names for every message. What a message is for decides how they read: for Slack,
 * text is escaped and times are on each reader's own clock; for outside, text is plain and times are UTC. A text that nobody gave
 * is null. templates/README.md describes each.
 */
export type MessageData = {
  organisation: string;
  number: string;
  title: string;
  severity: string;
  severity_name: string;
  status: string;
  impact: string | null;
  affected: string | null;
  exposure: boolean;
  drill: boolean;
  private: boolean;
  started: string;
  declared: string;
  resolved: string | null;
  now: string;
  time: string;
  duration: string;
  declared_by: string;
  commander: string | null;
  roles: { role: string; person: string | null }[];
  channel: string | null;
  every: string;
  next_update: string | null;
  update: number | null;
  text: string | null;
  know: string | null;
  done: string | null;
  next: string | null;
  eta: string | null;
  know_lines: string[];
  done_lines: string[];
  next_lines: string[];
  no_change: boolean;
  cause: string | null;
  fix: string | null;
  customers: string | null;
  owner: string | null;
  meeting: string | null;
  report: string | null;
};
