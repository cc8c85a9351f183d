import type { ModalDriver } from '../../sandbox/drivers/modal.ts';
import { type JsonObject, objectOf, textOf } from '../../sandbox/json.ts';
import { optionsOf, renderText } from '../../sandbox/render-blocks.ts';
import type { PersonDriver } from '../../sandbox/drivers/person.ts';
import { elementsOf, isEmptyValue } from '../../sandbox/state/view-state.ts';
import type { Random } from '../../workbench/random.ts';
import { clockNow } from '../../sandbox/clock.ts';
import type { ActScene } from './scene.ts';
import { words } from './words.ts';

const hour = 3_600_000;

/** Fills a form in as somebody in a hurry does, and sends it; again where Slack or the bot had trouble. */
export async function fillForm(
  scene: ActScene,
  person: PersonDriver,
  modal: ModalDriver,
  random: Random,
): Promise<void> {
  const { workspace } = scene.sandbox;
  for (const { block, element } of elementsOf(modal.raw.content.blocks)) {
    if (block.type !== 'input') continue;
    const label = textOf(block.block_id);
    const value = modal.raw.values[label]?.[textOf(element.action_id)];
    const must = block.optional !== true && isEmptyValue(value);
    if (must || random.chance(0.3)) fillIn(scene, modal, { label, element }, random);
  }
  await modal.settled();
  for (let tries = 0; tries < 2 && modal.isOpen(); tries += 1) {
    await modal.submit();
    if (modal.trouble() === null) break;
  }
  // Something was wrong with what was typed.
  if (modal.isOpen() && workspace.modals.get(person.id)?.includes(modal.raw)) await modal.close({ all: true });
}

function fillIn(
  scene: ActScene,
  modal: ModalDriver,
  field: { label: string; element: JsonObject },
  random: Random,
): void {
  const { label, element } = field;
  const type = textOf(element.type);
  const reader = { workspace: scene.sandbox.workspace, tz: 'UTC' };
  const [first, ...rest] = optionsOf(element).map((option) => renderText(option.text, reader));
  if (type === 'plain_text_input') {
    const most = typeof element.max_length === 'number' ? element.max_length : 3000;
    modal.fill(label, `${words(random)} ${scene.mark(random)}`.slice(0, most));
  } else if (/^(static_select|radio_buttons)$/.test(type) && first !== undefined) {
    modal.choose(label, random.one([first, ...rest]));
  } else if (type === 'checkboxes' && first !== undefined) {
    modal.tick(label, random.one([first, ...rest]));
  } else if (type.endsWith('users_select')) {
    modal.pickUser(label, random.one(scene.people));
  } else if (type === 'datetimepicker') {
    modal.pickTime(label, new Date(clockNow().getTime() + (random.below(5) - 1) * hour));
  } else if (objectOf(element).type === 'number_input') modal.fill(label, String(1 + random.below(60)));
}
