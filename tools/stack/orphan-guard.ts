import { spawn } from 'node:child_process';

/** How long an orphan may take to obey before it is killed. */
const orphanGraceS = 8;

const script = `
trap '' INT TERM HUP
read -r word
[ "$word" = release ] && exit 0
kill -"$1" "$2" 2>/dev/null || exit 0
waited=0
while [ "$waited" -lt "$3" ] && kill -0 "$2" 2>/dev/null; do sleep 1; waited=$((waited + 1)); done
kill -KILL "$2" 2>/dev/null
exit 0
`;

/**
 * Ends the process `pid` when this process dies, even by `kill -9`: a small shell waits on a pipe
 * that the system closes with us. `release` sends the shell away; call it when the child is gone.
 */
export function guardChild(pid: number, signal: NodeJS.Signals): { release: () => void } {
  const name = signal.replace(/^SIG/, '');
  const shell = spawn('sh', ['-c', script, 'guard', name, String(pid), String(orphanGraceS)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  if ('unref' in shell.stdin && typeof shell.stdin.unref === 'function') shell.stdin.unref();
  return { release: () => shell.stdin.end('release\n') };
}
