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
  const { fill, suggest, surface } = useActs(blockId);
  const [refused, setRefused] = useState<string | null>(null);
  const note = useId();
  const error = surface.errors[blockId] ?? refused ?? undefined;
  const told = (asked: Promise<void>): Promise<void> => {
    setRefused(null);
    return asked.catch((reason: unknown) => setRefused(reason instanceof Error ? reason.message : String(reason)));
  };
  const typed = textOf(element.type).endsWith('_input');
  const waits = block.dispatch_action === true && typed && !onEachSign(element);
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
          // Where a change is an action too, the sandbox sends it; what is typed is one only when it is finished.
          change: async (value) => {
            if (!waits) await told(fill(actionId, value));
          },
          finish: waits ? (value) => void told(fill(actionId, value)) : undefined,
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
