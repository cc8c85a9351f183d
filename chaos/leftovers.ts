import { spawn } from 'node:child_process';

/** Folders that must not outlive this process. */
export type Leftovers = { add(folder: string): void; close(): void };

// Once the pipe breaks, whatever broke it. A server in the folder ends by itself then, and goes first; who looks at the record of
// a round wants its runbook.
const script = `
while IFS= read -r folder; do set -- "$@" "$folder"; done
for folder; do
  tries=0
  while [ -e "$folder/data/postmaster.pid" ] && [ $tries -lt 100 ]; do tries=$((tries + 1)); sleep 0.1; done
  [ -e "$folder/record.json" ] || rm -rf "$folder"
done`;

/** Removes folders when this process ends, also when it is killed: a shell of its own waits for that. */
export function removeLeftovers(): Leftovers {
  const shell = spawn('/bin/sh', ['-c', script, 'sh'], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  shell.on('error', () => {}); // without a shell they stay
  shell.stdin.on('error', () => {});
  shell.unref();
  return {
    add: (folder) => void shell.stdin.write(`${folder}\n`),
    close: () => void shell.stdin.end(),
  };
}
