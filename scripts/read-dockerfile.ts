/** One line of a Dockerfile, joined: its name, its `--flags`, and the rest. */
export type Instruction = { name: string; flags: Record<string, string>; rest: string };

/** The instructions of a Dockerfile in their order. */
export function readDockerfile(text: string): Instruction[] {
  const lines = text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [name = '', ...words] = line.split(/\s+/);
    const flags: Record<string, string> = {};
    while (words[0]?.startsWith('--')) {
      const [key = '', value = ''] = (words.shift() ?? '').slice(2).split('=');
      flags[key] = value;
    }
    const rest = line.slice(line.indexOf(words[0] ?? '', name.length)).trim();
    return { name: name.toUpperCase(), flags, rest };
  });
}

/** Whether a .dockerignore keeps a path out of the build: the last line that fits it decides. Plain paths and `*` alone are read. */
export function ignoredBy(text: string): (path: string) => boolean {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ keep: line.startsWith('!'), path: line.replace(/^!/, '') }));
  return (path) => {
    if (path === '') return false;
    let isIgnored = false;
    for (const { keep, path: rule } of rules) {
      const fits = rule === '*' || path === rule || path.startsWith(`${rule}/`);
      // What a kept file stands in is not ignored as a folder.
      if (fits || (keep && rule.startsWith(`${path}/`))) isIgnored = !keep;
    }
    return isIgnored;
  };
}
