import type { Stage } from '../delivery/interact.ts';
import { objectOf, textOf, type JsonObject } from '../json.ts';
import { renderText } from '../render-blocks.ts';
import { renderView } from '../render-text.ts';
import { tellChange } from '../state/tell-change.ts';
import type { User, View } from '../state/workspace.ts';
import { stackOf } from '../web-api/views.ts';
import { chosenOptions, fieldOf, pickedIds, tickedOptions, typed, type Field } from './fill-in.ts';
import { findChannel, findUser } from './find-channel.ts';
import { buttonsOf, buttonText, findElement, keepValue, press } from './press.ts';
import { closeView, submitView } from './submit-view.ts';

/** A modal or App Home in a person's hands; what is filled in is told to the app as Slack tells it. */
export type ModalDriver = {
  title(): string;
  text(): string;
  shows(pattern: RegExp): string;
  lacks(pattern: RegExp): void;
  value(label: string): JsonObject;
  errors(): string[];
  trouble(): string | null;
  isOpen(): boolean;
  raw: View;
  fill(label: string, text: string): ModalDriver;
  choose(label: string, option: string | string[]): ModalDriver;
  tick(label: string, option: string): ModalDriver;
  untick(label: string, option: string): ModalDriver;
  pickUser(label: string, ...people: string[]): ModalDriver;
  pickChannel(label: string, ...names: string[]): ModalDriver;
  pickTime(label: string, at: Date): ModalDriver;
  settled(): Promise<void>;
  submit(): Promise<void>;
  clicks(button: string | RegExp): Promise<void>;
  close(options?: { all: boolean }): Promise<void>;
};

/** The driver of one view on a person's screen. */
export function modalDriver(stage: Stage, user: User, view: View): ModalDriver {
  const { workspace } = stage;
  let pending: Promise<void> = Promise.resolve();
  const text = (): string => renderView(workspace, view, user.tz);
  const isOpen = (): boolean => stackOf(workspace, user.id).includes(view) || workspace.homes.get(user.id) === view;

  function put(label: string, value: (field: Field, current: JsonObject) => JsonObject): ModalDriver {
    needOpen();
    const field = fieldOf(workspace, view, label);
    const [blockId, actionId] = [textOf(field.block.block_id), textOf(field.element.action_id)];
    const current = objectOf(view.values[blockId]?.[actionId]);
    const chosen = value(field, current);
    const dispatches = keepValue(view, field, chosen);
    tellChange(workspace, { what: 'views', user: user.id });
    if (dispatches)
      pending = pending.then(() => press(stage, user, { surface: { kind: 'view', view }, ...field }, chosen));
    return driver;
  }
  function needOpen(): void {
    if (!isOpen())
      throw new Error(
        `The modal "${renderText(view.content.title, { workspace, tz: user.tz })}" is no longer open for ${user.realName}.`,
      );
  }

  const driver: ModalDriver = {
    raw: view,
    title: () => renderText(view.content.title, { workspace, tz: user.tz }),
    text,
    isOpen,
    shows: (pattern) => {
      if (!pattern.test(text())) throw new Error(`The modal does not show ${pattern}. It shows:\n${text()}`);
      return text();
    },
    lacks: (pattern) => {
      if (pattern.test(text())) throw new Error(`The modal shows ${pattern}, which it must not:\n${text()}`);
    },
    value: (label) => {
      const { block, element } = fieldOf(workspace, view, label);
      return objectOf(view.values[textOf(block.block_id)]?.[textOf(element.action_id)]);
    },
    errors: () => Object.values(view.errors),
    trouble: () => view.trouble,
    fill: (label, said) => put(label, (field) => typed(field, label, said)),
    choose: (label, option) => put(label, (field) => chosenOptions(workspace, field, label, [option].flat())),
    tick: (label, option) =>
      put(label, (field, current) => tickedOptions(workspace, field, label, option, current.selected_options, true)),
    untick: (label, option) =>
      put(label, (field, current) => tickedOptions(workspace, field, label, option, current.selected_options, false)),
    pickUser: (label, ...people) =>
      put(label, (field) =>
        pickedIds(
          field,
          label,
          people.map((name) => findUser(workspace, name).id),
        ),
      ),
    pickChannel: (label, ...names) =>
      put(label, (field) =>
        pickedIds(
          field,
          label,
          names.map((name) => findChannel(workspace, name, user).id),
        ),
      ),
    pickTime: (label, at) => put(label, () => ({ selected_date_time: Math.floor(at.getTime() / 1000) })),
    settled: () => pending,
    submit: async () => {
      await pending;
      needOpen();
      if (!view.content.submit) throw new Error(`The modal "${driver.title()}" has no submit button.`);
      await submitView(stage, user, view);
    },
    clicks: async (button) => {
      await pending;
      needOpen();
      const surface = { kind: 'view', view } as const;
      const found = findElement(
        [surface],
        (element) =>
          element.type === 'button' &&
          (button instanceof RegExp ? button.test(buttonText(stage, element)) : buttonText(stage, element) === button),
      );
      if (!found)
        throw new Error(
          `The modal "${driver.title()}" has no button "${button}"; it has ${buttonsOf(stage, [surface]).join(' ') || 'none'}.`,
        );
      await press(stage, user, found);
    },
    close: async (options) => {
      await pending;
      needOpen();
      await closeView(stage, user, view, options?.all);
    },
  };
  return driver;
}
