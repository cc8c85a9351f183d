/** A stored version. `generated`: Muster wrote it; people's own sections that it kept may be in it. */
export type PostMortemVersion = { markdown: string; generated: boolean };

/** A heading with what is below it up to the next one. The text above the first heading has the key '', below the title it is `#`. */
type Section = { key: string; text: string };

/**
 * The regenerated document without losing what people did to the versions before it (oldest first): sections that
 * they changed or added stay as they are, sections that they took out stay out, all others are as regenerated.
 * The order is that of the latest version; a new section follows the one that it follows in `regenerated`.
 */
export function mergePostMortem({
  versions,
  regenerated,
}: {
  versions: PostMortemVersion[];
  regenerated: string;
}): string {
  const latest = versions.at(-1);
  if (latest === undefined) return regenerated;
  // What the title says may be corrected: the title of a later version is no other section.
  const written = [...versions.filter(({ generated }) => generated).map(({ markdown }) => markdown), regenerated];
  const titles = new Set(written.flatMap((markdown) => titleOf(markdown) ?? []));
  const { theirs, removed } = replay(versions, titles);
  const fresh = new Map(sectionsOf(regenerated, titles).map((section) => [section.key, section]));
  const merged = sectionsOf(latest.markdown, titles).flatMap((section) => {
    if (theirs.has(section.key)) return [section];
    return fresh.get(section.key) ?? [];
  });
  let previous = '';
  for (const section of fresh.values()) {
    const known = merged.some((one) => one.key === section.key);
    if (!known && !removed.has(section.key)) {
      merged.splice(merged.findIndex((one) => one.key === previous) + 1, 0, section);
    }
    if (known || !removed.has(section.key)) previous = section.key;
  }
  return `${merged.map((section) => section.text).join('\n\n')}\n`;
}

/**
 * Which sections of the latest version are people's, and which ones they took out. A section is Muster's while it
 * reads exactly as Muster once wrote it: also when somebody edited a copy of an older version.
 */
function replay(
  versions: PostMortemVersion[],
  titles: ReadonlySet<string>,
): { theirs: Set<string>; removed: Set<string> } {
  const ours = new Map<string, Set<string>>();
  let theirs = new Map<string, string>();
  const removed = new Set<string>();
  let before: Section[] = [];
  for (const { markdown, generated } of versions) {
    const sections = sectionsOf(markdown, titles);
    const next = new Map<string, string>();
    for (const { key, text } of sections) {
      const written = ours.get(key) ?? new Set();
      const isTheirs = generated ? theirs.get(key) === text : !written.has(text);
      if (isTheirs) next.set(key, text);
      else ours.set(key, written.add(text));
      removed.delete(key);
    }
    if (!generated) {
      const kept = new Set(sections.map((section) => section.key));
      for (const { key } of before) if (!kept.has(key)) removed.add(key);
    }
    theirs = next;
    before = sections;
  }
  return { theirs: new Set(theirs.keys()), removed };
}

/** Splits at headings of any level outside of code blocks; a heading that comes again has its number in the key. */
function sectionsOf(markdown: string, titles: ReadonlySet<string>): Section[] {
  const sections: { key: string; lines: string[] }[] = [{ key: '', lines: [] }];
  const seen = new Map<string, number>();
  for (const { line, isHeading } of linesOf(markdown)) {
    if (isHeading) {
      const heading = titles.has(line.trim()) ? '#' : line.trim();
      const times = (seen.get(heading) ?? 0) + 1;
      seen.set(heading, times);
      sections.push({ key: times === 1 ? heading : `${heading} (${times})`, lines: [] });
    }
    sections.at(-1)?.lines.push(line.trimEnd());
  }
  return sections.map(({ key, lines }) => ({ key, text: lines.join('\n').trim() })).filter(({ text }) => text !== '');
}

/** The first heading of the highest level; null where there is none. */
function titleOf(markdown: string): string | null {
  return (
    linesOf(markdown)
      .find(({ line, isHeading }) => isHeading && /^#\s/.test(line))
      ?.line.trim() ?? null
  );
}

function linesOf(markdown: string): { line: string; isHeading: boolean }[] {
  let fence: string | null = null;
  const lines = markdown.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, '');
  return lines.split('\n').map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
      return { line, isHeading: false };
    }
    if (mark !== undefined) fence = mark;
    return { line, isHeading: mark === undefined && /^#{1,6}\s/.test(line) };
  });
}
