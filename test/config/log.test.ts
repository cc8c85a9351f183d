import { describe, expect, it } from 'vitest';
import { makeLog } from '../../src/log.ts';

const canary = 'Canary-Title-7f3a';
const token = 'xoxb-123-456-CANARYTOKEN';
const appToken = 'xapp-1-A01-CANARYTOKEN';
const secret = 'c0ffee0123456789';

function capture(): { lines: string[]; log: ReturnType<typeof makeLog> } {
  const lines: string[] = [];
  return {
    lines,
    log: makeLog({ level: 'trace', secrets: [secret], destination: { write: (line) => void lines.push(line) } }),
  };
}

function slackError(): Error {
  return Object.assign(new Error('An API error occurred: missing_scope'), {
    code: 'slack_webapi_platform_error',
    data: { ok: false, error: 'missing_scope', needed: 'pins:write', text: canary },
    request: { headers: { authorization: `Bearer ${token}` }, body: canary },
  });
}

function prismaError(): Error {
  const error = new Error(
    `Invalid \`db.incident.create()\` invocation:\n\n{ data: { title: "${canary}" } }\n\nUnique constraint failed`,
  );
  error.name = 'PrismaClientKnownRequestError';
  return error;
}

describe('the log', () => {
  it.each(['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const)(
    'shows no title and no token at level %s',
    (level) => {
      const { lines, log } = capture();
      log[level](
        { title: canary, text: canary, blocks: [canary], deep: { list: [{ markdown: canary }] } },
        `said ${token} and ${appToken} and ${secret}`,
      );
      log[level]({ err: slackError() }, 'Slack refused');
      log[level](prismaError());
      log[level]({ err: new Error(`Bearer ${token}`, { cause: prismaError() }) });
      log[level]({ command: { type: 'declare', name: canary }, url: `postgresql://muster:${secret}@db/muster` });
      log.child({ title: canary, token })[level]('from a child with %s', token);
      expect(lines).toHaveLength(6);
      const all = lines.join('');
      expect(all).not.toContain(canary);
      expect(all).not.toContain('CANARYTOKEN');
      expect(all).not.toContain(secret);
    },
  );

  it('still says what went wrong and where', () => {
    const { lines, log } = capture();
    log.error({ err: slackError(), incident: 'INC-42' }, 'Slack refused');
    log.error(prismaError());
    expect(lines[0]).toContain('"needed":"pins:write"');
    expect(lines[0]).toContain('INC-42');
    expect(lines[0]).toContain('log.test.ts');
    expect(lines[1]).toContain('Unique constraint failed');
  });
});
