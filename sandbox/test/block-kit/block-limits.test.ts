import { describe, expect, test } from 'vitest';
import {
  address,
  expectLimit,
  inActions,
  inMessage,
  type LimitRow,
  letters,
  mrkdwn,
  paths,
  plain,
  inModal,
  times,
} from './samples.ts';

const divider = { type: 'divider' };
const button = (more: object = {}) => ({ type: 'button', text: plain(), ...more });
const image = (more: object = {}) => ({ type: 'image', image_url: address(), alt_text: 'a', ...more });
const feedback = { text: plain(), value: 'v' };
const feedbackButtons = { type: 'feedback_buttons', positive_button: feedback, negative_button: feedback };
const cell = { type: 'raw_text', text: 'a' };
const video = (more: object) => ({
  type: 'video',
  video_url: address(),
  thumbnail_url: address(),
  alt_text: 'a',
  title: plain(),
  ...more,
});

const rows: LimitRow[] = [
  { what: 'blocks of a message', limit: 50, at: '/blocks', of: (n) => inMessage(...times(n, () => divider)) },
  {
    what: 'block_id',
    limit: 255,
    at: '/blocks/0/block_id',
    of: (n) => inMessage({ ...divider, block_id: letters(n) }),
  },
  {
    what: 'action_id',
    limit: 255,
    at: '/blocks/0/elements/0/action_id',
    of: (n) => inActions(button({ action_id: letters(n) })),
  },
  { what: 'header', limit: 150, at: '/blocks/0/text/text', of: (n) => inMessage({ type: 'header', text: plain(n) }) },
  {
    what: 'header, least',
    limit: 1,
    step: -1,
    at: '/blocks/0/text/text',
    of: (n) => inMessage({ type: 'header', text: plain(n) }),
  },
  {
    what: 'section text',
    limit: 3000,
    at: '/blocks/0/text/text',
    of: (n) => inMessage({ type: 'section', text: mrkdwn(n) }),
  },
  {
    what: 'section text, least',
    limit: 1,
    step: -1,
    at: '/blocks/0/text/text',
    of: (n) => inMessage({ type: 'section', text: mrkdwn(n) }),
  },
  {
    what: 'section fields',
    limit: 10,
    at: '/blocks/0/fields',
    of: (n) => inMessage({ type: 'section', fields: times(n, () => mrkdwn()) }),
  },
  {
    what: 'section fields, least',
    limit: 1,
    step: -1,
    at: '/blocks/0/fields',
    of: (n) => inMessage({ type: 'section', fields: times(n, () => mrkdwn()) }),
  },
  {
    what: 'text of a field',
    limit: 2000,
    at: '/blocks/0/fields/0/text',
    of: (n) => inMessage({ type: 'section', fields: [plain(n)] }),
  },
  {
    what: 'elements of actions',
    limit: 25,
    at: '/blocks/0/elements',
    of: (n) => inActions(...times(n, () => button())),
  },
  {
    what: 'elements of actions, least',
    limit: 1,
    step: -1,
    at: '/blocks/0/elements',
    of: (n) => inActions(...times(n, () => button())),
  },
  {
    what: 'elements of context',
    limit: 10,
    at: '/blocks/0/elements',
    of: (n) => inMessage({ type: 'context', elements: times(n, () => mrkdwn()) }),
  },
  {
    what: 'elements of context_actions',
    limit: 5,
    at: '/blocks/0/elements',
    of: (n) => inMessage({ type: 'context_actions', elements: times(n, () => feedbackButtons) }),
  },
  {
    what: 'label of an input',
    limit: 2000,
    at: '/blocks/0/label/text',
    of: (n) => inModal(input({ label: plain(n) })),
  },
  { what: 'hint of an input', limit: 2000, at: '/blocks/0/hint/text', of: (n) => inModal(input({ hint: plain(n) })) },
  { what: 'image url', limit: 3000, at: '/blocks/0/image_url', of: (n) => inMessage(image({ image_url: address(n) })) },
  {
    what: 'image alt text',
    limit: 2000,
    at: '/blocks/0/alt_text',
    of: (n) => inMessage(image({ alt_text: letters(n) })),
  },
  { what: 'image title', limit: 2000, at: '/blocks/0/title/text', of: (n) => inMessage(image({ title: plain(n) })) },
  {
    what: 'rows of a table',
    limit: 100,
    at: '/blocks/0/rows',
    of: (n) => inMessage({ type: 'table', rows: times(n, () => [cell]) }),
  },
  {
    what: 'cells of a row',
    limit: 20,
    at: '/blocks/0/rows/0',
    of: (n) => inMessage({ type: 'table', rows: [times(n, () => cell)] }),
  },
  {
    what: 'column settings of a table',
    limit: 20,
    at: '/blocks/0/column_settings',
    of: (n) => inMessage({ type: 'table', rows: [[cell]], column_settings: times(n, () => ({ align: 'right' })) }),
  },
  {
    what: 'title of a video',
    limit: 199,
    at: '/blocks/0/title/text',
    of: (n) => inMessage(video({ title: plain(n) })),
  },
  {
    what: 'author of a video',
    limit: 49,
    at: '/blocks/0/author_name',
    of: (n) => inMessage(video({ author_name: letters(n) })),
  },
  { what: 'external_id of a file', limit: 255, at: '/blocks/0/external_id', of: (n) => inMessage(file(n)) },
  {
    what: 'text in a context',
    limit: 3000,
    at: '/blocks/0/elements/0/text',
    of: (n) => inMessage({ type: 'context', elements: [mrkdwn(n)] }),
  },
  {
    what: 'alt text in a context',
    limit: 2000,
    at: '/blocks/0/elements/0/alt_text',
    of: (n) => inMessage({ type: 'context', elements: [image({ alt_text: letters(n) })] }),
  },
  {
    what: 'url of a video',
    limit: 3000,
    at: '/blocks/0/video_url',
    of: (n) => inMessage(video({ video_url: address(n) })),
  },
  {
    what: 'title url of a video',
    limit: 3000,
    at: '/blocks/0/title_url',
    of: (n) => inMessage(video({ title_url: address(n) })),
  },
];

describe('each limit of a block is accepted at its figure and refused one past it', () => {
  test.for(rows)('$what: $limit', (row) => expectLimit(row));
});

test('a markdown block of 12,000 characters is accepted and one more is refused, on its own and in the sum', () => {
  expect(inMessage({ type: 'markdown', text: letters(12_000) })).toEqual([]);
  expect(paths(inMessage({ type: 'markdown', text: letters(12_001) }))).toEqual(['/blocks/0/text', '/blocks']);
});

function input(more: object) {
  return { type: 'input', label: plain(), element: { type: 'plain_text_input' }, ...more };
}

function file(n: number) {
  return { type: 'file', source: 'remote', external_id: letters(n) };
}
