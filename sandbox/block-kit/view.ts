import { anyBlock } from './blocks.ts';
import { identifier, plainText } from './composition.ts';
import { boolean, byType, type Check, isObject, list, oneOf, type Report, shape, text } from './rule.ts';
import { checkSurface } from './surfaces.ts';

// Slack says "250kb" without saying which: the smaller reading is safe under both.
const MAX_VIEW_BYTES = 250_000;

const common = { private_metadata: text(3000, 0), callback_id: identifier, external_id: identifier };
const blocks = list(anyBlock, 100);

const modal = shape(
  { type: oneOf('modal'), title: plainText(24), blocks },
  { ...common, submit: plainText(24), close: plainText(24), clear_on_close: boolean, notify_on_close: boolean },
  submitWithInputs,
  (view, _path, report) => checkSurface(view.blocks, 'modal', report),
);

// A Home tab has no title, submit or close: given ones are refused as unknown properties.
const home = shape({ type: oneOf('home'), blocks }, common, (view, _path, report) =>
  checkSurface(view.blocks, 'home', report),
);

const modalOrHome = byType({ modal, home }, 'as a view');

/** Checks a modal or Home view whole, its size included. */
export function checkView(view: unknown, path: string, report: Report): void {
  modalOrHome(view, path, report);
  const bytes = Buffer.byteLength(JSON.stringify(view) ?? '');
  if (bytes > MAX_VIEW_BYTES)
    report(path, `view_too_large: is ${bytes} bytes as JSON; at most ${MAX_VIEW_BYTES} are allowed`);
}

function submitWithInputs(...[view, path, report]: Parameters<Check>): void {
  const hasInput = Array.isArray(view.blocks) && view.blocks.some((block) => isObject(block) && block.type === 'input');
  if (hasInput && view.submit === undefined) report(path, "misses 'submit', which a modal with input blocks needs");
}
