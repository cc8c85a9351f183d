import type { Button, KnownBlock } from '@slack/types';
import type { CatchUp, Tried } from '../../../domain/catch-up.ts';
import { describeEntry } from '../../../domain/describe-entry.ts';
import { isOpen } from '../../../domain/incident.ts';
import type { Entry } from '../../../domain/timeline.ts';
import { mention } from '../../../domain/wording.ts';
import { actions } from '../../ids.ts';
import { clip } from '../../limits.ts';
import { button, buttonRow, context, type Rendered, section } from '../build-blocks.ts';
import { oneLine, paragraph } from '../escape-text.ts';
import type { Facts } from '../facts.ts';
import { nextLines, roleLine } from '../headline.ts';
import { takeCommand, timelineButton, valueOf } from '../incident-buttons.ts';
import { channelLink, named, privateName, titleLine } from '../name-things.ts';
import { sizingBlocks } from '../sizing-lines.ts';
import { durationOf, timeOf } from '../tell-time.ts';
import { escapeSentence } from './escape-sentence.ts';

// Ten lines of 500 characters, the impact and the roles stay below the 12,000 that a message's blocks may hold together.
const longestLine = 500;

/** For one person who comes late: what happened, who has which role, what was tried, what is due next. `here` is the channel they read it in. */
export function renderCatchUp(facts: Facts, { turns, tried }: CatchUp, here: string | null): Rendered {
  const { incident, policy } = facts;
  const blocks: KnownBlock[] = [
    section(titleLine(facts)),
    ...felt(facts),
    context(beginning(facts, here)),
    ...sizingBlocks(facts),
    ...(turns.length === 0 ? [] : [section('*What happened*'), ...turns.map((entry) => turnLine(entry, facts))]),
    section(
      policy.roles
        .slice(0, 20)
        .map(({ key }) => roleLine(facts, key))
        .join('\n'),
    ),
    section('*What was tried*'),
    ...(tried.length === 0 ? [context('Nothing is on the record yet.')] : tried.map((one) => triedLine(one, facts))),
    ...(isOpen(incident) ? [section(`*What comes next*\n${nextLines(facts).join('\n')}`)] : []),
    ...buttonRow([...takeCommand(facts), ...further(facts, here)]),
  ];
  // Where it comes as a direct message, phones preview its text.
  return { text: incident.private ? privateName(incident) : titleLine(facts), blocks };
}

function felt({ incident }: Facts): KnownBlock[] {
  const { affected, impact } = incident;
  return [
    ...(affected === null ? [] : [section(`Affected: ${paragraph(affected, 500)}`)]),
    ...(impact === null ? [] : [section(`Impact: ${paragraph(impact, 1000)}`)]),
  ];
}

function beginning(facts: Facts, here: string | null): string {
  const { incident, now } = facts;
  const { impactStarted, declared } = incident.moments;
  const from = impactStarted ?? declared;
  const lasted = isOpen(incident) && from < now ? ` (${durationOf(now.getTime() - from.getTime())})` : '';
  const since = impactStarted === null ? null : `Since ${timeOf(impactStarted, now)}${lasted}`;
  const told = `Declared ${timeOf(declared, now)}${since === null ? lasted : ''} by ${named(incident.declaredBy, facts)}`;
  const { channel } = incident;
  const where = channel === null || channel.id === here ? null : channelLink(channel.id);
  return [since, told, where].filter((part) => part !== null).join(' · ');
}

function turnLine(entry: Entry, { policy, now }: Facts): KnownBlock {
  const said = describeEntry(entry, { policy, name: mention }).replace(/\s+/g, ' ');
  return section(`${timeOf(entry.at, now)} ${clip(escapeSentence(clip(said, 400)), longestLine)}`);
}

const labels = { text: '', know: 'We know: ', done: 'We did: ', next: 'Next: ' } as const;

function triedLine(one: Tried, facts: Facts): KnownBlock {
  const who = one.by === null ? '' : named(one.by, facts);
  const kind = one.what === 'update' ? `update #${one.number ?? 0}` : one.what === 'note' ? 'noted' : '';
  const head = [
    timeOf(one.at, facts.now),
    [who, kind].filter((part) => part !== '').join(one.what === 'update' ? ', ' : ' '),
  ];
  const each = Math.floor((longestLine - 100) / one.parts.length);
  const parts = one.parts.map(({ part, text }) => `${labels[part]}${oneLine(text, each)}`);
  return section(`${head.join(' ').trim()}: ${parts.join(' · ')}`);
}

function further({ incident }: Facts, here: string | null): Button[] {
  const join = button({ label: 'Join the channel', action: actions.join, value: valueOf(incident) });
  return [...(incident.channel !== null && incident.channel.id === here ? [] : [join]), timelineButton(incident)];
}
