import { type Rendered, section } from '../build-blocks.ts';

/** A line of the help: how a subcommand is typed, and what it does. */
export type HelpLine = { group: string; usage: string; help: string };

/** Every subcommand, by group. */
export function renderHelp(lines: readonly HelpLine[], command: string): Rendered {
  const groups = [...new Set(lines.map(({ group }) => group))];
  const blocks = groups.map((group) => {
    const rows = lines
      .filter((line) => line.group === group)
      .map(({ usage, help }) => `• \`${command} ${usage}\` ${help}`);
    return section(`*${group}*\n${rows.join('\n')}`);
  });
  const hint = `In an incident's channel you can leave its number out; elsewhere put it behind the word, such as \`${command} update INC-42 …\`. \`${command}\` alone shows the incident with a button for everything.`;
  return { text: `What ${command} can do`, blocks: [...blocks, section(hint)] };
}
