import { readMember } from '../commands/read-member.ts';
import type { Ctx } from '../context.ts';
import { namelessMentions, plainText } from './plain-text.ts';

/** A message's text in plain words; people whom it mentions are called by their names. */
export async function readText(ctx: Ctx, text: string): Promise<string> {
  const members = await Promise.all(
    namelessMentions(text)
      .slice(0, 20)
      .map((user) => readMember(ctx, user)),
  );
  const names = new Map(members.flatMap((member) => (member === null ? [] : [[member.id, member.name]])));
  return plainText(text, (user) => names.get(user) ?? null).trim();
}
