import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { factsPerProjectionMax, type Projection } from '../../contracts/projection.js';
import { system, type Process, type Step } from '../../domain/machine.js';
import { carry, confirm, enter, giveBack, isDirty, openBook, take, type Book } from './book.js';

type Toy = Process & { state: { v: number; rules: number }; view: number };

const started = { process: 'toy', input: undefined };
const stepsMax = 60;
const writesToCatchUpMax = 100;

/** The read model's rules (contracts/projection.ts): newest `seq` wins, lines without a gap. */
const readModel = () => {
  const shown = { seq: 0, lines: 0, facts: new Map<string, { seq: number; value: unknown }>() };
  return {
    shown,
    write: ({ seq, entries, facts }: Projection): void => {
      shown.seq = Math.max(shown.seq, seq);
      for (const { n } of entries) if (n === shown.lines + 1) shown.lines = n;
      for (const { key, data } of facts) {
        const known = shown.facts.get(key);
        if (!known || known.seq < seq) shown.facts.set(key, { seq, value: data['value'] });
      }
    },
  };
};

const stepOf = (lines: number, facts: number, value: number): Step<Toy> => ({
  state: { v: 1, rules: 1 },
  effects: [],
  entries: Array.from({ length: lines }, () => ({ at: value, actor: system, what: 'x' })),
  facts: Array.from({ length: facts }, (_, key) => ({
    ...{ kind: 'alert', key: `k${key}` },
    data: { value },
  })),
});

const beginningWith = (lines: number) => ({ begin: () => stepOf(lines, 0, 0) });

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('step'), lines: fc.nat(130) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('facts'), lines: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('take'), lines: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('written'), lines: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lost'), lines: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unanswered'), lines: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('continue'), lines: fc.nat() }) },
);

describe('the book of a run', () => {
  it('owes every line and fact until it is written, whatever is lost, repeated or out of order', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: stepsMax }), (actions) => {
        const model = readModel();
        const about = { process: 'toy', id: 'x', view: 0 };
        let book: Book<Toy> = openBook<Toy>(started, beginningWith(1), 0);
        let flying: Projection[] = [];
        let steps = 0;
        const latest = new Map<string, number>();
        const advance = (lines: number, facts: number): void => {
          const step = stepOf(lines, facts, steps);
          enter(book, step);
          for (const { key } of step.facts ?? []) latest.set(key, steps);
        };
        for (const { do: what, lines } of actions) {
          steps += 1;
          if (what === 'step') advance(lines, lines % 3);
          if (what === 'facts') advance(lines, factsPerProjectionMax + 50);
          if (what === 'take' && isDirty(book)) flying.push(take(book, about));
          if (what === 'continue') {
            const carried = JSON.parse(JSON.stringify(carry(book))) as ReturnType<
              typeof carry<Toy>
            >;
            book = openBook<Toy>({ ...started, carried }, beginningWith(0), 0);
            flying.forEach((sent) => void (lines % 2 && model.write(sent)));
            flying = [];
          }
          const sent = flying[lines % Math.max(1, flying.length)];
          if (!sent || !['written', 'lost', 'unanswered'].includes(what)) continue;
          flying = flying.filter((each) => each !== sent);
          if (what !== 'lost') model.write(sent);
          if (what === 'written') confirm(book, sent);
          else giveBack(book, sent);
        }
        for (const sent of flying) {
          model.write(sent);
          confirm(book, sent);
        }
        for (let writes = 0; isDirty(book) && writes < writesToCatchUpMax; writes += 1) {
          const sent = take(book, about);
          model.write(sent);
          confirm(book, sent);
        }
        expect(isDirty(book)).toBe(false);
        expect(book.unwritten).toEqual([]);
        expect(book.facts).toEqual([]);
        for (const [key, value] of latest) expect(model.shown.facts.get(key)?.value).toBe(value);
        expect([model.shown.seq, model.shown.lines]).toEqual([book.seq, book.entryNo]);
      }),
      { numRuns: 300 },
    );
  });
});
