import { type ReactNode, useId, useState } from 'react';
import { isList, objectOf, textOf, type JsonObject } from '../../json.ts';
import { ValueElement } from './element.tsx';
import { plainTextOf, TextObject } from './text-object.tsx';
import { useActs } from './use-place.ts';

/** A labelled field, its hint and what is wrong with it. */
export function InputBlock({ block }: { block: JsonObject }): ReactNode {
  const blockId = textOf(block.block_id);
  const element = objectOf(block.element);
  const actionId = textOf(element.action_id);
  const { fill, press, suggest, surface } = useActs(blockId);
  const [refused, setRefused] = useState<string | null>(null);
  const note = useId();
  const error = surface.errors[blockId] ?? refused ?? undefined;
  const told = (asked: Promise<void>): void => {
    setRefused(null);
    asked.catch((reason: unknown) => setRefused(reason instanceof Error ? reason.message : String(reason)));
  };
  const dispatches = block.dispatch_action === true;
  const typed = textOf(element.type).endsWith('_input');
  const hasNote = error !== undefined || block.hint !== undefined;
  return (
    <div className="input-block" data-block={blockId} data-invalid={error !== undefined}>
      <span className="label">
        {plainTextOf(block.label)}
        {block.optional === true && <span className="optional"> (optional)</span>}
      </span>
      <ValueElement
        element={element}
        control={{
          label: plainTextOf(block.label),
          value: surface.values[blockId]?.[actionId],
          error,
          describedBy: hasNote ? note : undefined,
          change: (value) => {
            // Choosing dispatches at once; typing does so on Enter, or on each sign where the app asks for it.
            if (dispatches && (!typed || onEachSign(element)))
              told(fill(actionId, value).then(() => press(actionId, value)));
            else told(fill(actionId, value));
          },
          dispatch: dispatches && typed ? (value) => told(press(actionId, value)) : undefined,
          suggest: (text) => suggest(actionId, text),
        }}
      />
      {hasNote && (
        <div id={note}>
          {error !== undefined && (
            <span role="alert" className="error">
              {error}
            </span>
          )}
          {block.hint !== undefined && (
            <small className="hint">
              <TextObject value={block.hint} />
            </small>
          )}
        </div>
      )}
    </div>
  );
}

function onEachSign(element: JsonObject): boolean {
  const when = objectOf(element.dispatch_action_config).trigger_actions_on;
  return isList(when) && when.includes('on_character_entered');
}
