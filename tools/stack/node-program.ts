import { existsSync } from 'node:fs';
import { startChild, type Child } from './child.js';
import type { LogFile } from './log-file.js';
import { problemLines } from './problem-lines.js';
import { StackError } from './stack-error.js';

export interface NodeProgram {
  name: string;
  /** The built file. */
  file: string;
  args?: string[];
  env: NodeJS.ProcessEnv;
  /** How long it may take to end after SIGTERM. */
  stopMs: number;
  log: LogFile;
  say: (line: string) => void;
}

/** Starts one of Baton's own programs; its output goes to its log, its errors to the console. */
export async function startProgram(program: NodeProgram): Promise<Child> {
  if (!existsSync(program.file)) {
    throw new StackError(`The ${program.name} is not built (no ${program.file}): npm run build.`);
  }
  const problems = problemLines(program.name, program.log.path, program.say);
  return startChild({
    command: process.execPath,
    args: ['--enable-source-maps', program.file, ...(program.args ?? [])],
    env: program.env,
    endSteps: [{ signal: 'SIGTERM', waitMs: program.stopMs }],
    onOutput: (text) => {
      program.log.write(text);
      problems(text);
    },
  });
}
