/** A reason why the stack cannot go on, as one sentence for the person who started it. */
export class StackError extends Error {
  override name = 'StackError';
}
