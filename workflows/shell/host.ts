import {
  ActivityFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  workflowInfo,
} from '@temporalio/workflow';
import { continueAtEvents } from '../../contracts/names.js';
import type { Projection } from '../../contracts/projection.js';
import type { Machine, Process } from '../../domain/machine.js';
import { alarm } from './alarm.js';
import { advance, registerAnswers } from './answers.js';
import { carry, confirm, enter, giveBack, isDirty, openBook, take } from './book.js';
import type { Hands, Hosting } from './hands.js';
import type { Start } from './start.js';
import { virtualClock } from './virtual-clock.js';

const reasonOf = (error: unknown): string => {
  const cause = error instanceof ActivityFailure ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
};

/** One run of one process: the order of what it does is part of its history. */
const openRun = <P extends Process>(machine: Machine<P>, hosting: Hosting<P>, start: Start<P>) => {
  const clock = virtualClock(start.scale);
  const book = openBook(start, machine, clock.now());
  const run = { awake: true, projecting: false, degraded: false };
  const wake = (): void => {
    run.awake = true;
  };
  const about = () => ({
    process: start.process,
    id: workflowInfo().workflowId,
    view: machine.view(book.state),
  });

  const hand = async (effect: P['effect'], carried?: Projection): Promise<void> => {
    let report: P['reported'] | undefined;
    try {
      const act = hosting.hands[effect.kind as P['effect']['kind']] as Hands<P>[string];
      report = await act(clock.outward(effect) as never, carried);
      if (carried) confirm(book, carried);
    } catch (error) {
      if (carried) giveBack(book, carried);
      report = machine.failed(effect, reasonOf(error));
    }
    book.flying.delete(effect.id);
    wake();
    if (report) advance({ machine, book, clock, wake }, report);
  };

  /** A withdrawn page is under way: the hands must see its silence now, not with another page. */
  const isUrgent = (): boolean =>
    [...book.flying.values()].some((effect) => !machine.wanted(book.state, effect));

  const launch = (): void => {
    for (const effect of book.waiting.splice(0)) {
      if (!machine.wanted(book.state, effect)) continue;
      const carries = hosting.carrying.includes(effect.kind as P['effect']['kind']);
      const carried = carries && !isUrgent() && isDirty(book) ? take(book, about()) : undefined;
      book.flying.set(effect.id, effect);
      void hand(effect, carried);
    }
  };

  /** At most one write at a time besides carried ones; patient ones until the database is back. */
  const project = (): void => {
    if (run.projecting || !isDirty(book)) return;
    const sent = take(book, about());
    run.projecting = true;
    const write = run.degraded ? hosting.projector.patiently : hosting.projector.atOnce;
    const settle = (written: boolean): void => {
      if (written) confirm(book, sent);
      else giveBack(book, sent);
      run.degraded = !written;
      run.projecting = false;
      wake();
    };
    void write(sent).then(
      () => settle(true),
      () => settle(false),
    );
  };

  const isQuiet = (): boolean =>
    book.flying.size === 0 && book.waiting.length === 0 && !run.projecting && !isDirty(book);

  return { machine, book, clock, run, wake, launch, project, isQuiet };
};

type Run<P extends Process> = ReturnType<typeof openRun<P>>;

const mustContinue = <P extends Process>({ isQuiet }: Run<P>, continueAt: number): boolean => {
  const { historyLength } = workflowInfo();
  return historyLength >= continueAt && (isQuiet() || historyLength >= 2 * continueAt);
};

const live = async <P extends Process>(open: Run<P>, start: Start<P>): Promise<P['outcome']> => {
  const { machine, book, clock, run, launch, project, isQuiet, wake } = open;
  const bell = alarm(clock, wake);
  const continueAt = start.continueAt ?? continueAtEvents;
  for (;;) {
    run.awake = false;
    const due = machine.nextDue(book.state);
    const now = clock.now();
    if (due !== undefined && due <= now) enter(book, machine.tick(book.state, now));
    launch();
    project();
    const outcome = machine.outcome(book.state);
    if (outcome !== undefined && isQuiet()) {
      await condition(allHandlersFinished);
      return outcome;
    }
    if (mustContinue(open, continueAt)) {
      await condition(allHandlersFinished);
      const { input: _begun, ...rest } = start;
      await continueAsNew<(next: Start<P>) => Promise<P['outcome']>>({
        ...rest,
        ...(machine.rules !== undefined && { rules: machine.rules }),
        carried: carry(book),
      });
    }
    bell.set(machine.nextDue(book.state));
    await condition(() => run.awake);
  }
};

/**
 * Hosts a machine on the engine (machine.md §3): updates with validators, signals, one next-due
 * timer, projection by `seq`, continue-as-new. A cancellation by the engine is told to the machine
 * and ends nothing: a process ends only by a command.
 */
export const host = <P extends Process>(
  machine: Machine<P>,
  hosting: Hosting<P>,
  start: Start<P>,
): Promise<P['outcome']> => {
  const open = openRun(machine, hosting, start);
  void CancellationScope.current().cancelRequested.catch(() => {
    advance(open, hosting.cancelled);
  });
  registerAnswers(open);
  return CancellationScope.nonCancellable(() => live(open, start));
};
