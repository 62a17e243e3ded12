/** The `code` of a system or gRPC error, whichever realm it comes from. */
export function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
