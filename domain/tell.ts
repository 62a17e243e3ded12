/** Says one thing to each process of `to`, all of them in one activity (machine.md §2). */
export interface TellEffect<Word = unknown> {
  kind: 'tell';
  id: string;
  to: string[];
  message: Word;
}

/** The report of a `tell` effect; `ok` is false where one of them had ended or never was. */
export interface ToldReport {
  type: 'told';
  effect: string;
  ok: boolean;
}
