import type { z } from 'zod';
import type { auditVerdict } from '../../contracts/api/audit.js';
import type { timelineVerdict } from '../../contracts/api/self.js';
import type { Cli } from '../cli.js';
import { exitCode, type ExitCode } from '../exit-codes.js';
import { incidentPath, refOf, type Incident } from '../incident/answers.js';

interface Verdict {
  ok: boolean;
  lines?: number | undefined;
  /** The first line that does not hold. */
  line?: number | undefined;
  why?: string | undefined;
}

/** `baton verify timeline|audit`: recomputes a hash chain (I8); exits with 1 when it is broken. */
export async function verifyChain(
  cli: Cli,
  chain: 'timeline' | 'audit',
  subject: string,
): Promise<ExitCode> {
  const verdict = await (chain === 'timeline' ? ofTimeline(cli, subject) : ofAudit(cli, subject));
  const code = verdict.ok ? exitCode.ok : exitCode.failed;
  if (cli.printJson({ subject, chain, ...verdict })) return code;
  const values = { ...verdict, subject, chain: cli.say(`verify/chain/${chain}`) };
  cli.print(cli.say(verdict.ok ? 'verify/ok' : 'verify/broken', values));
  return code;
}

async function ofTimeline(cli: Cli, subject: string): Promise<Verdict> {
  const path = `${incidentPath(subject)}/timeline/verify`;
  const { n, ...rest } = await cli.api().get<z.output<typeof timelineVerdict>>(path);
  return { ...rest, ...(n === undefined ? {} : { line: n }) };
}

async function ofAudit(cli: Cli, subject: string): Promise<Verdict> {
  const api = cli.api();
  const ref = refOf(subject);
  const id = ref.startsWith('INC-') ? (await api.get<Incident>(incidentPath(ref))).id : ref;
  const path = `/api/v1/audit/${encodeURIComponent(id)}/verify`;
  const { seq, ...rest } = await api.get<z.output<typeof auditVerdict>>(path);
  return { ...rest, ...(seq === undefined ? {} : { line: seq }) };
}
