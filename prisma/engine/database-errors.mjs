import { DriverAdapterError } from '@prisma/driver-adapter-utils';

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
]);

/**
 * A connection failure in the words and codes the Prisma CLI knows (P1000–P1011), so that it
 * can tell "create the database" from "start the server".
 *
 * @param {Error & { code?: string }} error as thrown by pg
 * @param {{ host: string, port: number, user: string, database: string }} connection
 * @returns {{ message: string, error_code?: string }}
 */
export function connectionFailure(error, { host, port, user, database }) {
  const cause = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  const server = `\`${host}:${port}\``;
  if (unreachable.has(cause.code)) {
    return { error_code: 'P1001', message: `Can't reach database server at ${server}` };
  }
  if (cause.code === 'ETIMEDOUT' || /timeout/i.test(cause.message)) {
    return {
      error_code: 'P1002',
      message: `The database server at ${server} did not answer in time.`,
    };
  }
  if (cause.code === '28P01' || cause.code === '28000') {
    return { error_code: 'P1000', message: `Authentication failed for \`${user}\` at ${server}.` };
  }
  if (cause.code === '3D000') {
    return {
      error_code: 'P1003',
      message: `Database \`${database}\` does not exist at ${server}.`,
    };
  }
  return { message: cause.message };
}

/**
 * A failing script as the engine's database error, with the line that PostgreSQL points at:
 * without it a failing migration of a hundred statements can't be read.
 *
 * @param {Error & { code?: string, severity?: string, position?: string }} error
 * @param {string} script
 */
export function scriptFailure(error, script) {
  if (typeof error.code !== 'string' || typeof error.severity !== 'string') return error;
  return new DriverAdapterError({
    kind: 'postgres',
    originalCode: error.code,
    originalMessage: error.message,
    code: error.code,
    severity: error.severity,
    message: `${error.message}${lineAt(error.position, script)}`,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
  });
}

function lineAt(position, script) {
  const offset = Number(position);
  if (!Number.isInteger(offset) || offset < 1) return '';
  const before = script.slice(0, offset - 1).split('\n');
  const line = script.split('\n')[before.length - 1] ?? '';
  return `\nLine ${before.length}: ${line.trim()}`;
}
