import type { Incident } from '../../src/domain/incident.ts';
import type { Notice } from '../../src/domain/notices.ts';
import { minute } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import { example } from './example.ts';
import type { Example } from './write-view.ts';

const { ana } = members;

const trouble: Notice = {
  type: 'trouble',
  what: 'Adding the bookmark “Dashboards” did not work: not allowed in this workspace.',
  remedy: 'Nothing else is held up by it.',
  retry: 'inc:1.4',
};
const told: Incident['troubles'][string] = { message: 'inc:2.1', again: null, mendedAt: null, trying: false };

/** What did not work, and what came of it. */
export const troubles: Example[] = [
  example('a step did not work', trouble, 2, { troubles: { 'inc:1.4': told } }),
  example(
    'an owner cannot be written to',
    {
      type: 'trouble',
      what: `<@${ana}> could not be told what is due from them: that member was deactivated.`,
      remedy: 'Somebody else has to see to it: `tasks` lists the action items, and each can be given to another owner.',
      retry: 'inc:9.1',
    },
    2,
    { troubles: { 'inc:9.1': told } },
  ),
  example('tried again, and not mended', trouble, 6, {
    troubles: { 'inc:1.4': { ...told, again: { at: minute(5), reason: 'Slack could not be reached' } } },
  }),
  example('tried again, and mended', trouble, 6, { troubles: { 'inc:1.4': { ...told, mendedAt: minute(5) } } }),
];
