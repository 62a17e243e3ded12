import type {
  Bilingual,
  Condition,
  Criterion,
  Fact,
  Level,
  MatrixDomain,
  NumberFact,
} from '../../../../domain/severity/matrix.js';

/** One row of the matrix: its domain, what it asks and what it grades. */
export interface Row {
  domain: MatrixDomain;
  facts: Fact[];
  criteria: Criterion[];
}

export const said = (zh: string, en: string): Bilingual => ({ zh, en });

const units = {
  racks: said('个', 'racks'),
  customers: said('家', 'customers'),
  detectors: said('个', 'detectors'),
  percent: said('%', '%'),
  seconds: said('秒', 's'),
  minutes: said('分钟', 'min'),
  celsius: said('℃', '°C'),
  celsiusPerMinute: said('℃/分钟', '°C/min'),
};

type Unit = keyof typeof units;

/** Smallest and largest answer of each unit. */
const ranges: Record<Unit, [min: number, max: number]> = {
  racks: [0, 100_000],
  customers: [0, 100_000],
  detectors: [0, 10_000],
  percent: [0, 100],
  seconds: [0, 86_400],
  minutes: [0, 43_200],
  celsius: [-50, 150],
  celsiusPerMinute: [-50, 50],
};

const counted: readonly Unit[] = ['racks', 'customers', 'detectors'];

/** Writes the facts and criteria of one domain. */
export function rowWriter(domain: string) {
  return {
    yesNo: (id: string, question: Bilingual): Fact => ({ id, domain, kind: 'boolean', question }),
    number: (id: string, unit: Unit, question: Bilingual): NumberFact => {
      const [min, max] = ranges[unit];
      const whole = counted.includes(unit);
      return { id, domain, kind: 'number', unit: units[unit], min, max, whole, question };
    },
    choice: (id: string, question: Bilingual, options: Record<string, Bilingual>): Fact => ({
      id,
      domain,
      kind: 'choice',
      question,
      options: Object.entries(options).map(([value, name]) => ({ value, name })),
    }),
    criterion: (
      level: Level,
      name: string,
      rest: Pick<Criterion, 'all' | 'text' | 'impactClass' | 'unless'>,
    ): Criterion => ({ id: `${domain}.${level.toLowerCase()}.${name}`, domain, level, ...rest }),
  };
}

export const is = (fact: string, value: boolean | string = true): Condition => ({
  fact,
  op: 'is',
  value,
});
export const oneOf = (fact: string, ...value: string[]): Condition => ({
  fact,
  op: 'one_of',
  value,
});
export const atLeast = (fact: string, value: number): Condition => ({
  fact,
  op: 'at_least',
  value,
});
export const over = (fact: string, value: number): Condition => ({ fact, op: 'over', value });
export const atMost = (fact: string, value: number): Condition => ({
  fact,
  op: 'at_most',
  value,
});
