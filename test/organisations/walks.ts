import { expect, it } from 'vitest';
import { isOpen } from '../../src/domain/incident.ts';
import type { World } from '../support/assemble-world.ts';
import type { Row } from './rows.ts';
import { readAt, seeAnswer, seeCalls, seeFirstAction, seeRhythm, stamped, timeless } from './see.ts';
import { seeActions, seeAfterwards, seeMeasures, seeUpkeep } from './see-afterwards.ts';
import { seeDigests, seeMoments, seeProblems, seeRespondWithin } from './see-problems.ts';
import { seeClosing, seeLists, seeSoak, seeTick } from './see-lists.ts';
import {
  seeContacts,
  seeContainment,
  seeEditsKept,
  seeOutside,
  seePostMortem,
  seeRoles,
  seeSeverity,
  seeTriage,
} from './see-parts.ts';
import { shows } from './shows.ts';
import { expectPlanned, setOut } from './walk.ts';

// One for each severity, so that no two channels have one name.
const titles = ['nobody can pay', 'sign in fails', 'reports come late', 'a footer has a typo'];

/** What one organisation's people must read, in its own words. */
export type Words = {
  severities: string[];
  /** The channel's name, with YYYYMMDD and the like for the time of its declaration. */
  channel: string;
  /** The topic once the cause is known. */
  topic: string;
  /** From the first words that the channel is given, where the organisation has its own. */
  opening: string | null;
  /** From the first update. */
  update: string;
  /** For investigating, identified, monitoring and resolved. */
  statuses: [string, string, string, string];
  /** From the announcement while nothing is known, and from the message that it is over. */
  alert: string | null;
  over: string | null;
  /** Sections of the post-mortem. */
  sections: string[];
};

// A busy machine takes ten times as long as a quiet one.
const patience = 100_000;

/** Walks an incident of each severity through the organisation's runbook, and looks at every row of its column on the way. */
export function walks(organisation: string, world: () => World, words: Words): void {
  const course = words.severities.map((severity, index) => ({ severity, title: titles[index] ?? '' }));
  it.each(course)(
    '$severity goes as planned, and every row is seen at its minute',
    { timeout: patience },
    async ({ severity, title }) => {
      const say = (row: Row, seen: string): void => {
        if (seen !== '') shows({ organisation, severity, row, seen });
      };
      const own = (text: string) => text.replaceAll('{severity}', severity).replaceAll('{title}', title);
      const name = words.channel
        .replaceAll('{severity}', severity.toLowerCase())
        .replaceAll('{slug}', title.replaceAll(' ', '-'));
      const walk = await setOut(world(), severity, title);
      const { course, channel, start } = walk;
      const announced = (): string => world().announcements().texts().map(timeless).join('\n');

      expect(channel.name).toBe(stamped(name, start));
      say('channel', `#${name}`);
      say('severity', await seeSeverity(walk));
      say('first action', seeFirstAction(walk));
      const opening = [seeLists(walk, 'declared', 0)];
      expect(channel.pinned().join('\n')).toContain(words.opening ?? '');
      if (words.opening !== null) opening.push(`pinned: ${words.opening}`);
      say('on opening', opening.filter((part) => part !== '').join('<br>'));
      expect(announced()).toContain(own(words.alert ?? ''));

      await walk.to(course.answer - 1);
      say('respond within', seeRespondWithin(walk));

      await walk.to(course.identified + 1);
      const topic = channel.topic().replaceAll(/<@([A-Z0-9]+)>/g, (_, id: string) => world().person(id).name);
      expect(timeless(topic)).toBe(own(words.topic));
      say('topic', own(words.topic));

      await walk.to(course.monitoring + 10.4);
      const commander = seeLists(walk, 'command', course.take);
      const resolution = seeLists(walk, 'monitoring', course.monitoring);
      say('watching the fix', await seeSoak(walk));

      await walk.to(course.resolve + 1);
      const [, identified, monitoring, resolved] = words.statuses;
      readAt(walk, course.identified, new RegExp(`to \\*${identified}\\*`));
      readAt(walk, course.monitoring, new RegExp(`to \\*${monitoring}\\*`));
      expect(channel.pinned().join('\n')).toContain(resolved);
      say('statuses', words.statuses.join(' → '));
      say('called and informed', seeCalls(walk));
      if (walk.planned.some(({ what }) => what === 'called')) say('an answer stops it', seeAnswer(walk));
      say('update rhythm', seeRhythm(walk));
      const first = walk.planned.find(({ what, where }) => what === 'update' && where === 'channel');
      const update = (text: string, status: string): void => {
        const wanted = own(words.update).replace('{status}', status);
        expect(text).toContain(wanted);
        say('numbered update', wanted);
      };
      if (first !== undefined) {
        const reached = [course.identified, course.monitoring].filter((minute) => minute <= first.minute).length;
        update(readAt(walk, first.minute, /Update #1/), words.statuses[reached] ?? '');
      }
      if (words.over !== null)
        readAt(walk, course.resolve, new RegExp(own(words.over).replaceAll('*', String.raw`\*`)));
      say(
        'alert and resolution',
        [words.alert, words.over].flatMap((text) => (text === null ? [] : [own(text)])).join('<br>'),
      );
      say('texts for outside', seeOutside(walk));
      const after = seeLists(walk, 'resolved', course.resolve);
      say('closing list', seeClosing(walk, course.resolve));
      say(
        'checklists',
        [...opening.slice(0, 1), commander, resolution, after, await seeTick(walk, 'resolved')]
          .filter((part) => part !== '')
          .join('<br>'),
      );
      say('post-mortem', seePostMortem(walk, words.sections));

      await walk.to(course.close + 5);
      expect(isOpen(await walk.incident())).toBe(false);
      say('measures', await seeMeasures(walk));
      const owed = await seeAfterwards(walk);
      // As far as the plan looks: the last morning on which something is due.
      await walk.to(Math.max(course.close + 6, ...walk.planned.map(({ minute }) => minute + 1)));
      await expectPlanned(walk);
      say('as planned', `${walk.planned.length} lines of \`muster plan\`, each at its minute`);
      say('afterwards', `${owed}<br>${seeDigests(walk)}`);

      // What people ask for comes behind the comparison: it is no part of the plan.
      if (severity === words.severities[0]) await seeEditsKept(walk, words.sections);
      await world().lena.runs('/incident reopen', walk.where);
      await world().settle();
      if (first === undefined) {
        await world().lena.runs('/incident update What is known now.', walk.where);
        await world().settle();
        update(timeless(channel.shows(/Update #1/)), words.statuses[0]);
      }
      say('roles', await seeRoles(walk));
      say('triage questions', await seeTriage(walk));
      const { contacts, detection } = await seeContacts(walk);
      say('contacts and links', contacts);
      say('detection', detection);
      say('action items', await seeActions(walk));
      say('upkeep', seeUpkeep(walk));
      say('moments of its own', await seeMoments(walk));
      say('problem runbooks', await seeProblems(walk));
      say('containment by type', await seeContainment(walk, severity === words.severities[0]));
    },
  );
}
