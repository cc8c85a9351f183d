import { identifier } from './composition.ts';
import { boolean, byType, integer, list, matching, oneOf, type Rule, shape, text, UNLIMITED, url } from './rule.ts';

const style = shape(
  {},
  {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    code: boolean,
    underline: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
);

const words = text(UNLIMITED);

const textPart = part('text', { text: words });
const linkPart = part('link', { url: url() }, { text: words, unsafe: boolean });

const inline = byType(
  {
    text: textPart,
    link: linkPart,
    emoji: part('emoji', { name: text(UNLIMITED) }, { unicode: text(UNLIMITED), url: url() }),
    user: part('user', { user_id: matching(/^[UW][A-Z0-9]+$/, 'a user id (U… or W…)') }),
    channel: part('channel', { channel_id: matching(/^[CDG][A-Z0-9]+$/, 'a channel id (C…, D… or G…)') }),
    usergroup: part('usergroup', { usergroup_id: matching(/^S[A-Z0-9]+$/, 'a user group id (S…)') }),
    team: part('team', { team_id: matching(/^T[A-Z0-9]+$/, 'a team id (T…)') }),
    broadcast: part('broadcast', { range: oneOf('here', 'channel', 'everyone') }),
    color: part('color', { value: matching(/^#[0-9a-f]{6}$/i, 'a colour such as #F405B3') }),
    date: part('date', { timestamp: integer(0, UNLIMITED), format: words }, { url: url(), fallback: words }),
  },
  'inside rich text',
);

const border = oneOf(0, 1);
const section = shape({ type: oneOf('rich_text_section'), elements: list(inline, UNLIMITED, 0) });

const blockPart = byType(
  {
    rich_text_section: section,
    rich_text_list: shape(
      {
        type: oneOf('rich_text_list'),
        style: oneOf('bullet', 'ordered'),
        elements: list(byType({ rich_text_section: section }, 'in a rich text list'), UNLIMITED),
      },
      { indent: integer(0, 8), offset: integer(0, UNLIMITED), border },
    ),
    rich_text_quote: shape({ type: oneOf('rich_text_quote'), elements: list(inline, UNLIMITED, 0) }, { border }),
    rich_text_preformatted: shape(
      {
        type: oneOf('rich_text_preformatted'),
        elements: list(byType({ text: textPart, link: linkPart }, 'in preformatted text'), UNLIMITED, 0),
      },
      { border, language: text(UNLIMITED) },
    ),
  },
  'in a rich_text block',
);

/** A rich_text block, also used inside table cells and as the initial value of rich_text_input. */
export const richText = shape(
  { type: oneOf('rich_text'), elements: list(blockPart, UNLIMITED, 0) },
  { block_id: identifier },
);

function part(type: string, required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule {
  return shape({ type: oneOf(type), ...required }, { ...optional, style });
}
