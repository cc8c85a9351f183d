/** What became of a beat; `reason` is a sentence for whoever runs the bot, without the address. */
export type Sent = { ok: true } | { ok: false; reason: string };

const patience = 5000;
const mostRead = 1000;
// healthchecks.io answers 200 to an address that it does not know, and says so behind the OK.
const notTaken = /^OK \((.+)\)/;

/**
 * One GET, which every watcher takes. Not followed when it redirects: a page that asks to sign in would count as a beat. Never
 * throws, takes 5 s at most, and never tells the address, which is a secret.
 */
export async function sendBeat(url: string): Promise<Sent> {
  const signal = AbortSignal.timeout(patience);
  try {
    const headers = { 'user-agent': 'Muster', 'cache-control': 'no-cache' };
    const response = await fetch(url, { redirect: 'manual', signal, headers });
    const said = await beginningOf(response);
    if (response.status >= 300 && response.status < 400)
      return { ok: false, reason: `It redirects (HTTP ${response.status}). Write the address that it leads to` };
    if (!response.ok) return { ok: false, reason: `It answered HTTP ${response.status}` };
    const refused = notTaken.exec(said)?.[1];
    return refused === undefined
      ? { ok: true }
      : { ok: false, reason: `It did not take the beat (${refused.slice(0, 60)})` };
  } catch {
    return { ok: false, reason: signal.aborted ? 'It did not answer within 5 s' : 'It could not be reached' };
  }
}

/** No more of an answer than that: what is behind it may have no end. */
async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (text.length < mostRead) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}
