import { isObject, type Report } from './rule.ts';

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home';

// Blocks and elements that are missing here work on every surface.
const NARROW = new Map<string, Surface[]>([
  ['context_actions', ['message']],
  ['markdown', ['message']],
  ['table', ['message']],
  ['file', ['message']],
  ['workflow_button', ['message']],
  ['datetimepicker', ['message', 'modal']],
  ['email_text_input', ['modal']],
  ['url_text_input', ['modal']],
  ['number_input', ['modal']],
  ['file_input', ['modal']],
  ['rich_text_input', ['modal', 'home']],
]);

/** Reports blocks and elements that this surface does not take, and ids that are used twice. */
export function checkSurface(blocks: unknown, surface: Surface, report: Report): void {
  if (!Array.isArray(blocks)) return;
  const blockIds = new Set<string>();
  let focused = 0;
  for (const [index, block] of blocks.entries()) {
    const path = `/blocks/${index}`;
    checkPlace(block, surface, path, report);
    checkUnique(block, 'block_id', blockIds, `${path}/block_id`, report);
    const actionIds = new Set<string>();
    for (const [element, place] of elementsOf(block, path)) {
      checkPlace(element, surface, place, report);
      checkUnique(element, 'action_id', actionIds, `${place}/action_id`, report);
      checkResponseUrl(block, element, surface, place, report);
      if (!isObject(element) || element.focus_on_load !== true) continue;
      focused += 1;
      if (focused > 1) report(`${place}/focus_on_load`, `is true on ${focused} elements; only one may have the focus`);
    }
  }
}

/** Every element of a block with its path: its elements, accessory and input element. */
function elementsOf(block: unknown, path: string): [unknown, string][] {
  if (!isObject(block) || block.type === 'rich_text') return [];
  const many: unknown[] = Array.isArray(block.elements) ? block.elements : [];
  const single = ['accessory', 'element'].filter((name) => block[name] !== undefined);
  return [
    ...many.map((element, index): [unknown, string] => [element, `${path}/elements/${index}`]),
    ...single.map((name): [unknown, string] => [block[name], `${path}/${name}`]),
  ];
}

function checkPlace(thing: unknown, surface: Surface, path: string, report: Report): void {
  if (!isObject(thing) || typeof thing.type !== 'string') return;
  const surfaces = NARROW.get(thing.type);
  if (surfaces && !surfaces.includes(surface))
    report(path, `${thing.type} is not allowed in a ${surface}; it works in: ${surfaces.join(', ')}`);
}

function checkUnique(thing: unknown, name: string, seen: Set<string>, path: string, report: Report): void {
  const id = isObject(thing) ? thing[name] : undefined;
  if (typeof id !== 'string') return;
  if (seen.has(id)) report(path, `${name} '${id}' is already used; it must be unique`);
  seen.add(id);
}

function checkResponseUrl(block: unknown, element: unknown, surface: Surface, path: string, report: Report): void {
  if (!isObject(element) || element.response_url_enabled === undefined) return;
  const fits = surface === 'modal' && isObject(block) && block.type === 'input';
  if (!fits) report(`${path}/response_url_enabled`, 'works only in an input block of a modal');
}
