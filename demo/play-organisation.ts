import { planIncident } from '../src/domain/plan-ahead/plan-incident.ts';
import type { Policy } from '../src/domain/policy.ts';
import type { World } from '../test/support/assemble-world.ts';
import type { Printer } from './print-workspace.ts';

/** The gravest incident of an organisation, by its own runbook: its people, severities, lists and words. */
export async function playOrganisation(world: World, show: Printer): Promise<void> {
  const { cy, clock, settle, bot, sandbox } = world;
  const { policy, problems } = bot.ctx.runbooks.current;
  const [severity] = policy.severities;
  if (severity === undefined) throw new Error('The policy has no severity.');
  const title = severity.examples[0] ?? severity.criteria[0] ?? severity.means;
  const commander = world.person(commanderOf(policy));
  const does = async (who: string, what: string, act: () => Promise<unknown>): Promise<void> => {
    show.act(who, what);
    await act();
    await settle();
  };
  const runs = (command: string) =>
    does(commander.name, `runs /incident ${command}`, () => commander.runs(`/incident ${command}`, { in: here() }));
  const here = (): string => `#${channel().name}`;
  const channel = () => world.channel(/^(inc|sev)/);

  show.heading(`${policy.organisation}, Tuesday, 03:01 UTC. ${title}: Cy declares it.`);
  const declare = `/incident declare ${severity.key} ${title}`;
  await does('Cy', `runs ${declare}`, () => cy.runs(declare, { in: '#general' }));
  channel().shows(/I call|I message|is needed/);

  const asleep = planIncident({ policy, severity: severity.key, at: clock.now() }).find(
    ({ what, minute }) => what === 'called' && minute > 0,
  );
  const minutes = (asleep?.minute ?? 5) + 1;
  show.heading(`Nobody answers for ${minutes} minutes, and Muster goes on calling.`);
  await clock.forward({ minutes });
  // From outside the channel, which people enter by answering.
  for (const command of ['INC-1 ack', 'INC-1 take'])
    await does(commander.name, `runs /incident ${command}`, () =>
      commander.runs(`/incident ${command}`, { in: '#general' }),
    );
  channel().shows(/has (command|the lead)/);

  show.heading('What usually helps, and what the runbook says of a problem like this.');
  const [type] = policy.containment;
  if (type !== undefined) await runs(`type ${type.key}`);
  const [problem] = problems;
  if (problem !== undefined) await runs(`runbook ${problem.title}`);

  show.heading('The first update, in the words of the organisation.');
  await runs('update We have found where it begins, and are undoing the last change.');
  channel().shows(/Update #1/);
  await runs('status identified');
  const list = policy.checklists.find(({ show: when, items }) => when === 'declared' && items.length > 0);
  const [box] = list?.items ?? [];
  if (box !== undefined) await does(commander.name, `ticks “${box}”`, () => commander.ticks(box, { in: here() }));

  await clock.forward({ minutes: 9 });
  await runs('monitor the last change is undone');
  const soak = policy.soak / 60_000;
  show.heading(`The fix is watched for ${soak} minutes; then Muster offers to resolve.`);
  await clock.forward({ minutes: soak + 1 });
  channel().shows(/has been watched for/);
  await does(commander.name, 'presses [Resolve]', () => commander.clicks('Resolve', { in: here() }));
  const resolve = await commander.seesModal(/Resolve/);
  resolve.fill('What was it?', 'The last change.').fill('What fixed it?', 'It was undone.');
  await does(commander.name, 'submits the form', () => resolve.submit());

  const draft = channel().files().at(-1);
  if (!draft?.content.includes('The last change.')) throw new Error('The post-mortem does not say what it was.');
  if (sandbox.failures.length > 0) throw new Error(`Slack saw failures: ${JSON.stringify(sandbox.failures)}`);
  show.heading(`The post-mortem that Muster wrote (${draft.name})`);
  process.stdout.write(`${draft.content.trimEnd()}\n`);
}

function commanderOf({ roles, people }: Policy): string {
  const primary = roles.find(({ key }) => key === 'commander')?.primary;
  return people[primary ?? '']?.slack ?? 'Ana Ruiz';
}
