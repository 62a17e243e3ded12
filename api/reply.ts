const marked = Symbol('reply');

/** An answer other than the route's usual status, or with headers of its own. */
export interface Reply<T> {
  [marked]: true;
  body: T;
  status?: number;
  headers?: Record<string, string>;
}

/** Answers `body` with another status or more headers. */
export function reply<T>(
  body: T,
  more: { status?: number; headers?: Record<string, string> } = {},
): Reply<T> {
  return { [marked]: true, body, ...more };
}

export const isReply = <T>(answer: T | Reply<T>): answer is Reply<T> =>
  typeof answer === 'object' && answer !== null && marked in answer;

/** Returned by a handler that wrote the whole answer itself, such as a stream. */
export const streamed = Symbol('streamed');
