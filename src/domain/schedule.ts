/** One thing that will happen if nobody does anything, for people to see. */
export type Plan = { what: string; target: string | null; at: string };
