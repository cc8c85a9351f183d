import { resolveAsker } from '../commands/resolve-asker.ts';
import type { Ctx } from '../context.ts';
import type { Policy } from '../domain/policy.ts';

const mark = /(^|\s)@([^\s,;:!?()<>]*[^\s,;:!?()<>.])/g;

/**
 * What somebody typed outside of Slack, as Slack would have sent it: people become mentions, all else stays text. `@ana` is a
 * person of the policy, `@ana@example.com` anybody of the workspace; who is not known stays as typed, and is refused where a
 * person is needed.
 */
export async function markPeople(ctx: Ctx, text: string): Promise<string> {
  const { policy } = ctx.runbooks.current;
  const words = [...new Set([...text.matchAll(mark)].map(([, , word = '']) => word))].slice(0, 20);
  const found = new Map<string, string>();
  for (const word of words) {
    const user = personOf(policy, word) ?? (await byAddress(ctx, word));
    if (user !== null) found.set(word, user);
  }
  const escaped = (plain: string) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped(text).replace(mark, (all, before: string, word: string) => {
    const user = found.get(word);
    return user === undefined ? all : `${before}<@${user}>`;
  });
}

/** By key, by member id, by address, by name (`ana.ruiz`), and by a first name that only one has. */
function personOf({ people }: Policy, word: string): string | null {
  if (/^[UW][A-Z0-9]{6,}$/.test(word)) return word;
  const wanted = word.toLowerCase();
  const all = Object.values(people).filter(({ slack }) => slack !== null);
  const exact = all.find(({ key, email, name }) =>
    [key, email, name?.replace(/\s+/g, '.')].some((known) => known?.toLowerCase() === wanted),
  );
  if (exact !== undefined) return exact.slack;
  const [only, another] = all.filter(({ name }) => name?.toLowerCase().split(/\s+/)[0] === wanted);
  return only !== undefined && another === undefined ? only.slack : null;
}

async function byAddress(ctx: Ctx, word: string): Promise<string | null> {
  if (!/^[^@]+@[^@]+\.[^@]+$/.test(word)) return null;
  try {
    return await resolveAsker(ctx, word);
  } catch (err) {
    ctx.log.debug({ err }, 'An address in a command could not be looked up; it stays text');
    return null;
  }
}
