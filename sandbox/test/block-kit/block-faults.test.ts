import { describe, expect, test } from 'vitest';
import { address, inActions, inMessage, inModal, letters, mrkdwn, option, paths, plain } from './samples.ts';

const divider = { type: 'divider' };
const button = (more: object = {}) => ({ type: 'button', text: plain(), ...more });
const image = (more: object = {}) => ({ type: 'image', image_url: address(), alt_text: 'a', ...more });
const cell = { type: 'raw_text', text: 'a' };
const video = (more: object) => ({
  type: 'video',
  video_url: address(),
  thumbnail_url: address(),
  alt_text: 'a',
  title: plain(),
  ...more,
});

describe('a block that lacks what it needs, or has what it must not, is refused', () => {
  const cases: [string, unknown, string][] = [
    ['an unknown block type', { type: 'banner' }, '/blocks/0/type'],
    ['a block without a type', {}, '/blocks/0/type'],
    ['a block that is no object', 'divider', '/blocks/0'],
    ['an unknown property', { ...divider, color: 'red' }, '/blocks/0/color'],
    ['mrkdwn in a header', { type: 'header', text: mrkdwn() }, '/blocks/0/text/type'],
    ['a string for a text object', { type: 'section', text: 'hello' }, '/blocks/0/text'],
    ['emoji on mrkdwn', { type: 'section', text: { ...mrkdwn(), emoji: true } }, '/blocks/0/text/emoji'],
    ['verbatim on plain_text', { type: 'section', text: { ...plain(), verbatim: true } }, '/blocks/0/text/verbatim'],
    ['a section with neither text nor fields', { type: 'section' }, '/blocks/0'],
    ['an empty block_id', { ...divider, block_id: '' }, '/blocks/0/block_id'],
    ['an image with no source', { type: 'image', alt_text: 'a' }, '/blocks/0'],
    ['an image with two sources', image({ slack_file: { id: 'F1' } }), '/blocks/0'],
    ['an image without alt text', { type: 'image', image_url: address() }, '/blocks/0'],
    ['an image url that is no url', image({ image_url: 'picture.png' }), '/blocks/0/image_url'],
    ['an image url of another scheme', image({ image_url: 'ftp://ex.org/a.png' }), '/blocks/0/image_url'],
    ['a video over plain http', video({ video_url: 'http://ex.org/v' }), '/blocks/0/video_url'],
    ['a file from elsewhere', { ...file(1), source: 'local' }, '/blocks/0/source'],
    ['an unknown cell', { type: 'table', rows: [[plain()]] }, '/blocks/0/rows/0/0/type'],
    [
      'an unknown alignment',
      { type: 'table', rows: [[cell]], column_settings: [{ align: 'up' }] },
      '/blocks/0/column_settings/0/align',
    ],
  ];
  test.for(cases)('%s', ([, block, at]) => expect(paths(inMessage(block))).toEqual([at]));
});

describe('an element is refused in a block that does not take it', () => {
  const select = { type: 'static_select', options: [option()] };
  const typedInput = { type: 'plain_text_input' };
  const cases: [string, unknown, string][] = [
    ['a text input in actions', { type: 'actions', elements: [typedInput] }, '/blocks/0/elements/0/type'],
    ['an image in actions', { type: 'actions', elements: [image()] }, '/blocks/0/elements/0/type'],
    ['a button in context', { type: 'context', elements: [button()] }, '/blocks/0/elements/0/type'],
    [
      'a text input beside a section',
      { type: 'section', text: plain(), accessory: typedInput },
      '/blocks/0/accessory/type',
    ],
    [
      'a datetimepicker beside a section',
      { type: 'section', text: plain(), accessory: { type: 'datetimepicker' } },
      '/blocks/0/accessory/type',
    ],
    ['a button in an input', input({ element: button() }), '/blocks/0/element/type'],
    [
      'an overflow menu in an input',
      input({ element: { type: 'overflow', options: [option()] } }),
      '/blocks/0/element/type',
    ],
    ['mrkdwn for the label of an input', input({ label: mrkdwn() }), '/blocks/0/label/type'],
    ['an unknown element', { type: 'actions', elements: [{ type: 'slider' }] }, '/blocks/0/elements/0/type'],
  ];
  test.for(cases)('%s', ([, block, at]) => expect(paths(inModal(block))).toEqual([at]));

  test('a plain button in context_actions', () => {
    const block = { type: 'context_actions', elements: [button()] };
    expect(paths(inMessage(block))).toEqual(['/blocks/0/elements/0/type']);
  });

  test('while the same elements are accepted where they belong', () => {
    expect(inModal(input({ element: typedInput }), input({ element: select }))).toEqual([]);
    expect(inModal({ type: 'section', text: mrkdwn(), accessory: image() })).toEqual([]);
    expect(inMessage({ type: 'actions', elements: [button(), select, { type: 'datetimepicker' }] })).toEqual([]);
    expect(inMessage({ type: 'context', elements: [plain(), mrkdwn(), image()] })).toEqual([]);
  });
});

describe('ids', () => {
  test('a block_id is used once in a message', () => {
    expect(inMessage({ ...divider, block_id: 'a' }, { ...divider, block_id: 'b' })).toEqual([]);
    expect(paths(inMessage({ ...divider, block_id: 'a' }, { ...divider, block_id: 'a' }))).toEqual([
      '/blocks/1/block_id',
    ]);
  });

  test('an action_id is used once in a block and may come back in another', () => {
    const one = button({ action_id: 'take' });
    expect(inMessage({ type: 'actions', elements: [one] }, { type: 'actions', elements: [one] })).toEqual([]);
    expect(paths(inActions(one, one))).toEqual(['/blocks/0/elements/1/action_id']);
  });
});

function input(more: object) {
  return { type: 'input', label: plain(), element: { type: 'plain_text_input' }, ...more };
}

function file(n: number) {
  return { type: 'file', source: 'remote', external_id: letters(n) };
}
