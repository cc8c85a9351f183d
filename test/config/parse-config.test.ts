import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, secretsOf } from '../../src/config.ts';
import { UserError } from '../../src/errors.ts';
import { errorView } from '../../src/slack/views/ephemeral/error.ts';
import { renderHelp } from '../../src/slack/views/ephemeral/help.ts';
import { proves } from '../promises/proves.ts';

const least = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'xapp-1-a' };

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('needs two tokens and has a default for all else', () => {
    expect(parseConfig(least)).toEqual({
      slack: { botToken: 'xoxb-1-a', appToken: 'xapp-1-a', signingSecret: null, apiUrl: null },
      databaseUrl: null,
      dataFolder: '.data',
      runbook: 'runbooks/generic',
      announceChannel: null,
      slackCommand: '/incident',
      host: '127.0.0.1',
      port: 3000,
      publicUrl: null,
      apiToken: null,
      metricsToken: null,
      heartbeat: null,
      pagerDuty: null,
      logLevel: 'info',
    });
  });

  it('reports every problem at once, each with its remedy', () => {
    const problems = problemsOf({
      SLACK_BOT_TOKEN: 'xoxp-user',
      SLACK_API_URL: 'slack',
      DATABASE_URL: 'mysql://x',
      SLACK_COMMAND: 'incident now',
      ANNOUNCE_CHANNEL: 'Not A Channel',
      PORT: '70000',
      PUBLIC_URL: 'ftp://x',
      LOG_LEVEL: 'loud',
      API_TOKEN: 'short',
    });
    expect(problems.map((problem) => problem.split(':')[0]).toSorted()).toEqual(
      [
        'ANNOUNCE_CHANNEL',
        'API_TOKEN',
        'DATABASE_URL',
        'LOG_LEVEL',
        'PORT',
        'PUBLIC_URL',
        'SLACK_API_URL',
        'SLACK_BOT_TOKEN',
        'SLACK_COMMAND',
        'SLACK_SIGNING_SECRET',
      ].toSorted(),
    );
    for (const problem of problems) expect(problem).toMatch(/(Write|Copy|copy|[Mm]ake) /);
    proves('O1');
  });

  it('asks for what PagerDuty needs, and names what nothing would use', () => {
    const token = 'u+abcdefghijklmnop';
    const whole = {
      PAGERDUTY_API_TOKEN: token,
      PAGERDUTY_FROM_EMAIL: 'muster@acme.example',
      PAGERDUTY_SERVICE: 'PABC123',
    };
    expect(parseConfig({ ...least, ...whole, PAGERDUTY_API_URL: 'https://api.eu.pagerduty.com/' }).pagerDuty).toEqual({
      rest: { token, from: 'muster@acme.example', service: 'PABC123', url: 'https://api.eu.pagerduty.com' },
      events: null,
      webhookSecret: null,
    });
    const routingKey = 'R0123456789ABCDEFGHIJKLMNOPQRSTU';
    expect(parseConfig({ ...least, PAGERDUTY_ROUTING_KEY: routingKey }).pagerDuty).toEqual({
      rest: null,
      events: { routingKey, url: 'https://events.pagerduty.com' },
      webhookSecret: null,
    });
    const named = (env: Record<string, string>) =>
      problemsOf({ ...least, ...env }).map((problem) => problem.split(':')[0]);
    expect(named({ PAGERDUTY_API_TOKEN: token, PORT: '70000' }).toSorted()).toEqual([
      'PAGERDUTY_FROM_EMAIL',
      'PAGERDUTY_SERVICE',
      'PORT',
    ]);
    expect(named({ PAGERDUTY_SERVICE: 'PABC123' })).toEqual(['PAGERDUTY_SERVICE']);
    expect(named({ PAGERDUTY_EVENTS_URL: 'https://events.eu.pagerduty.com' })).toEqual(['PAGERDUTY_EVENTS_URL']);
    expect(named({ PAGERDUTY_ROUTING_KEY: 'short', PAGERDUTY_WEBHOOK_SECRET: 'x'.repeat(20) }).toSorted()).toEqual([
      'PAGERDUTY_ROUTING_KEY',
      'PAGERDUTY_WEBHOOK_SECRET',
    ]);
    expect(secretsOf(parseConfig({ ...least, ...whole }))).toContain(token);
  });

  it('takes who watches from outside, and keeps the address secret', () => {
    const url = 'https://hc-ping.com/0b6f3f2e-6f0c-4a6e-9a58-2f4f7e3c1b11';
    const config = parseConfig({
      ...least,
      HEARTBEAT_URL: url,
      HEARTBEAT_SECONDS: '30',
      METRICS_TOKEN: 'm'.repeat(32),
    });
    expect(config.heartbeat).toEqual({ url, every: 30_000 });
    expect(secretsOf(config)).toEqual(
      expect.arrayContaining([url, '/0b6f3f2e-6f0c-4a6e-9a58-2f4f7e3c1b11', 'm'.repeat(32)]),
    );
    expect(parseConfig({ ...least, HEARTBEAT_URL: url }).heartbeat?.every).toBe(60_000);
    const wrong = [
      { HEARTBEAT_URL: 'hc-ping.com/0b6f3f2e' },
      { HEARTBEAT_URL: 'https://me:secret@watch.example.com/x' },
      { HEARTBEAT_URL: url, HEARTBEAT_SECONDS: '5' },
      { HEARTBEAT_URL: url, HEARTBEAT_SECONDS: '9999' },
      { HEARTBEAT_SECONDS: '60' },
      { METRICS_TOKEN: 'short' },
    ];
    for (const settings of wrong) {
      const problems = problemsOf({ ...least, ...settings });
      expect(problems).toHaveLength(1);
      expect(problems.join()).not.toMatch(/0b6f3f2e|secret@/);
    }
  });

  it('takes an empty value as missing', () => {
    expect(problemsOf({ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: ' ' }).map((problem) => problem.split(':')[0])).toEqual([
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
    ]);
  });

  it('needs the signing secret only without an app token, and then listens for Slack', () => {
    const http = parseConfig({ SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_SIGNING_SECRET: '0123456789abcdef' });
    expect(http.slack.appToken).toBeNull();
    expect(http.host).toBe('0.0.0.0');
    expect(problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1-a' })).toHaveLength(1);
    proves('U1');
  });

  it('ends the Web API base with one slash and the public address with none', () => {
    const config = parseConfig({
      ...least,
      SLACK_API_URL: 'http://127.0.0.1:9/api',
      PUBLIC_URL: 'https://m.example.com/',
    });
    expect(config.slack.apiUrl).toBe('http://127.0.0.1:9/api/');
    expect(config.publicUrl).toBe('https://m.example.com');
  });

  it('takes another name of the command, which is then named in every answer', () => {
    const { slackCommand } = parseConfig({ ...least, SLACK_COMMAND: '/outage' });
    expect(slackCommand).toBe('/outage');
    const error = new UserError('no-such-incident', 'I cannot find that incident.', 'Use `list` to see what is open.');
    expect(errorView(error, slackCommand).text).toContain('`/outage list`');
    const line = { usage: 'list', help: 'What is open', group: 'Look' };
    expect(JSON.stringify(renderHelp([line], slackCommand))).not.toContain('/incident');
    proves('C1');
  });

  it('takes the announcement channel with or without its #', () => {
    expect(parseConfig({ ...least, ANNOUNCE_CHANNEL: '#incidents' }).announceChannel).toBe('incidents');
    expect(parseConfig({ ...least, ANNOUNCE_CHANNEL: 'C0123456789' }).announceChannel).toBe('C0123456789');
  });
});
