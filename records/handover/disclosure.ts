import type { ServiceDisclosure } from '../../contracts/directory/disclosure.js';
import { itemOf } from '../../domain/handover/checklist/checklist.js';
import { flowsOf, type FlowTables } from '../../domain/handover/flows.js';
import type { Rows } from '../rows.js';
import { itemValues, type ItemValue } from './item-values.js';
import { latestHandover } from './latest.js';

/** Sections that whoever is on call needs in an incident. */
const shownSections = ['B', 'C', 'D', 'F', 'G'] as const;

interface About {
  id: string;
  code: string;
  name: string;
}

const verified = ({ state }: ItemValue): boolean => state === 'verified';

const tables = (values: readonly ItemValue[]): FlowTables => {
  const of = (key: string) => values.find((value) => value.key === key)?.rows ?? [];
  return { flows: of('D1'), rules: of('D2'), names: of('D3') };
};

/** What was disclosed of a service and verified by ops; the rest is named only (N7, N8). */
export async function disclosureOf(rows: Rows, service: About): Promise<ServiceDisclosure> {
  const latest = await latestHandover(rows, service.id);
  if (!latest) {
    return { service, handover: null, ...flowsOf(tables([])), items: [], unverified: [] };
  }
  const { id, number, view, updatedAt } = latest;
  const values = await itemValues(rows, id, { sections: shownSections });
  const shown = values.filter(verified);
  return {
    service,
    handover: { id, number, stage: view.stage, asOf: updatedAt },
    ...flowsOf(tables(shown)),
    items: shown.map(({ key, text, rows: table, content }) => ({
      key,
      name: itemOf(key, view.checklistVersion)?.name ?? { zh: key, en: key },
      ...{ text: text ?? null, rows: table ?? [], content },
    })),
    unverified: values.filter((value) => !verified(value)).map(({ key }) => key),
  };
}
