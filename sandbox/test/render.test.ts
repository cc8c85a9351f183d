import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { renderMessage } from '../render-text.ts';
import { startSandbox, type Sandbox } from '../start-sandbox.ts';
import { manifest } from './call-api.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ manifest });
});
afterAll(() => sandbox.close());

const show = (text: string, tz?: string): string => renderMessage(sandbox.workspace, { text }, tz);
const showBlocks = (...blocks: Json[]): string => renderMessage(sandbox.workspace, { text: 'fallback', blocks });

test('mentions are shown as names, escapes as signs, links as their texts', () => {
  const general = sandbox.channel('#general').id;
  const group = sandbox.workspace.userGroups[0]?.id;
  expect(show(`<@U01ANA0001> in <#${general}> with <!subteam^${group}> and <!here>`)).toBe(
    '@Ana Ruiz in #general with @incident-leads and @here',
  );
  expect(show('a &lt;b&gt; &amp;amp; <https://example.com|the board> <https://example.org>')).toBe(
    'a <b> &amp; the board https://example.org',
  );
});

test('date tokens are shown in the zone of the reader', () => {
  const text = '<!date^1767582120^{date_num} {time}|fallback>';
  expect(show(text, 'Europe/Berlin')).toBe('2026-01-05 04:02');
  expect(show(text, 'America/New_York')).toBe('2026-01-04 22:02');
  const now = Math.floor(Date.now() / 1000);
  expect(show(`<!date^${now}^{date_short_pretty}|x>, <!date^${now - 300}^{ago}|x>`)).toBe('today, 5 minutes ago');
});

test('blocks are shown line by line, buttons in brackets', () => {
  const plain = (text: string): Json => ({ type: 'plain_text', text });
  const shown = showBlocks(
    { type: 'header', text: plain('INC-42') },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: '*P0* <@U01BEN0001>' },
      fields: [plain('one'), plain('two')],
      accessory: { type: 'button', action_id: 'x', text: plain('Join') },
    },
    { type: 'divider' },
    { type: 'context', elements: [plain('left'), plain('right')] },
    {
      type: 'actions',
      elements: [
        { type: 'button', text: plain('Take command') },
        { type: 'static_select', placeholder: plain('Severity'), options: [] },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'item' }] }],
        },
      ],
    },
  );
  expect(shown).toBe(
    'INC-42\n*P0* @Ben Okafor\none\ntwo\n[Join]\n———\nleft · right\n[Take command] [Severity ▾]\n• item',
  );
});

test('the text of a message is shown only when it has no blocks', () => {
  expect(showBlocks()).toBe('fallback');
  expect(showBlocks({ type: 'divider' })).toBe('———');
});
