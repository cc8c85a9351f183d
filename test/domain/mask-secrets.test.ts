import { describe, expect, it } from 'vitest';
import { maskAll, maskSecrets } from '../../src/domain/mask-secrets.ts';

// Put together here, so that no scanner of repositories takes a made-up example for a real secret.
const random = 'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7d';
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U'].join(
  '.',
);
const pem = (kind: string) => `-----BEGIN ${kind}-----\nMIIEowIBAAKCAQEA7\n${random}\n-----END ${kind}-----`;

/** What is secret, what stands around it, and how it is called. */
const secrets: [string, string, string, string][] = [
  ['Slack token', '', `xoxb-123456789012-123456789012-${random}`, ''],
  ['Slack token', 'legacy ', `xoxp-1234-5678-${random}`, ' found'],
  ['Slack token', '', `xoxe.xoxb-1-${random}`, ''],
  ['Slack token', 'SLACK_APP_TOKEN is ', `xapp-1-A012-345-${random}`, ''],
  ['Slack webhook', 'post to ', `https://hooks.slack.com/services/T0123/B0123/${random.slice(0, 24)}`, ''],
  ['GitHub token', 'gh auth ', `ghp_${random.slice(0, 36)}`, ' please'],
  ['GitHub token', '', `gho_${random.slice(0, 36)}`, ''],
  ['GitHub token', '', `github_pat_${random.slice(0, 22)}_${random}`, ''],
  ['GitLab token', '`', `glpat-${random.slice(0, 20)}`, '`'],
  ['AWS key', 'key ', `AKIA${'IOSFODNN7EXAMPLE'}`, ', rotate it'],
  ['AWS key', '', `ASIA${'IOSFODNN7EXAMPLE'}`, ''],
  ['password or secret', 'aws_secret_access_key = ', `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCYEXAMPLEKEY'}`, ''],
  ['password or secret', 'AWS_SECRET_ACCESS_KEY=', `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCYEXAMPLEKEY'}`, ''],
  ['Google key', '?key=', `AIza${random.slice(0, 35)}`, '&v=3'],
  ['Google key', '', `GOCSPX-${random.slice(0, 28)}`, ''],
  ['Google token', '', `ya29.${random}`, ''],
  ['Stripe key', '', `sk_live_${random.slice(0, 24)}`, ''],
  ['Stripe key', '', `rk_test_${random.slice(0, 24)}`, ''],
  ['API key', 'OPENAI: ', `sk-${random}${random.slice(0, 8)}`, ''],
  ['API key', '', `sk-proj-${random}`, ''],
  ['API key', '', `sk-ant-api03-${random}-${random}`, ''],
  ['SendGrid key', '', `SG.${random.slice(0, 22)}.${random}`, ''],
  ['npm token', '//packages.example.com/:_auth ', `npm_${random.slice(0, 36)}`, ''],
  ['Hugging Face token', '', `hf_${random.slice(0, 34)}`, ''],
  ['Docker token', '', `dckr_pat_${random.slice(0, 27)}`, ''],
  ['DigitalOcean token', '', `dop_v1_${'0123456789abcdef'.repeat(4)}`, ''],
  ['Vault token', '', `hvs.${random}`, ''],
  ['Azure secret', 'client secret is ', `abc8Q~${random.slice(0, 34)}`, ' now'],
  ['Azure signature', 'https://x.blob.core.windows.net/a?sv=2024&sig=', `${random.slice(0, 30)}%3D`, '&se=2026'],
  ['password or secret', 'Endpoint=sb://x/;SharedAccessKey=', `${random.slice(0, 30)}=`, ''],
  ['Atlassian token', '', `ATATT3xFf${random}`, ''],
  ['Grafana token', '', `glsa_${random}`, ''],
  ['New Relic key', '', `NRAK-${'ABCDEFGHIJ0123456789'}ABCDEFG`, ''],
  ['PyPI token', '', `pypi-AgEI${random}`, ''],
  ['Databricks token', '', `dapi${'0123456789abcdef'.repeat(2)}`, ''],
  ['Sentry token', '', `sntrys_${random}`, ''],
  ['Shopify token', '', `shpat_${'0123456789abcdef'.repeat(2)}`, ''],
  ['Linear key', '', `lin_api_${random}`, ''],
  ['Notion token', '', `ntn_${random}`, ''],
  ['Telegram token', 'bot ', `123456789:AA${random.slice(0, 33)}`, ''],
  ['age key', '', `AGE-SECRET-KEY-1${'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'.repeat(2).slice(0, 58)}`, ''],
  ['password or secret', 'PagerDuty routing_key: ', `R0${random.slice(0, 30)}`, ''],
  ['password or secret', '"integration_key": "', 'e93facc04764012d7bfb002500d5d1a6', '"'],
  ['credential', 'Authorization: Token ', 'token=y_NbAkKc66ryYTWUXYEu', ''],
  ['JWT', 'cookie ', jwt, ' expired'],
  ['private key', 'the key:\n', pem('RSA PRIVATE KEY'), '\nis out'],
  ['private key', '', pem('OPENSSH PRIVATE KEY'), ''],
  ['private key', '', pem('PGP PRIVATE KEY BLOCK'), ''],
  ['password or secret', 'password=', 'hunter2', ''],
  ['password or secret', 'Password: ', 'correcthorse', ' for the vault'],
  ['password or secret', 'db_passwd = ', 'hunter2!', ''],
  ['password or secret', '{"password": "', 'correct horse', '", "user": "x"}'],
  ['password or secret', "client_secret: '", 'a1b2c3d4e5', "'"],
  ['password or secret', 'password=', 'p(a)ss;w{o}rd,1', ''],
  ['password or secret', 'Server=db;Pwd=', 'hunter2', ';Uid=sa'],
  ['password or secret', 'https://x.example/cb?access_token=', 'abc123', '&next=1'],
  ['password or secret', 'api_key: ', 'a1b2c3d4e5f6', ''],
  ['password or secret', 'mysql --password ', 'hunter2', ' -h db'],
  ['credential', 'Authorization: Bearer ', 'abcdefghijklmnop', ''],
  ['credential', '-H "Authorization: Basic ', 'dXNlcjpwYXNz', '"'],
  ['credential', 'bearer ', random, ''],
  ['password', 'postgresql://muster:', 'p@ss', '@db:5432/muster'],
  ['password', 'redis://:', 'hunter2', '@cache:6379'],
  ['password', 'https://bot:', 'hunter2', '@git.example/x.git'],
  ['password', 'amqp+ssl://user.name:', 'pw', '@host'],
];

describe('A pasted secret is masked', () => {
  it.each(secrets)('%s in "%s…"', (name, before, secret, after) => {
    const { masked, found } = maskSecrets(`${before}${secret}${after}`);
    expect(masked).not.toContain(secret);
    expect(masked.slice(0, before.length)).toBe(before);
    expect(masked.slice(masked.length - after.length)).toBe(after);
    expect(masked.length).toBeLessThanOrEqual(before.length + secret.length + after.length);
    expect(found).toEqual([name]);
    expect(maskSecrets(masked)).toEqual({ masked, found: [] });
  });

  it('and what it was can be read where it stood', () => {
    expect(maskSecrets(`revoke ghp_${random} now`).masked).toBe('revoke ••• (masked GitHub token) now');
    expect(maskSecrets('postgres://app:hunter2@db/x is down').masked).toBe('postgres://app:•••@db/x is down');
  });

  it('each of several, even when a private key was cut off', () => {
    const { masked, found } = maskSecrets(
      `password=hunter2 ghp_${random} -----BEGIN PRIVATE KEY-----\nMIIEow${random}`,
    );
    expect(masked).toBe('password=••• ••• (masked GitHub token) ••• (masked private key)');
    expect(found).toEqual(['private key', 'GitHub token', 'password or secret']);
  });

  it('in no more time for a text made to confuse', () => {
    const began = performance.now();
    for (const text of ['password'.repeat(4000), 'a://b:'.repeat(5000), 'sk-'.repeat(9000), `eyJ${'a'.repeat(30_000)}`])
      maskSecrets(text);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('Other text stays as it was written', () => {
  it.each([
    'checkout returns 500 since 02:48',
    'the token: expired',
    'password: changed',
    'max_tokens=4096 and token: 4096',
    'tokens: 120000, secrets: 3',
    'the secret: vault has it',
    'compass=north, bypass = manual',
    'passenger: Ana Ruiz',
    'use secret=${VAULT_PATH} or $TOKEN',
    'password: *** and password=<yours>',
    'https://host.example:8080/path/@user',
    'https://grafana.example/d/abc?from=now-1h&to=now',
    'mailto:ana@example.com and ana@example.com',
    'ssh deploy@10.0.0.1:22',
    'sk-learn-based-classification-model',
    'commit 1f3b5c7d9e1f3b5c7d9e1f3b5c7d9e1f3b5c7d9e',
    'request 3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'AKIA is a prefix, ghp_ too, xoxb- as well',
    'INC-42 <@U01ANA0001> C0123:1700000000.000100',
    '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
    'authorization failed for 3 % of requests',
    'Bearer of bad news, again and again',
    'the password reset page is slow: 4 s',
    'eyJ is how they begin',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'trace 4bf92f3577b34da6a3ce929d0e0e4736, span 00f067aa0ba902b7',
    'arn:aws:lambda:eu-west-1:123456789012:function:pay',
    'image checkout@sha256:9f86d081884c7d659a2feaa0c55ad015, build 20261121.3',
    'the routing key: checkout.eu',
    'service key: payments',
    'pod checkout-7d9c5b8f6d-x2x9k on ip-10-0-3-17',
    'https://app.example/cb?sig=short&id=1',
    'at 12345678:AA the counter broke',
    'merge 3f2504e into a1b2c3d (PR 4821)',
    'order 4111-1111, ticket OPS-12345, rev r0123456789',
  ])('%s', (text) => {
    expect(maskSecrets(text)).toEqual({ masked: text, found: [] });
  });
});

it('every text of a command is masked, ids and times are not', () => {
  const command = {
    type: 'postUpdate',
    by: 'U01ANA0001',
    source: 'C0123ABCD:1700000000.000100',
    at: new Date('2026-03-02T03:01:00Z'),
    text: `use ghp_${random}`,
    deep: { list: ['password=hunter2', null, 4] },
  };
  expect(maskAll(command)).toEqual({
    masked: { ...command, text: 'use ••• (masked GitHub token)', deep: { list: ['password=•••', null, 4] } },
    found: ['GitHub token', 'password or secret'],
  });
  expect(command.text).toContain(random);
});
