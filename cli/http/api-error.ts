import type { Problem } from '../../contracts/api/problem.js';

/** An answer of the API that is an error (RFC 9457). */
export class ApiError extends Error {
  override name = 'ApiError';

  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(`${problem.code}: ${problem.detail}`);
  }
}

/** Nobody answers at the address. */
export class AwayError extends Error {
  override name = 'AwayError';

  constructor(
    readonly url: string,
    readonly why: string,
  ) {
    super(`${url} does not answer: ${why}`);
  }
}

/** Somebody answers at the address who is not Baton. */
export class StrangeAnswer extends Error {
  override name = 'StrangeAnswer';

  constructor(
    readonly url: string,
    readonly status: number,
  ) {
    super(`${url} answered ${status} without problem+json`);
  }
}
