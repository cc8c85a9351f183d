import { expect } from 'vitest';
import { severityOf } from '../../src/domain/policy.ts';
import { count } from '../../src/domain/wording.ts';
import { asked, readAt } from './see.ts';
import type { Walk } from './walk.ts';

/** How the form that declares tells the severity. */
export async function seeSeverity({ world, severity }: Walk): Promise<string> {
  const { policy } = world.bot.ctx.runbooks.current;
  const { key, name, examples, criteria } = severityOf(policy, severity);
  const { lena } = world;
  await lena.runs('/incident declare', { in: '#general' });
  await world.settle();
  const form = await lena.seesModal(/Declare/);
  const text = form.text();
  await form.close();
  expect(text).toContain(`( ) ${key} ${name}`);
  for (const one of [...examples, ...criteria]) expect(text.toLowerCase()).toContain(one.toLowerCase());
  const parts = [
    ...(criteria.length === 0 ? [] : [count(criteria.length, 'criterion', 'criteria')]),
    ...(examples.length === 0 ? [] : [count(examples.length, 'example', 'examples')]),
  ];
  return [`${key} ${name}`, ...parts].join(', ');
}

/** The questions that size it up, as their form asks them. */
export async function seeTriage(walk: Walk): Promise<string> {
  const text = await asked(walk, 'triage');
  const { questions } = walk.world.bot.ctx.runbooks.current.policy.triage;
  for (const { question } of questions) expect(text).toContain(question);
  return questions.map(({ question }) => question).join(' · ');
}

/** What usually contains each type of incident, as the channel reads it; of the first type alone unless all are asked for. */
export async function seeContainment(walk: Walk, all: boolean): Promise<string> {
  const { containment } = walk.world.bot.ctx.runbooks.current.policy;
  const types = all ? containment : containment.slice(0, 1);
  for (const { key, name, hints } of types) {
    await asked(walk, `type ${key}`);
    const text = walk.channel.shows(new RegExp(`\\*${name}\\*`));
    for (const hint of hints) expect(plain(text)).toContain(plain(hint));
  }
  return types.map(({ name, hints }) => `${name} (${hints.length})`).join(' · ');
}

/** Contacts and links for this severity, and what makes an incident known. */
export async function seeContacts(walk: Walk): Promise<{ contacts: string; detection: string }> {
  const { contacts, links, detection } = walk.world.bot.ctx.runbooks.current.policy;
  const text = await asked(walk, 'contacts');
  const mine = contacts.filter(({ severities }) => severities === null || severities.includes(walk.severity));
  for (const { name, reach } of mine) expect(text).toContain(`${name}: ${reach}`);
  for (const { name } of contacts.filter((one) => !mine.includes(one)))
    expect(text.split('*Others*')[0]).not.toContain(`• ${name}:`);
  for (const { title } of links) expect(text).toContain(title);
  for (const { signal } of detection) expect(text).toContain(signal);
  return {
    contacts: [...mine.map(({ name }) => name), count(links.length, 'link', 'links')].join(', '),
    detection: detection
      .map(({ signal, limit, seen }) =>
        [signal, limit, seen === null ? null : `in ${seen}`].filter((part) => part !== null).join(' '),
      )
      .join(' · '),
  };
}

/** The roles and who stands for them. */
export async function seeRoles(walk: Walk): Promise<string> {
  const text = await asked(walk, 'oncall');
  const { roles } = walk.world.bot.ctx.runbooks.current.policy;
  return roles
    .map(({ name }) => {
      const line = text.split('\n').find((one) => one.startsWith(`*${name}*`));
      expect(line).toBeDefined();
      return (line ?? '').replaceAll(/ \(HH:MM[^)]*\)|[*@]/g, '');
    })
    .join('<br>');
}

/** The texts for people outside that were laid out to copy, at the moment that each belongs to. */
export function seeOutside(walk: Walk): string {
  const { outside } = walk.world.bot.ctx.runbooks.current.policy;
  const { course, severity } = walk;
  const minutes = {
    declared: 0,
    investigating: 0,
    identified: course.identified,
    monitoring: course.monitoring,
    resolved: course.resolve,
  };
  return outside
    .filter(({ severities }) => severities === null || severities.includes(severity))
    .map(({ name, when }) => {
      const minute = minutes[when];
      readAt(walk, minute, new RegExp(`(To send|Texts for outside): .*${name}`));
      return `${name} at ${Math.floor(minute)} min`;
    })
    .join('<br>');
}

/** The sections of the post-mortem, in its order. */
export function seePostMortem({ channel }: Walk, expected: string[]): string {
  const content = channel.files().at(-1)?.content ?? '';
  const headings = [...content.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading ?? '');
  expect(headings).toEqual(expected);
  return headings.join(' · ');
}

/** What people write into the file in Slack stays there when the post-mortem is written again, in each section of the organisation. */
export async function seeEditsKept({ channel, where, world }: Walk, sections: string[]): Promise<void> {
  const file = world.sandbox.workspace.files.findLast(({ channels }) => channels.includes(channel.id));
  if (file === undefined) throw new Error('There is no post-mortem');
  const wrote = (section: string): string => `Our own words on “${section}”.`;
  // Behind each heading, so that it is part of that section.
  file.content = (file.content ?? '').replaceAll(
    /^## (.*)$/gm,
    (line, section: string) => `${line}\n\n${wrote(section)}`,
  );
  await world.lena.runs('/incident edit title what it really was', where);
  await world.lena.runs('/incident postmortem', where);
  await world.settle();
  const content = channel.files().at(-1)?.content ?? '';
  expect([...content.matchAll(/^## (.*)\n\n(.*)$/gm)].map(([, section, text]) => [section, text])).toEqual(
    sections.map((section) => [section, wrote(section)]),
  );
  expect(content.match(/^# .*what it really was$/gim)).toHaveLength(1);
}

function plain(text: string): string {
  return text
    .replaceAll(/[`\\]|\s+/g, ' ')
    .replaceAll(/&lt;|<[^>]*>|&gt;|[<>]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
