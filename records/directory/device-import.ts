import { Refused } from '../../contracts/api/refused.js';
import type {
  DeviceDraft,
  DeviceImportAnswer,
  DevicePull,
} from '../../contracts/directory/devices.js';
import type { Device } from '../../prisma/generated/client.js';
import { appendAudit } from '../audit/audit.js';
import { canonicalJson } from '../audit/canonical-json.js';
import { inOneWrite, type Access, type Rows } from './access.js';
import { devices, draftOfDevice } from './devices.js';
import type { ExternalRef } from './noun.js';

const batchRows = 50;

/** One device of the pull; what it leaves out stays as it is stored. */
interface Wanted {
  index: number;
  id: string;
  given: Partial<DeviceDraft> & { externalRef: ExternalRef };
}

const wantedOf = ({ source, service, devices: rows }: DevicePull): Wanted[] =>
  rows.map(({ id, ...device }, index) => {
    const of = device.service ?? service;
    const externalRef = { source, id };
    return { index, id, given: { ...device, ...(of != null && { service: of }), externalRef } };
  });

/** As it would be written: the stored one with what the pull says laid over it. */
const draftFor = ({ given }: Wanted, before: Device | undefined): DeviceDraft => {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const stored = before ? draftOfDevice(before) : { class: 'device' };
  return { ...stored, ...said };
};

/** The devices that have these external references. */
async function known(rows: Rows, wanted: readonly Wanted[]): Promise<Map<string, Device>> {
  const refs = wanted.map(({ given }) => JSON.stringify(given.externalRef));
  const found = await rows.$queryRaw<{ id: string }[]>`
    select id from device where external_ref = any(${refs}::text[]::jsonb[])`;
  const all = await rows.device.findMany({ where: { id: { in: found.map(({ id }) => id) } } });
  return new Map(all.map((row) => [sourceIdOf(row), row]));
}

const sourceIdOf = ({ externalRef }: Device): string =>
  (externalRef as { id: string } | null)?.id ?? '';

/** As it would be stored: members that are left out are null, the owner the operator. */
const plain = (draft: DeviceDraft): string => {
  const empty = {
    assetNo: null,
    model: null,
    serial: null,
    service: null,
    site: null,
    place: null,
  };
  return canonicalJson({ ...empty, owner: 'operator', ...draft });
};

/**
 * A pull from a source that knows devices by ids of its own, as NetBox does: creates and replaces
 * by external reference, row by row, and names what it rejects (V4, V28, operations.md). The source
 * stays the truth: what it no longer has is marked, not deleted.
 */
export async function importDevices(access: Access, pull: DevicePull): Promise<DeviceImportAnswer> {
  const answer: DeviceImportAnswer = {
    ...{ created: 0, updated: 0, unchanged: 0 },
    ...{ gone: [], rejected: [] },
  };
  const wanted = eachOnce(wantedOf(pull), answer);
  const before = await known(access.db, wanted);
  const changed = wanted
    .map((row) => ({ ...row, draft: draftFor(row, before.get(row.id)) }))
    .filter(({ id, draft }) => !isSame(before.get(id), draft));
  answer.unchanged = wanted.length - changed.length;
  for (let from = 0; from < changed.length; from += batchRows) {
    const batch = changed.slice(from, from + batchRows);
    await inOneWrite(access, async (tx) => {
      for (const row of batch) await take({ ...access, tx }, row, answer);
    });
  }
  if (pull.complete && pull.service !== undefined) {
    answer.gone = await markGone(access, { source: pull.source, service: pull.service, wanted });
  }
  return answer;
}

/** The first of each of the source's ids; the others are rejected. */
function eachOnce(wanted: Wanted[], answer: DeviceImportAnswer): Wanted[] {
  const seen = new Set<string>();
  return wanted.filter(({ index, id }) => {
    const first = !seen.has(id);
    seen.add(id);
    if (!first)
      answer.rejected.push({ index, id, code: 'conflict', detail: `${id} is there twice` });
    return first;
  });
}

const isSame = (row: Device | undefined, draft: DeviceDraft): boolean =>
  row !== undefined && row.goneAt === null && plain(draftOfDevice(row)) === plain(draft);

type Changed = Wanted & { draft: DeviceDraft };

async function take(access: Access, row: Changed, answer: DeviceImportAnswer): Promise<void> {
  try {
    const { created } = await devices.upsert(access, { version: undefined, draft: row.draft });
    if (created) answer.created += 1;
    else answer.updated += 1;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const detail = error.faults[0]?.detail ?? Object.values(error.values).join(' ');
    answer.rejected.push({ index: row.index, id: row.id, code: error.code, detail });
  }
}

interface Pulled {
  source: string;
  service: string;
  wanted: readonly Wanted[];
}

const markGone = (access: Access, { source, service, wanted }: Pulled): Promise<string[]> =>
  inOneWrite(access, async (rows) => {
    const here = new Set(wanted.map(({ id }) => id));
    const all = await rows.device.findMany({
      where: {
        serviceId: service,
        goneAt: null,
        externalRef: { path: ['source'], equals: source },
      },
      orderBy: { id: 'asc' },
    });
    const gone = all.filter((row) => !here.has(sourceIdOf(row))).map(({ id }) => id);
    const data = { goneAt: access.writer.at, version: { increment: 1 } };
    await rows.device.updateMany({ where: { id: { in: gone } }, data });
    for (const subject of gone) {
      await appendAudit(rows, { subject, action: 'device.gone', after: { source } }, access.writer);
    }
    return gone;
  });
