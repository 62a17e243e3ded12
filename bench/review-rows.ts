import type { Bench } from './bench.js';
import { fillQuarter, freezeTimes, frozenPeople } from './measures/freeze.js';
import type { Row } from './row.js';
import { summaryOf } from './summary.js';

/** A quarterly review of as many people as one cycle takes: its inputs, frozen. */
export async function freezeRows({ ground, sizes, say }: Bench): Promise<Row[]> {
  say(`freeze of ${frozenPeople} people`);
  const client = await ground.records.connect();
  try {
    const query = (text: string, values?: unknown[]) => client.query(text, values);
    await fillQuarter(query, sizes.freezes);
    const found = await freezeTimes(query, ground.stack.facts().postgres ?? '', sizes.freezes);
    return [
      {
        measure: `freeze of ${frozenPeople} people with 140,000 records`,
        unit: 'ms',
        ...{ bare: summaryOf(found.bare), baton: summaryOf(found.baton) },
        note: 'bare: the same views read and summed up once, nothing kept',
      },
    ];
  } finally {
    client.release();
  }
}
