import { type ReactNode, useState } from 'react';
import { isObject, objectOf, objectsOf, textOf, type JsonObject } from '../../json.ts';
import { ConfirmAction } from '../parts/confirm.tsx';
import { Icon } from '../parts/icons.tsx';
import { Menu } from '../parts/menu.tsx';
import { PopupButton } from '../parts/popup-button.tsx';
import type { Control } from './control.ts';
import { Choices, DateInput, TextInput } from './inputs.tsx';
import { Picture } from './pictures.tsx';
import { Select } from './select.tsx';
import { plainTextOf } from './text-object.tsx';
import { useActs } from './use-place.ts';

/** An element that acts as soon as it is used: in actions blocks and beside sections. */
export function ActionElement({ block, element, label }: { block: JsonObject; element: JsonObject; label?: string }) {
  const { press, suggest, surface } = useActs(textOf(block.block_id));
  const [asking, setAsking] = useState<JsonObject | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const actionId = textOf(element.action_id);
  const send = async (value: JsonObject): Promise<void> => {
    setBusy(true);
    setRefused(null);
    try {
      await press(actionId, value);
    } catch (error) {
      setRefused(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const act = async (value: JsonObject): Promise<void> => {
    if (isObject(element.confirm)) setAsking(value);
    else await send(value);
  };
  const control: Control = {
    label: label || plainTextOf(element.placeholder) || actionId,
    value: surface.values[textOf(block.block_id)]?.[actionId],
    error: undefined,
    describedBy: undefined,
    change: act,
    finish: undefined,
    suggest: (typed) => suggest(actionId, typed),
  };
  return (
    <>
      <Shown element={element} control={control} busy={busy} act={act} />
      {refused !== null && (
        <span role="alert" className="refused">
          {refused}
        </span>
      )}
      {asking && (
        <ConfirmAction
          confirm={objectOf(element.confirm)}
          onDeny={() => setAsking(null)}
          onConfirm={() => {
            setAsking(null);
            void send(asking);
          }}
        />
      )}
    </>
  );
}

type ShownProps = { element: JsonObject; control: Control; busy: boolean; act: (value: JsonObject) => Promise<void> };

function Shown({ element, control, busy, act }: ShownProps): ReactNode {
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return <Button element={element} busy={busy} onPress={() => void act({})} />;
    case 'overflow':
      return <Overflow element={element} label={control.label} onChoose={(value) => void act(value)} />;
    case 'image':
      return <Picture image={element} className="accessory-image" />;
    default:
      return <ValueElement element={element} control={control} />;
  }
}

/** An element that holds a value: in input blocks, and where a choice is an action. */
export function ValueElement({ element, control }: { element: JsonObject; control: Control }): ReactNode {
  const type = textOf(element.type);
  if (type.endsWith('_select')) return <Select element={element} control={control} />;
  if (type === 'checkboxes' || type === 'radio_buttons') return <Choices element={element} control={control} />;
  if (type.endsWith('picker')) return <DateInput element={element} control={control} />;
  if (type.endsWith('_input') && type !== 'file_input') return <TextInput element={element} control={control} />;
  return <span className="unknown">{type} is not shown here.</span>;
}

function Button({ element, busy, onPress }: { element: JsonObject; busy: boolean; onPress: () => void }): ReactNode {
  const className = `button ${element.style === 'primary' ? 'button-primary' : ''} ${element.style === 'danger' ? 'button-danger' : ''}`;
  const label = textOf(element.accessibility_label) || undefined;
  const text = plainTextOf(element.text);
  if (textOf(element.url) !== '')
    return (
      <a
        className={className}
        href={textOf(element.url)}
        target="_blank"
        rel="noreferrer"
        aria-label={label}
        onClick={onPress}
      >
        {text}
      </a>
    );
  return (
    <button
      type="button"
      className={className}
      aria-label={label}
      aria-busy={busy}
      onClick={() => {
        if (!busy) onPress();
      }}
    >
      {text}
    </button>
  );
}

function Overflow(props: { element: JsonObject; label: string; onChoose: (value: JsonObject) => void }): ReactNode {
  const items = objectsOf(props.element.options).map((option) => ({
    label: plainTextOf(option.text),
    detail: plainTextOf(option.description),
    onChoose: () => {
      if (textOf(option.url) !== '') window.open(textOf(option.url), '_blank', 'noreferrer');
      props.onChoose({ selected_option: option });
    },
  }));
  return (
    <PopupButton
      label="More"
      className="button button-more"
      opens={(popup) => <Menu {...popup} label="More" items={items} />}
    >
      <Icon name="more" />
    </PopupButton>
  );
}
