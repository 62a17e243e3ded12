import type { Ground } from './ground.js';

/** A process of the stack as the table names it. */
export interface MeasuredPart {
  name: string;
  pid: number;
  /** PostgreSQL is a family of processes. */
  withChildren: boolean;
}

/** The processes of the stack that are measured; those without a part of their own are left out. */
export function partsOf({ stack }: Ground): MeasuredPart[] {
  const { pids } = stack.facts();
  const parts: [name: string, pid: number | undefined, withChildren: boolean][] = [
    ['PostgreSQL', pids.postgres, true],
    ['Temporal', pids.temporal, false],
    ['worker', pids.worker, false],
    ['API', pids.api, false],
    ['mailbox', pids.mailbox, false],
    ['supervisor', stack.supervisorPid(), false],
  ];
  return parts.flatMap(([name, pid, withChildren]) =>
    pid === undefined ? [] : [{ name, pid, withChildren }],
  );
}
