import { describe, expect, it } from 'vitest';
import { sizing } from '../support/sized.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld({ saying: sizing });

describe('An incident is sized up', () => {
  it('in the form that declares it: answers and type are on the headline, and the first steps in the channel', async () => {
    const { flo, ana } = world();
    await flo.runs('/incident declare', { in: '#general' });
    const form = await flo.seesModal(/Declare an incident/);
    form.fill('What is happening?', 'sizing up the pool');
    form.choose('Severity', 'P2 Medium');
    form.choose('What kind of incident is it?', 'Database');
    form.fill('How many users are affected?', 'a third, password=hunter22');
    await form.submit();
    await world().settle();
    const channel = world().channel(/sizing-up-the-pool$/);
    const headline = () => channel.pinned()[0] ?? '';
    expect(headline()).toMatch(/Type: Database\nHow many users are affected\? a third, password=•+/);
    channel.shows(
      /Usual first steps for Database:\*\n1\. Look at the connections: `SELECT count\(\*\) FROM pg_stat_activity;`\n2\. Restart the pool/,
    );
    await ana.runs('/incident triage', { in: `#${channel.name}` });
    await world().settle();
    const triage = await ana.seesModal(/Triage/);
    triage.fill('Is there a way around it?', 'the old page');
    await triage.submit();
    await world().settle();
    channel.shows(/Ana Ruiz sized up INC-\d+[\s\S]*Is there a way around it\? the old page/);
    expect(headline()).toMatch(/a third.*\nIs there a way around it\? the old page/);
    await ana.runs('/incident type security', { in: `#${channel.name}` });
    await world().settle();
    channel.shows(/Ana Ruiz set the type of INC-\d+ to \*Security\*[\s\S]*It was Database[\s\S]*1\. Revoke the keys/);
    await ana.runs('/incident catchup', { in: `#${channel.name}` });
    await world().settle();
    expect(ana.ephemerals(`#${channel.name}`).at(-1)).toMatch(/Type: Security\nHow many users/);
    await ana.runs('/incident resolve restarted', { in: `#${channel.name}` });
    await world().settle();
    expect(channel.files().at(-1)?.content).toMatch(
      /\*\*Type:\*\* Security\n- \*\*Is there a way|\*\*Type:\*\* Security\n- \*\*How many users/,
    );
  });
});
