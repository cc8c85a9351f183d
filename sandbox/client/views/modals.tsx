import { type FormEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { isObject } from '../../json.ts';
import type { LiveView } from '../../live/protocol.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { plainTextOf } from '../blocks/text-object.tsx';
import { type Surface, SurfaceContext } from '../blocks/use-place.ts';
import { useAsk, useLive } from '../live/use-live.ts';
import { Dialog } from '../parts/dialog.tsx';
import { IconButton } from '../parts/icons.tsx';

/** The stack of modals: the topmost is shown, the others wait below it with what was typed in them. */
export function Modals(): ReactNode {
  const stack = useLive((picture) => picture.modals);
  const top = stack.at(-1);
  return top ? <Modal key={top.id} view={top} depth={stack.length} /> : null;
}

function Modal({ view, depth }: { view: LiveView; depth: number }): ReactNode {
  const { ask, busy, refused } = useAsk();
  const form = useRef<HTMLFormElement>(null);
  const title = plainTextOf(view.title);
  const surface = useSurface(view);
  const close = (all = false): void => void ask({ type: 'close', view: view.id, all });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy && isObject(view.submit)) void ask({ type: 'submit', view: view.id });
  };

  // By what they say: the same errors come again with every change of the view.
  const errors = JSON.stringify(view.errors);
  useEffect(() => {
    if (errors === '{}') return;
    const field = form.current?.querySelector('[data-invalid="true"]');
    field?.querySelector<HTMLElement>('input, textarea, button')?.focus();
  }, [errors]);

  return (
    <Dialog label={title} onClose={close} className="modal">
      <form ref={form} noValidate onSubmit={submit}>
        <header className="dialog-head">
          {depth > 1 && <IconButton icon="back" label="Back" onPress={close} />}
          <h2>{title}</h2>
          <IconButton icon="close" label="Close" onPress={() => close(depth > 1)} />
        </header>
        <div className="dialog-body">
          <SurfaceContext value={surface}>
            <Blocks blocks={view.blocks} />
          </SurfaceContext>
        </div>
        <footer className="dialog-foot">
          {(view.trouble ?? refused) !== null && (
            <p role="alert" className="refused">
              {view.trouble ?? refused}
            </p>
          )}
          <div className="dialog-buttons">
            <button type="button" className="button" onClick={() => close()}>
              {plainTextOf(view.close) || 'Close'}
            </button>
            {isObject(view.submit) && (
              <button type="submit" className="button button-primary" aria-busy={busy}>
                {plainTextOf(view.submit)}
              </button>
            )}
          </div>
        </footer>
      </form>
    </Dialog>
  );
}

/** The surface of a view: presses go to it, and fields start from what it holds. */
export function useSurface(view: LiveView): Surface {
  const { id, values, errors } = view;
  return useMemo(() => ({ place: { in: 'view', view: id }, values, errors }), [id, values, errors]);
}
