import { startChild, type ChildOptions } from './child.js';
import { recentLines } from './recent-lines.js';

const stopSteps: ChildOptions['endSteps'] = [{ signal: 'SIGTERM', waitMs: 5_000 }];

/** Runs a program to its end; gives its exit code and the last lines it wrote. */
export async function runToEnd(
  options: Omit<ChildOptions, 'endSteps'>,
): Promise<{ code: number | null; tail: string }> {
  const lines = recentLines();
  const child = await startChild({
    ...options,
    endSteps: stopSteps,
    onOutput: (text) => {
      lines.add(text);
      options.onOutput(text);
    },
  });
  const code = await child.exited;
  return { code, tail: lines.text() };
}
