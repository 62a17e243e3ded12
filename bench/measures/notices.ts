import { setTimeout as sleep } from 'node:timers/promises';
import { releaseLeadMs } from '../../domain/notice/cadence.js';
import { apiClient } from '../../test/chaos/api-client.js';
import { addPolicy, type PlannedPolicy } from '../../test/chaos/organisation.js';
import { waitUntil } from '../../test/support/wait-until.js';
import { noticeSender } from '../bare/notice-sender.js';
import type { Ground } from '../ground.js';
import { mailsTo } from '../mailbox.js';
import type { Side } from '../side.js';
import { untilTaken } from '../until-taken.js';
import { atPace } from './at-pace.js';
import { freshTitle, type Pace } from './first-page.js';
import { give, gradedSeverity } from './graded.js';

/** From the opening to the release: time enough to grade and to draft. */
const waitS = 15;
const limitMs = 60_000;
const nextRungS = 3_600;
const dayMs = 86_400_000;
/** Seldom, because looking is work that the notices meet. */
const lookEveryMs = 1_000;

/** A notice that is to go at `due` (epoch ms), by the title that its mail names. */
interface OwedNotice {
  title: string;
  due: number;
}

/** One who owes notices: opens the subject; answers once the notice can go by itself. */
type Sender = (title: string) => Promise<OwedNotice>;

/** From the instant at which each notice was to go until its mail was handed to SMTP, in ms. */
export async function noticeLateness(
  ground: Ground,
  pace: Pace,
): Promise<Record<Side['name'], number[]>> {
  const boxes = { bare: 'bare-notices@bench.example', baton: 'notices@bench.example' };
  const senders = {
    bare: bareSender(ground, boxes.bare),
    baton: await batonSender(ground, boxes.baton),
  };
  const found: Record<Side['name'], number[]> = { bare: [], baton: [] };
  for (let block = 0; block < pace.blocks; block += 1) {
    const order = block % 2 === 0 ? (['bare', 'baton'] as const) : (['baton', 'bare'] as const);
    for (const name of order) {
      const owed = await atPace({ count: pace.perBlock, ratePerS: pace.ratePerS }, () =>
        senders[name](freshTitle(`${name} notice`)),
      );
      found[name].push(...(await lateness(ground, boxes[name], owed)));
    }
  }
  return found;
}

/** Every one of them must come: nothing is left out of the figures. */
async function lateness({ stack }: Ground, box: string, owed: OwedNotice[]): Promise<number[]> {
  const named = (title: string): RegExp => new RegExp(`${title}(?!\\d)`);
  const arrivals = new Map<string, number>();
  const allCame = async (): Promise<boolean> => {
    await sleep(lookEveryMs);
    const mails = await mailsTo(stack, box);
    for (const { title } of owed) {
      const mail = mails.find(({ subject, text }) => named(title).test(`${subject}\n${text}`));
      if (mail !== undefined) arrivals.set(title, mail.at);
    }
    return arrivals.size === owed.length;
  };
  const last = Math.max(...owed.map(({ due }) => due));
  await waitUntil(allCame, {
    limitMs: Math.max(0, last - Date.now()) + limitMs,
    what: () => `${owed.length} notices, ${arrivals.size} so far`,
  });
  return owed.map(({ title, due }) => (arrivals.get(title) ?? Number.NaN) - due);
}

/** A timer and a mail by the product's own channel. */
function bareSender({ engine }: Ground, to: string): Sender {
  const open = noticeSender(engine, { to, waitMs: waitS * 1_000 });
  return async (title) => ({ title, due: await open(title) });
}

/** An incident whose customer was promised its first notice so early that it goes in `waitS`. */
async function batonSender(ground: Ground, box: string): Promise<Sender> {
  const { api, people, records } = ground;
  const promisedS = releaseLeadMs / 1_000 + waitS;
  const rungs = [{ delayS: nextRungS, people: people.slice(0, 1) }];
  const policy = await addPolicy(api, 'bench-notices', rungs);
  const service = await promisedService(ground, { box, promisedS });
  return async (title) => {
    const id = await openOn(ground, { policy, service, title });
    await give(api, id, 'grade');
    const select = 'select detected_at from incident where id = $1';
    const { rows } = await records.query<{ detected_at: Date }>(select, [id]);
    const detected = rows[0]?.detected_at.getTime() ?? Number.NaN;
    return { title, due: detected + promisedS * 1_000 - releaseLeadMs };
  };
}

async function openOn(
  { api }: Ground,
  { policy, service, title }: { policy: PlannedPolicy; service: string; title: string },
): Promise<string> {
  const event = { action: 'trigger', title, dedupKey: title, severity: gradedSeverity, service };
  const { status, body } = await untilTaken(() => api.post(`/in/${policy.intakeKey}`, event));
  const [opened] = (body as { accepted?: { incidentId: string }[] } | undefined)?.accepted ?? [];
  if (status === 202 && opened !== undefined) return opened.incidentId;
  throw new Error(`an event was answered ${status} ${JSON.stringify(body)}`);
}

/** A customer with one contact, one service and a confirmed first notice; answers the code. */
async function promisedService(
  { api, stack }: Ground,
  { box, promisedS }: { box: string; promisedS: number },
): Promise<string> {
  const customer = await api.create<{ id: string }>('/api/v1/customers', {
    code: 'BENCH',
    name: 'Bench customer',
    languages: ['en'],
  });
  await api.create(`/api/v1/customers/${customer.id}/contacts`, {
    name: 'Bench contact',
    role: 'technical',
    language: 'en',
    notifyFrom: 'P4',
    channels: [{ channel: 'mail', address: { address: box }, after: 'PT0S' }],
  });
  const code = 'BENCH-1';
  const service = await api.create<{ id: string }>('/api/v1/services', {
    code,
    name: { en: 'Bench line' },
    productLine: 'leased_line',
    customer: customer.id,
  });
  const commitment = await api.create<{ id: string }>('/api/v1/commitments', {
    service: service.id,
    metric: 'first_notice',
    target: `PT${promisedS}S`,
    sourceDoc: 'bench.pdf',
    clause: '1',
    effectiveFrom: new Date(Date.now() - dayMs).toISOString(),
  });
  const second = apiClient(stack.api, await secondKey({ api }));
  await second.create(`/api/v1/commitments/${commitment.id}/confirm`, {});
  return code;
}

/** Whoever writes a promise down cannot confirm it. */
async function secondKey({ api }: Pick<Ground, 'api'>): Promise<string> {
  const name = 'bench second';
  const { id: person } = await api.create<{ id: string }>('/api/v1/people', { name });
  await api.create('/api/v1/role-bindings', { person, role: 'admin' });
  const { key } = await api.create<{ key: string }>('/api/v1/keys', { name, person });
  return key;
}
