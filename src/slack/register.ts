import type { App } from '@slack/bolt';
import type { Ctx } from '../context.ts';
import { AlreadyTold, UserError } from '../errors.ts';
import type { Named } from '../commands/find-number.ts';
import type { Caller, Fields, Said } from './calls.ts';
import { refuseAtDoor } from './gate.ts';
import { showHome } from './listeners/home.ts';
import { makeReply, type Respond } from './make-reply.ts';
import { actionNeeds, modalNeeds, needOf, shortcutNeeds } from './needs.ts';
import { commandName, numberIn, parseCommand } from './parse-command.ts';
import { plainText } from './plain-text.ts';
import { readAction, readCommand, readEvent, readShortcut, readSubmission, type Unheard } from './read-payload.ts';
import { newReference } from '../new-reference.ts';
import { noteRefusal, replyWithError } from './reply-with-error.ts';
import { commandRoutes } from './command-routes.ts';
import { runCommand } from './run-command.ts';
import { routes } from './routes.ts';

const all = /^[\s\S]*$/;

/**
 * Wires the route table to Bolt. Every listener acknowledges before it waits for anything, then works, and whatever
 * goes wrong is told to the person who asked. What no row answers is acknowledged and told, too: a button of an
 * older version must not look dead.
 */
export function registerRoutes(app: App, ctx: Ctx): void {
  app.command(all, async ({ ack, body, respond }) => {
    await ack();
    await othersFirst();
    const { text, call } = readCommand(body);
    const parsed = parseCommand(text, commandRoutes);
    // A word or two is typed again sooner than copied.
    const written = text.length < 30 ? null : `${ctx.config.slackCommand} ${plainText(text)}`;
    const about = {
      route: commandName(parsed),
      respond,
      written,
      of: { number: numberIn(parsed), channel: call.channel },
    };
    await serve(ctx, about, call, async (heard) => runCommand(ctx, parsed, heard));
  });
  app.action(all, async ({ ack, body, respond }) => {
    await ack();
    await othersFirst();
    const call = readAction(body);
    const route = routes.find((row) => row.kind === 'action' && row.id === call.action);
    const of = { incident: call.value.incident, channel: call.channel };
    await serve(ctx, { route: `action ${call.action}`, respond, written: null, of }, call, async (heard) => {
      await refuseAtDoor(ctx, heard, needOf(actionNeeds, call.action));
      if (route?.kind !== 'action') throw outdated(ctx, 'button');
      await route.handler(ctx, heard);
    });
  });
  app.view(all, async ({ ack, body }) => {
    const { id, call } = readSubmission(body);
    const route = routes.find((row) => row.kind === 'modal' && row.id === id);
    const modal = route?.kind === 'modal' ? route : null;
    const errors = modal?.check?.({ ...call, reply: async () => {} }) ?? {};
    if (Object.keys(errors).length > 0) return ack({ response_action: 'errors', errors });
    await ack();
    await othersFirst();
    const of = { incident: call.metadata.incident, channel: call.metadata.channel };
    const about = { route: `modal ${id}`, respond: null, written: textsOf(call.fields), of };
    await serve(ctx, about, call, async (heard) => {
      await refuseAtDoor(ctx, heard, needOf(modalNeeds, id));
      if (!modal) throw outdated(ctx, 'form');
      await modal.handler(ctx, heard);
    });
  });
  app.shortcut(all, async ({ ack, body, respond }) => {
    await ack();
    await othersFirst();
    const { id, call } = readShortcut(body);
    const route = routes.find((row) => row.kind === 'shortcut' && row.id === id);
    const of = { channel: call.channel };
    await serve(ctx, { route: `shortcut ${id}`, respond: respond ?? null, written: null, of }, call, async (heard) => {
      await refuseAtDoor(ctx, heard, needOf(shortcutNeeds, id));
      if (route?.kind !== 'shortcut') throw outdated(ctx, 'shortcut');
      await route.handler(ctx, heard);
    });
  });
  for (const route of routes) {
    if (route.kind !== 'event') continue;
    // Bolt acknowledges events itself, before it calls anybody.
    app.event(route.name, async ({ body, context }) => {
      try {
        await route.handler(ctx, readEvent(body, context.botUserId ?? null));
      } catch (error) {
        // Nobody asked for an answer.
        if (error instanceof UserError)
          return ctx.log.debug({ code: error.code, route: `event ${route.name}` }, 'refused');
        ctx.log.error(
          { err: error, route: `event ${route.name}`, reference: newReference() },
          'an event could not be taken in',
        );
      }
    });
  }
}

/** Whoever has sent something meanwhile is acknowledged before work begins: Slack waits three seconds, for each of them. */
function othersFirst(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

async function serve<Call extends Caller>(
  ctx: Ctx,
  about: { route: string; respond: Respond | null; written: string | null; of: Named },
  call: Unheard<Call>,
  work: (call: Unheard<Call> & { reply: (said: Said) => Promise<void> }) => Promise<void>,
): Promise<void> {
  const { workspace, user, channel, responseUrl, home = false } = call;
  const respond = responseUrl === null ? null : about.respond;
  const reply = makeReply(ctx, { user, channel, respond, trigger: home ? call.trigger : null });
  try {
    await work({ ...call, reply });
  } catch (error) {
    const { route, of } = about;
    if (error instanceof AlreadyTold) return noteRefusal(ctx, { error: error.cause, route, workspace, user, of });
    await replyWithError(ctx, {
      error,
      route,
      workspace,
      user,
      written: about.written,
      of,
      reply,
    });
  }
  if (home) await showHome(ctx, call);
}

function textsOf(fields: Fields): string | null {
  const texts = Object.values(fields).flatMap(({ text }) => (text === null ? [] : [text]));
  return texts.length === 0 ? null : texts.join('\n\n');
}

function outdated(ctx: Ctx, what: string): UserError {
  return new UserError(
    'outdated',
    `That ${what} is of another version of Muster and does nothing any more.`,
    `\`${ctx.config.slackCommand}\` shows what you can do now.`,
  );
}
