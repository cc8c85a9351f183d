import type { Ctx } from '../context.ts';
import { type Incident, nameOf } from '../domain/incident.ts';

/** The post-mortem draft of an incident, as Markdown. */
export async function writePostMortem(_ctx: Ctx, incident: Incident): Promise<string> {
  return `# ${nameOf(incident)}: ${incident.title}\n`;
}
