import { planIncident } from '../src/domain/plan-ahead/plan-incident.ts';
import type { Policy } from '../src/domain/policy.ts';
import { type Draft, dayAndMinute, does, draftOf, type Narrator, type Stage } from './stage.ts';

/** The gravest incident of an organisation, by its own runbook: its people, severities, lists and words. */
export async function playOrganisation(stage: Stage, show: Narrator): Promise<Draft> {
  const { clock, person } = stage;
  const { policy, problems } = stage.runbook;
  const [severity] = policy.severities;
  if (severity === undefined) throw new Error('The policy has no severity.');
  const title = severity.examples[0] ?? severity.criteria[0] ?? severity.means;
  const cy = person('Cy Tan');
  const commander = person(commanderOf(policy));
  const act = (who: string, what: string, deed: () => Promise<unknown>) => does(stage, show, who, what, deed);
  const runs = (command: string) =>
    act(commander.name, `runs /incident ${command}`, () => commander.runs(`/incident ${command}`, { in: here() }));
  const here = (): string => `#${channel().name}`;
  const channel = () => stage.channel(/^(inc|sev)/);

  await show.heading(`${policy.organisation}, ${dayAndMinute(clock.now())}. ${title}: Cy declares it.`);
  const declare = `/incident declare ${severity.key} ${title}`;
  await act('Cy', `runs ${declare}`, () => cy.runs(declare, { in: '#general' }));
  channel().shows(/I call|I message|is needed/);
  const [number = ''] = /INC-\d+/.exec(channel().shows(/INC-\d+ · /)) ?? [];

  const asleep = planIncident({ policy, severity: severity.key, at: clock.now() }).find(
    ({ what, minute }) => what === 'called' && minute > 0,
  );
  const minutes = (asleep?.minute ?? 5) + 1;
  await show.heading(`Nobody answers for ${minutes} minutes, and Muster goes on calling.`);
  await clock.forward({ minutes });
  // From outside the channel, which people enter by answering.
  for (const command of [`${number} ack`, `${number} take`])
    await act(commander.name, `runs /incident ${command}`, () =>
      commander.runs(`/incident ${command}`, { in: '#general' }),
    );
  channel().shows(/has (command|the lead)/);

  await show.heading('What usually helps, and what the runbook says of a problem like this.');
  const [type] = policy.containment;
  if (type !== undefined) await runs(`type ${type.key}`);
  const [problem] = problems;
  if (problem !== undefined) await runs(`runbook ${problem.title}`);

  await show.heading('The first update, in the words of the organisation.');
  await runs('update We have found where it begins, and are undoing the last change.');
  channel().shows(/Update #1/);
  await runs('status identified');
  const list = policy.checklists.find(({ show: when, items }) => when === 'declared' && items.length > 0);
  const [box] = list?.items ?? [];
  if (box !== undefined) await act(commander.name, `ticks “${box}”`, () => commander.ticks(box, { in: here() }));

  await clock.forward({ minutes: 9 });
  await runs('monitor the last change is undone');
  const soak = policy.soak / 60_000;
  await show.heading(`The fix is watched for ${soak} minutes; then Muster offers to resolve.`);
  await clock.forward({ minutes: soak + 1 });
  channel().shows(/has been watched for/);
  await act(commander.name, 'presses [Resolve]', () => commander.clicks('Resolve', { in: here() }));
  const resolve = await commander.seesModal(/Resolve/);
  resolve.fill('What was it?', 'The last change.').fill('What fixed it?', 'It was undone.');
  await act(commander.name, 'submits the form', () => resolve.submit());
  return draftOf(channel(), stage.failures, ['The last change.']);
}

function commanderOf({ roles, people }: Policy): string {
  const primary = roles.find(({ key }) => key === 'commander')?.primary;
  return people[primary ?? '']?.slack ?? 'Ana Ruiz';
}
