// What is known to be wrong with the packages that we use, as a step of CI: red for anything high or critical that
// docs/known-advisories.md does not explain. Where the registry does not answer it says so, and is no verdict.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const explained = new Set(readFileSync('docs/known-advisories.md', 'utf8').match(/GHSA(-[0-9a-z]{4}){3}/g) ?? []);
const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', timeout: 60_000 });
const report = parse(stdout);

if (report?.vulnerabilities === undefined) {
  console.log('Not asked: the registry does not answer what is known of packages.');
} else {
  const found = Object.values(report.vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((one) => typeof one === 'object' && ['high', 'critical'].includes(one.severity));
  const open = found.filter(({ url }) => !explained.has(url.split('/').at(-1)));
  for (const { name, severity, title, url } of open) console.error(`${name}: ${severity}: ${title} (${url})`);
  console.log(`${found.length} high or critical, ${found.length - open.length} of them explained.`);
  if (open.length > 0) process.exitCode = 1;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
