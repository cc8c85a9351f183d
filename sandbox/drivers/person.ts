import type { Stage } from '../delivery/interact.ts';
import { textOf } from '../json.ts';
import { optionsOf, renderText } from '../render-blocks.ts';
import { renderMessage } from '../render-text.ts';
import { appMessages } from '../state/create-workspace.ts';
import type { User } from '../state/workspace.ts';
import { stackOf } from '../web-api/views.ts';
import { channelView, seenMessage, type ChannelView, type SeenMessage } from './channel-view.ts';
import { chatActs, type ChatActs } from './chat-acts.ts';
import { eventually } from './eventually.ts';
import { chosenOptions, pickedIds, tickedOptions } from './fill-in.ts';
import { canSee, findChannel, findUser, type ChannelName } from './find-channel.ts';
import { modalDriver, type ModalDriver } from './modal.ts';
import { buttonsOf, buttonText, type Found, findElement, press } from './press.ts';
import { runCommand } from './run-command.ts';
import { renderSurface, surfacesOf, type Surface } from './surface.ts';
import { useShortcut } from './use-shortcut.ts';

/** Where to look for a button: in a channel or 'dm', on a message with that text; anywhere unless told. */
export type Where = { in?: ChannelName; on?: RegExp };

/** A person who acts in the workspace and reads what is on the screen. */
export type PersonDriver = ChatActs & {
  id: string;
  name: string;
  user: User;
  runs(command: string, where: { in: ChannelName }): Promise<void>;
  clicks(button: string | RegExp, where?: Where): Promise<void>;
  picks(select: string, option: string, where?: Where): Promise<void>;
  ticks(box: string, where?: Where): Promise<void>;
  unticks(box: string, where?: Where): Promise<void>;
  /** Takes every tick of these boxes away. */
  unpicks(boxes: string, where?: Where): Promise<void>;
  usesShortcut(name: string, about?: { on: SeenMessage }): Promise<void>;
  hasModal(): boolean;
  modal(): ModalDriver;
  seesModal(title?: RegExp): Promise<ModalDriver>;
  home(): ModalDriver;
  ephemerals(channel?: ChannelName): string[];
  directMessages(): SeenMessage[];
  sees(pattern: RegExp): string;
  buttons(where?: Where): string[];
  failures(): string[];
  channel(name: ChannelName): ChannelView;
  canSee(name: ChannelName): boolean;
};

/** The driver of one person, found by real name, handle or id. */
export function personDriver(stage: Stage, name: string): PersonDriver {
  const { workspace } = stage;
  const user = findUser(workspace, name);
  const surfaces = (where: Where = {}): Surface[] =>
    surfacesOf(workspace, user, where.in).filter(
      (surface) => where.on === undefined || where.on.test(renderSurface(workspace, surface, user.tz)),
    );
  const placeOf = (where: Where): string =>
    `${where.in === undefined ? 'anywhere' : `in ${where.in}`}${where.on ? ` on a message like ${where.on}` : ''}`;
  const selectOf = (select: string, where: Where): Found => {
    const nameOf = (value: Parameters<typeof renderText>[0]): string => renderText(value, { workspace, tz: user.tz });
    const found = findElement(
      surfaces(where),
      (element) =>
        element.type !== 'button' && (element.action_id === select || nameOf(element.placeholder) === select),
    );
    if (!found) throw new Error(`${user.realName} sees no select "${select}" ${placeOf(where)}.`);
    return found;
  };
  const ephemerals = (channel?: ChannelName): string[] =>
    workspace.ephemerals
      .filter(
        (message) =>
          message.user === user.id &&
          (channel === undefined || message.channel === findChannel(workspace, channel, user).id),
      )
      .map((message) => renderMessage(workspace, message, user.tz));
  const directMessages = (): SeenMessage[] =>
    [appMessages(workspace, user.id) ?? []]
      .flat()
      .flatMap((channel) => channel.messages.map((message) => seenMessage(workspace, channel, message, user.tz)));

  // A message's boxes are as it was sent or edited last; the app hears which are ticked after the press.
  const tick = async (box: string, on: boolean, where: Where = {}): Promise<void> => {
    const reader = { workspace, tz: user.tz };
    const found = findElement(
      surfaces(where),
      (element) =>
        element.type === 'checkboxes' && optionsOf(element).some(({ text }) => renderText(text, reader).includes(box)),
    );
    if (!found) throw new Error(`${user.realName} sees no box "${box}" ${placeOf(where)}.`);
    await press(stage, user, found, tickedOptions(workspace, found, box, box, found.element.initial_options, on));
  };
  const driver: PersonDriver = {
    ...chatActs(stage, user),
    id: user.id,
    name: user.realName,
    user,
    runs: (command, where) => runCommand(stage, user, findChannel(workspace, where.in, user), command),
    clicks: async (button, where = {}) => {
      const fits = (text: string): boolean => (button instanceof RegExp ? button.test(text) : text === button);
      const found = findElement(
        surfaces(where),
        (element) => element.type === 'button' && fits(buttonText(stage, element)),
      );
      if (!found)
        throw new Error(
          `${user.realName} sees no button "${button}" ${placeOf(where)}; there are ${buttonsOf(stage, surfaces(where)).join(' ') || 'none'}.`,
        );
      await press(stage, user, found);
    },
    picks: async (select, option, where = {}) => {
      const found = selectOf(select, where);
      const byId = /^(multi_)?(users|conversations|channels)_select$/.exec(textOf(found.element.type));
      const idOf = (): string =>
        byId?.[2] === 'users' ? findUser(workspace, option).id : findChannel(workspace, option, user).id;
      await press(
        stage,
        user,
        found,
        byId ? pickedIds(found, select, [idOf()]) : chosenOptions(workspace, found, select, [option]),
      );
    },
    ticks: (box, where) => tick(box, true, where),
    unticks: (box, where) => tick(box, false, where),
    unpicks: (boxes, where = {}) => press(stage, user, selectOf(boxes, where), { selected_options: [] }),
    usesShortcut: (shortcut, about) => useShortcut(stage, user, shortcut, about?.on),
    hasModal: () => stackOf(workspace, user.id).length > 0,
    modal: () => {
      const top = stackOf(workspace, user.id).at(-1);
      if (!top) throw new Error(`${user.realName} has no modal open. ${driver.failures().join('; ')}`.trim());
      return modalDriver(stage, user, top);
    },
    seesModal: (title) =>
      eventually(() => {
        const modal = driver.modal();
        if (title && !title.test(modal.title()))
          throw new Error(`${user.realName} sees the modal "${modal.title()}", not ${title}.`);
        return modal;
      }),
    home: () => {
      const home = workspace.homes.get(user.id);
      if (!home) throw new Error(`The app has published no Home for ${user.realName}.`);
      return modalDriver(stage, user, home);
    },
    ephemerals,
    directMessages,
    sees: (pattern) => {
      const texts = [...directMessages().map((message) => message.text), ...ephemerals()];
      const found = texts.findLast((text) => pattern.test(text));
      if (found === undefined)
        throw new Error(`${user.realName} does not see ${pattern}. There is:\n${texts.join('\n---\n') || '(nothing)'}`);
      return found;
    },
    buttons: (where) => buttonsOf(stage, surfaces(where)),
    failures: () =>
      workspace.failures
        .filter((failure) => failure.user === user.id)
        .map((failure) => `${failure.what}: ${failure.reason}`),
    channel: (wanted) => channelView(workspace, findChannel(workspace, wanted, user).id, user.tz),
    canSee: (wanted) =>
      workspace.channels.some(
        (channel) =>
          (wanted instanceof RegExp ? wanted.test(channel.name) : channel.name === wanted.replace(/^#/, '')) &&
          canSee(channel, user),
      ),
  };
  return driver;
}
