import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject, objectOf, objectsOf, textOf, textsOf } from './json.ts';

/** A slash command of the app. */
export type Command = { name: string; shouldEscape: boolean; usage: string; description: string };
/** A shortcut of the app: on a message, or from anywhere. */
export type Shortcut = { name: string; callbackId: string; type: 'message' | 'global' };
/** What an app manifest grants and subscribes to. */
export type Manifest = {
  appName: string;
  botName: string;
  scopes: string[];
  commands: Command[];
  shortcuts: Shortcut[];
  events: string[];
  socketMode: boolean;
  homeTab: boolean;
  /** Nobody can write to the app in its direct message. */
  isMute: boolean;
};

/** Reads an app manifest (YAML); it throws when the file is no manifest. */
export function readManifest(path: string): Manifest {
  const manifest: unknown = parse(readFileSync(path, 'utf8'));
  if (!isObject(manifest)) throw new Error(`${path} is no app manifest: it must be a YAML map.`);
  const features = objectOf(manifest.features);
  const settings = objectOf(manifest.settings);
  const botUser = objectOf(features.bot_user);
  return {
    appName: textOf(objectOf(manifest.display_information).name) || 'App',
    botName: textOf(botUser.display_name) || 'app',
    scopes: textsOf(objectOf(objectOf(manifest.oauth_config).scopes).bot),
    commands: objectsOf(features.slash_commands).map((command) => ({
      name: textOf(command.command),
      shouldEscape: command.should_escape === true,
      usage: textOf(command.usage_hint),
      description: textOf(command.description),
    })),
    shortcuts: objectsOf(features.shortcuts).map((shortcut) => ({
      name: textOf(shortcut.name),
      callbackId: textOf(shortcut.callback_id),
      type: shortcut.type === 'message' ? 'message' : 'global',
    })),
    events: textsOf(objectOf(settings.event_subscriptions).bot_events),
    socketMode: settings.socket_mode_enabled === true,
    homeTab: objectOf(features.app_home).home_tab_enabled === true,
    isMute: objectOf(features.app_home).messages_tab_read_only_enabled === true,
  };
}
