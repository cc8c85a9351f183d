import { buttons, contextButtons } from './buttons.ts';
import { choices } from './choices.ts';
import { anyText, identifier, plainText, textTypes } from './composition.ts';
import { dateTimePicker, inputs, pickers } from './inputs.ts';
import { richText } from './rich-text.ts';
import { boolean, byType, exactlyOneOf, list, number, oneOf, type Rule, shape, text, UNLIMITED, url } from './rule.ts';

const slackFile = shape({}, { id: text(UNLIMITED), url: url() }, exactlyOneOf('id', 'url'));
const pictureSource = { image_url: url(), slack_file: slackFile };
const onePicture = exactlyOneOf('image_url', 'slack_file');

/** An image inside a section or a context block. */
const imageElement = shape({ type: oneOf('image'), alt_text: text(2000) }, pictureSource, onePicture);

const actionElement = byType({ ...buttons, ...choices, ...pickers, ...dateTimePicker }, 'in an actions block');
const accessory = byType({ ...buttons, ...choices, ...pickers, image: imageElement }, 'as the accessory of a section');
const inputElement = byType({ ...choices, ...pickers, ...dateTimePicker, ...inputs }, 'in an input block');
const contextElement = byType({ ...textTypes(3000), image: imageElement }, 'in a context block');
const contextAction = byType(contextButtons, 'in a context_actions block');

const tableCell = byType(
  {
    raw_text: shape({ type: oneOf('raw_text'), text: text(UNLIMITED) }),
    raw_number: shape({ type: oneOf('raw_number'), value: number, text: text(UNLIMITED) }),
    rich_text: richText,
  },
  'in a table cell',
);
const columnSetting = shape({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean });

const blockRules: Record<string, Rule> = {
  header: block('header', { text: plainText(150) }),
  section: shape(
    { type: oneOf('section') },
    { block_id: identifier, text: anyText(3000), fields: list(anyText(2000), 10), accessory, expand: boolean },
    (section, path, report) => {
      if (section.text === undefined && section.fields === undefined)
        report(path, 'needs text or fields, but has neither');
    },
  ),
  actions: block('actions', { elements: list(actionElement, 25) }),
  context: block('context', { elements: list(contextElement, 10) }),
  context_actions: block('context_actions', { elements: list(contextAction, 5) }),
  input: block(
    'input',
    { label: plainText(2000), element: inputElement },
    { hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
  image: shape(
    { type: oneOf('image'), alt_text: text(2000) },
    { block_id: identifier, title: plainText(2000), ...pictureSource },
    onePicture,
  ),
  divider: block('divider', {}),
  markdown: block('markdown', { text: text(12_000) }),
  table: block('table', { rows: list(list(tableCell, 20), 100) }, { column_settings: list(columnSetting, 20) }),
  rich_text: richText,
  file: block('file', { source: oneOf('remote'), external_id: identifier }),
  video: block(
    'video',
    // Slack says "less than" for these two: 200 and 50 themselves are refused.
    { video_url: url(3000, ['https:']), thumbnail_url: url(), alt_text: text(UNLIMITED), title: plainText(199) },
    {
      title_url: url(3000, ['https:']),
      author_name: text(49),
      provider_name: text(UNLIMITED),
      provider_icon_url: url(),
      description: plainText(UNLIMITED),
    },
  ),
};

/** Any block that Slack's surfaces know; which surface takes which is decided in surfaces.ts. */
export const anyBlock: Rule = byType(blockRules, 'as a block');

function block(type: string, required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule {
  return shape({ type: oneOf(type), ...required }, { ...optional, block_id: identifier });
}
