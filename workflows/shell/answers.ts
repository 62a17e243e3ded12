import {
  ApplicationFailure,
  currentUpdateInfo,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import {
  askUpdate,
  reportSignal,
  tellSignal,
  viewQuery,
  type Answer,
  type Ask,
} from '../../contracts/names.js';
import type { Asked, Command, Machine, Process, Refusal, Step } from '../../domain/machine.js';
import { enter, remember, wasAnswered, type Book } from './book.js';
import type { VirtualClock } from './virtual-clock.js';

const refuse = (refusal: Refusal): ApplicationFailure =>
  ApplicationFailure.create({
    message: refusal.code,
    type: refusal.code,
    details: [refusal.with ?? {}],
    nonRetryable: true,
  });

/** A bug in a rule becomes a refusal; a plain Error would block the process for ever. */
const guarded = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof ApplicationFailure) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw ApplicationFailure.create({ message, type: 'internal', nonRetryable: true });
  }
};

/** Brings the state to `now`, so that a late timer never changes an answer. */
const tickTo = <P extends Process>(machine: Machine<P>, book: Book<P>, now: number): void => {
  const due = machine.nextDue(book.state);
  if (due !== undefined && due <= now) enter(book, machine.tick(book.state, now));
};

/** What the command would do, on throw-away values: refuses with the machine's own code. */
const tryOut = <P extends Process>(
  { machine, book: { state }, clock }: Inbox<P>,
  command: Asked<P>,
): Step<P> => {
  const now = clock.now();
  const due = machine.nextDue(state);
  const current = due !== undefined && due <= now ? machine.tick(state, now).state : state;
  const refusal = machine.check(current, command, now);
  if (refusal) throw refuse(refusal);
  return machine.apply(current, command, now);
};

export interface Inbox<P extends Process> {
  machine: Machine<P>;
  book: Book<P>;
  clock: VirtualClock;
  wake(): void;
}

/** A report or another process's word: ticked first, never refused. */
export const advance = <P extends Process>(
  { machine, book, clock, wake }: Inbox<P>,
  command: Command<P>,
): void => {
  const now = clock.now();
  tickTo(machine, book, now);
  enter(book, machine.apply(book.state, command, now));
  wake();
};

/**
 * Registers every handler; dispatches what is buffered on the spot, so the book must be complete.
 * An asked command is tried in the validator (a refusal costs no history) and checked once more in
 * the handler: two updates of one task are both validated before the first is handled.
 */
export const registerAnswers = <P extends Process>(inbox: Inbox<P>): void => {
  const { machine, book, clock, wake } = inbox;
  const commandOf = ({ command, by }: Ask<P>): Asked<P> => ({ ...command, by });
  const answer = (): Answer<P> => ({ view: machine.view(book.state), seq: book.seq });
  const isRepeat = (): boolean => wasAnswered(book, currentUpdateInfo()?.id ?? '');

  setHandler(
    defineUpdate<Answer<P>, [Ask<P>]>(askUpdate),
    (ask) =>
      guarded(() => {
        if (isRepeat()) return answer();
        tickTo(machine, book, clock.now());
        wake();
        enter(book, tryOut(inbox, commandOf(ask)));
        remember(book, currentUpdateInfo()?.id ?? '');
        return answer();
      }),
    {
      validator: (ask) =>
        guarded(() => {
          if (!isRepeat()) tryOut(inbox, commandOf(ask));
        }),
    },
  );
  setHandler(defineSignal<[P['reported']]>(reportSignal), (report) => advance(inbox, report));
  setHandler(defineSignal<[P['told']]>(tellSignal), (word) => advance(inbox, word));
  setHandler(defineQuery<Answer<P>>(viewQuery), answer);
};
