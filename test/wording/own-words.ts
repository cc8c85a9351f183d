import type { Facts } from '../../src/slack/views/facts.ts';
import { loadTemplates } from '../../src/policy/load-templates.ts';

const aka = await loadTemplates('templates/aka');
const seekapa = await loadTemplates('templates/seekapa');

/** Facts with the templates of an organisation that pins an opening text and numbers its updates. */
export const inAkasWords: Partial<Facts> = { render: (name, data) => aka.renderMessage(name, data) };
/** Facts with the templates of an organisation that has an alert and a resolution notice of its own. */
export const inSeekapasWords: Partial<Facts> = { render: (name, data) => seekapa.renderMessage(name, data) };
