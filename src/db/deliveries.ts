import { ask, type Askable } from './plain.ts';

/** True the first time; false when this delivery of Slack's was already acted on. Committed with what it causes. */
export async function isFirstDelivery(tx: Askable, workspace: string, key: string, now: Date): Promise<boolean> {
  const text = `INSERT INTO delivery (workspace, key, at) VALUES ($1::text, $2::text, $3::timestamptz)
    ON CONFLICT DO NOTHING RETURNING key`;
  return (await ask(tx, text, [workspace, key, now.toISOString()])).length === 1;
}
