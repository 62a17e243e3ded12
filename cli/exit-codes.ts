/** What the command exits with; documented in docs/cli.md and never renumbered. */
export const exitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  unauthenticated: 5,
  unavailable: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

const byStatus: Record<number, ExitCode> = {
  400: exitCode.usage,
  401: exitCode.unauthenticated,
  404: exitCode.notFound,
  429: exitCode.unavailable,
  502: exitCode.unavailable,
  503: exitCode.unavailable,
  504: exitCode.unavailable,
};

/** The exit code for an HTTP status: any other 4xx is a refusal, any other 5xx a failure. */
export function exitCodeOf(status: number): ExitCode {
  if (status < 400) return exitCode.ok;
  return byStatus[status] ?? (status < 500 ? exitCode.refused : exitCode.failed);
}
