import { isNativeError } from 'node:util/types';

const causesMax = 5;

/** gRPC: CANCELLED by a deadline, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE. */
const grpcAway = new Set([1, 4, 8, 14]);
const prismaAway = /^(P1\d{3}|P2024|P2028|P2034|P2037)$/;
const postgresAway = /^(08\w{3}|53\w{3}|57P0\d|57014|40001|40P01)$/;
const socketAway = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
const adapterAway = new Set([
  'DatabaseNotReachable',
  'DatabaseDoesNotExist',
  'SocketTimeout',
  'ConnectionClosed',
  'TooManyConnections',
  'TransactionAlreadyClosed',
  'AuthenticationFailed',
]);
const saidAway =
  /Connection terminated|not currently accepting connections|connection timeout|timeout exceeded when trying to connect|Query read timeout|Cannot use a pool after calling end/i;

export type Part = 'PostgreSQL' | 'Temporal';

/** Which part an error says is away at the moment; undefined where the error says something else. */
export function awayPart(error: unknown): Part | undefined {
  let current: unknown = error;
  for (let depth = 0; depth < causesMax && isNativeError(current); depth += 1) {
    const part = partOf(current);
    if (part) return part;
    current = current.cause;
  }
  return undefined;
}

function partOf(
  error: Error & { code?: unknown; errorCode?: unknown; meta?: unknown },
): Part | undefined {
  if (typeof error.code === 'number') return grpcAway.has(error.code) ? 'Temporal' : undefined;
  if (error.name === 'PrismaClientInitializationError') return 'PostgreSQL';
  const code = String(error.code ?? error.errorCode ?? '');
  if (prismaAway.test(code) || postgresAway.test(code) || socketAway.has(code)) return 'PostgreSQL';
  const { kind, originalCode } = adapterCause(error);
  if (adapterAway.has(kind ?? '') || postgresAway.test(originalCode ?? '')) return 'PostgreSQL';
  if (saidAway.test(error.message)) return 'PostgreSQL';
  return undefined;
}

interface AdapterCause {
  kind?: string;
  /** PostgreSQL's own code. */
  originalCode?: string;
}

/** What the driver adapter said beneath Prisma's own error. */
export function adapterCause(error: Error & { meta?: unknown }): AdapterCause {
  const meta = error.meta as { driverAdapterError?: { cause?: AdapterCause } } | undefined;
  return meta?.driverAdapterError?.cause ?? (error.cause as AdapterCause | undefined) ?? {};
}
