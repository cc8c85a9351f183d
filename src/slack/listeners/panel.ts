import { findAll, findByChannel, listOpen } from '../../commands/find-incident.ts';
import type { Ctx } from '../../context.ts';
import { type Incident, nameOf } from '../../domain/incident.ts';
import { act } from '../act.ts';
import type { ActionCall, Caller, CommandCall } from '../calls.ts';
import { refuseUnless } from '../gate.ts';
import { locateIncident, refuseFormerChannel, type Where } from '../locate-incident.ts';
import { renderHelp, type HelpLine } from '../views/ephemeral/help.ts';
import { catchMeUp } from '../views/incident-buttons.ts';
import { mostListed, renderList } from '../views/ephemeral/list.ts';
import { renderPanel } from '../views/ephemeral/panel.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';

/** `/incident` alone: the panel of this channel's incident, else the help. */
export async function showPanelOrHelp(ctx: Ctx, call: CommandCall, help: readonly HelpLine[]): Promise<void> {
  if (call.number !== null) return showPanel(ctx, call, await locateIncident(ctx, call, call));
  const incident = await findByChannel(ctx, call);
  if (incident) return showPanel(ctx, call, incident);
  await refuseFormerChannel(ctx, call, call.channel);
  await call.reply(renderHelp(help, ctx.config.slackCommand));
}

/** `/incident status`: this incident, or what is open when this is no incident's channel. */
export async function showStatus(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.number !== null) return showPanel(ctx, call, await locateIncident(ctx, call, call));
  const incident = await findByChannel(ctx, call);
  if (!incident) await refuseFormerChannel(ctx, call, call.channel);
  await (incident ? showPanel(ctx, call, incident) : showList(ctx, call));
}

/** `/incident list`. */
export async function showList(ctx: Ctx, call: Caller): Promise<void> {
  const open = await listOpen(ctx, { workspace: call.workspace, viewer: call.user, limit: mostListed + 1 });
  const runbookOf = await ctx.runbooks.ofAll(open);
  const policyOf = (incident: Incident) => runbookOf(incident).policy;
  await call.reply(renderList(open, { policyOf, now: ctx.now(), command: ctx.config.slackCommand }));
}

/** A button that shows the panel. */
export async function showPanelByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await showPanel(ctx, call, await locateIncident(ctx, call, { ...call.value, channel: call.channel }));
}

async function showPanel(ctx: Ctx, call: Caller, incident: Incident): Promise<void> {
  await refuseUnless(ctx, call, { permission: 'see', incident });
  const { config, phone } = ctx;
  const { policy } = await ctx.runbooks.of(incident);
  const facts = { incident, policy, now: ctx.now(), botUserId: null, receipt: [], late: null };
  const others = await findAll(ctx, incident.merged === null ? [] : [incident.merged.into.id]);
  const shown = { ...facts, others, pagerRings: phone !== null, announceChannel: config.announceChannel };
  await call.reply(renderPanel(shown, call.user));
}

/** *Join*: the person is invited into the incident's channel. */
export async function joinByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await join(ctx, call, call.value);
}

/** `/incident join`. */
export async function joinByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await join(ctx, call, call);
}

async function join(ctx: Ctx, call: Caller, where: Where): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'join', by: call.user });
  const place = incident.channel ? `<#${incident.channel.id}>` : 'its channel as soon as it is open';
  await call.reply(sentenceView(`You are invited to ${nameOf(incident)}: ${place}.`, [catchMeUp(incident)]));
}
