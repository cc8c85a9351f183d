import { type ReactNode, useState } from 'react';
import { objectOf, textOf, type JsonObject } from '../../json.ts';
import { useConnection, useLive } from '../live/use-live.ts';
import { Picker } from '../parts/picker.tsx';
import { optionsOf, pickablesOf, takesMany, thingsOf, valueOfChoice } from './select-value.ts';
import { plainTextOf } from './text-object.tsx';
import { useChosen } from './use-chosen.ts';
import type { Control } from './control.ts';

/** Every select: its own options, the app's, people, channels; one or many. */
export function Select({ element, control }: { element: JsonObject; control: Control }): ReactNode {
  const type = textOf(element.type);
  const external = type.includes('external');
  const own = type.includes('static');
  const [offered, setOffered] = useState<JsonObject>({});
  const people = useLive((picture) => picture.people);
  const channels = useLive((picture) => picture.channels);
  const picture = useConnection().picture();
  const known = [...(element.initial_option ? [objectOf(element.initial_option)] : []), ...optionsOf(offered)];
  const items = own
    ? pickablesOf(element)
    : external
      ? pickablesOf(offered)
      : thingsOf(element, { ...picture, people, channels });
  const [chosen, choose] = useChosen(element, control.value);
  return (
    <Picker
      label={control.label}
      placeholder={plainTextOf(element.placeholder) || (takesMany(element) ? 'Choose some' : 'Choose one')}
      items={items}
      chosen={chosen}
      many={takesMany(element)}
      most={typeof element.max_selected_items === 'number' ? element.max_selected_items : undefined}
      invalid={control.error !== undefined}
      describedBy={control.describedBy}
      focusFirst={element.focus_on_load === true}
      onChoose={(values) => {
        choose(values, control.change(valueOfChoice(element, values, own ? optionsOf(element) : known)));
      }}
      onType={
        external ? (typed) => void control.suggest(typed).then((answer) => setOffered(objectOf(answer))) : undefined
      }
    />
  );
}
