import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { sizing } from '../support/sized.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld({ saying: sizing });

describe('What a severity does first', () => {
  it('is a message in Slack at P2, and the channel says so', async () => {
    const it = await declared(world(), 'P2 reports are late');
    it.channel.shows(/I message Ana Ruiz \(Incident Commander\) in Slack now/);
    it.channel.shows(/Messaged in Slack\. No phone rang\./);
    expect(world().ana.directMessages().at(-1)?.text).toMatch(/You are needed/);
  });

  it('is a ticket at P3: nobody is called, the text is there to copy, and the number is on the headline', async () => {
    const { ana, flo } = world();
    const before = ana.directMessages().length;
    const it = await declared(world(), 'P3 a typo in the footer');
    await world().clock.forward({ minutes: 30 });
    it.channel.lacks(/I call|I message/);
    expect(ana.directMessages()).toHaveLength(before);
    it.channel.shows(/Create a ticket\.\* At P3 Low nobody is called/);
    it.channel.shows(/INC-\d+: a typo in the footer case\d+\nSeverity: P3 Low\nAffected: not known yet/);
    expect(it.headline()).toMatch(/No ticket yet; nobody is called/);
    await flo.clicks('Ticket created', { ...it.where, on: /Create a ticket/ });
    const form = await flo.seesModal(/Ticket/);
    form.fill('Which ticket is it?', 'OPS-123');
    await form.submit();
    await world().settle();
    it.channel.shows(/✓ Ticket OPS-123 \(Flo Meyer, \d\d:\d\d/);
    it.channel.lacks(/Create a ticket/);
    expect(it.headline()).toMatch(/✓ Ticket OPS-123 \(Flo Meyer/);
    await flo.runs('/incident ticket none', it.where);
    await world().settle();
    it.channel.shows(/Create a ticket/);
    await flo.runs('/incident ticket https://tickets.example.com/OPS-124', it.where);
    await world().settle();
    expect(it.headline()).toMatch(/Ticket https:\/\/tickets\.example\.com\/OPS-124/);
  });

  it('is told in the form that declares, and calls people once it is raised', async () => {
    const { flo } = world();
    await flo.runs('/incident declare', { in: '#general' });
    const form = await flo.seesModal(/Declare an incident/);
    expect(form.text()).toMatch(
      /P0, P1\*: people are called · \*P2\*: people are told in Slack, no phone rings · \*P3\*: nobody is called; a ticket/,
    );
    expect(form.text()).toMatch(/\*P0\* .*more than 20 % of requests fail\. For example:/);
    await form.close();
    const it = await declared(world(), 'P3 raised later');
    await flo.runs('/incident severity P0 all of it', it.where);
    await world().settle();
    it.channel.shows(/I call Ana Ruiz \(Incident Commander\) now/);
    it.channel.shows(/It is \*P0 Critical\* now\. No ticket was recorded\./);
  });
});
