import {
  entriesPerProjectionMax,
  factsPerProjectionMax,
  type NumberedEntry,
  type Projection,
} from '../../contracts/projection.js';
import type { Fact, Instant, Machine, Process, Step } from '../../domain/machine.js';
import { answeredMax, firstRules, type Answered, type Carried, type Start } from './start.js';

/** The state of a run and what the read model has not seen of it. Only the shell writes here. */
export interface Book<P extends Process> {
  state: P['state'];
  /** +1 per change a reader sees. */
  seq: number;
  /** The highest `seq` confirmed as written, and the highest on its way. */
  written: number;
  sending: number;
  entryNo: number;
  unwritten: NumberedEntry[];
  facts: Fact[];
  answered: Answered[];
  /** Effects not yet handed out. */
  waiting: P['effect'][];
  flying: Map<string, P['effect']>;
}

export const openBook = <P extends Process>(
  start: Start<P>,
  machine: Pick<Machine<P>, 'begin' | 'adopt'>,
  now: Instant,
): Book<P> => {
  const { carried, rules = firstRules } = start;
  if (carried) {
    const { effects, written, state: kept, ...rest } = carried;
    const older = kept.rules < rules && machine.adopt;
    const state = older ? older(kept, rules) : kept;
    return { ...rest, state, written, sending: written, waiting: effects, flying: new Map() };
  }
  const blank: Omit<Book<P>, 'state'> = {
    seq: 0,
    written: 0,
    sending: 0,
    entryNo: 0,
    unwritten: [],
    facts: [],
    answered: [],
    waiting: [],
    flying: new Map(),
  };
  const first = machine.begin(start.input as P['input'], now, rules);
  const book: Book<P> = { ...blank, state: first.state };
  enter(book, first);
  return book;
};

const mergeFacts = (facts: Fact[], added: Fact[]): Fact[] => {
  const byKey = new Map(facts.map((fact) => [`${fact.kind} ${fact.key}`, fact]));
  for (const fact of added) byKey.set(`${fact.kind} ${fact.key}`, fact);
  return [...byKey.values()];
};

/** Takes over a step of the machine. */
export const enter = <P extends Process>(book: Book<P>, step: Step<P>): void => {
  book.state = step.state;
  book.waiting.push(...step.effects);
  for (const entry of step.entries) {
    book.entryNo += 1;
    book.unwritten.push({ ...entry, n: book.entryNo });
  }
  if (step.facts && step.facts.length > 0) book.facts = mergeFacts(book.facts, step.facts);
  if (!step.quiet) book.seq += 1;
};

export const isDirty = <P extends Process>(book: Book<P>): boolean =>
  book.seq > Math.max(book.written, book.sending);

/** What the read model has to be told now; marks it as on its way. */
export const take = <P extends Process>(
  book: Book<P>,
  about: { process: string; id: string; view: P['view'] },
): Projection => {
  book.sending = book.seq;
  return {
    ...about,
    seq: book.seq,
    entries: book.unwritten.slice(0, entriesPerProjectionMax),
    facts: book.facts.slice(0, factsPerProjectionMax),
  };
};

/** The read model has it; a projection that had to leave lines out owes another one. */
export const confirm = <P extends Process>(book: Book<P>, sent: Projection): void => {
  book.written = Math.max(book.written, sent.seq);
  const through = sent.entries.at(-1)?.n ?? 0;
  book.unwritten = book.unwritten.filter((entry) => entry.n > through);
  book.facts = book.facts.filter((fact) => !sent.facts.includes(fact));
  const left = book.unwritten.length > 0 || book.facts.length > 0;
  if (left && book.seq === sent.seq) book.seq += 1;
};

/** The write did not happen: the same is owed again. */
export const giveBack = <P extends Process>(book: Book<P>, sent: Projection): void => {
  if (book.sending === sent.seq) book.sending = book.written;
};

export const remember = <P extends Process>(book: Book<P>, id: string): void => {
  book.answered = [...book.answered, { id, seq: book.seq }].slice(-answeredMax);
};

export const wasAnswered = <P extends Process>(book: Book<P>, id: string): boolean =>
  book.answered.some((each) => each.id === id);

export const carry = <P extends Process>(book: Book<P>): Carried<P> => ({
  state: book.state,
  seq: book.seq,
  written: book.written,
  entryNo: book.entryNo,
  unwritten: book.unwritten,
  facts: book.facts,
  answered: book.answered,
  effects: [...book.flying.values(), ...book.waiting],
});
