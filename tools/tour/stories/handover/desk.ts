import type { z } from 'zod';
import type { handover, handoverItem } from '../../../../contracts/handover/answers.js';
import { itemOf } from '../../../../domain/handover/checklist/checklist.js';
import type { Message } from '../../../stack/mailbox/message.js';
import { MissedExpectation, shown, type Said } from '../../expect.js';
import type { Scene } from '../../scene.js';

export type Handover = z.output<typeof handover>;
export type Item = z.output<typeof handoverItem>;

/** The demo's people who take part (prisma/seed/demo/organisation.ts). */
export const delivery = 'per_wu_gang';
export const deliveryHead = 'per_zhou_na';
export const engineer = 'per_zhang_min';
export const opsOwner = 'per_wang_fang';
export const opsHead = 'per_li_wei';
export const admin = 'admin';
export const customer = 'cus_yunshan';
export const signer = 'cct_yunshan_sign';
export const signerBox = 'contract.yunshan@demo.baton.example';

/** Seconds of the hand-over's clock for each on the wall: a day is 8.64 s. */
export const scale = 10_000;
const pollMs = 200;

/** The hand-over of the story, and the service that is handed over. */
export interface Desk {
  scene: Scene;
  startedAt: number;
  code: string;
  service: string;
  id: string;
  number: string;
}

export const path = ({ id }: Pick<Desk, 'id'>): string => `/api/v1/handovers/${id}`;

/** A command that must be taken. */
export const give = <T = Handover>(
  { scene, id }: Desk,
  as: string,
  [verb, body = {}]: [verb: string, body?: object],
): Promise<T> => scene.read<T>(`${path({ id })}/${verb}`, { as, method: 'POST', body });

/** A command that must be refused with `code`; answers what the refusal says. */
export async function refused(
  { scene, id }: Desk,
  said: Said,
  { as, verb, body = {}, code }: { as: string; verb: string; body?: object; code: string },
): Promise<string> {
  const answer = await scene.ask(`${path({ id })}/${verb}`, { as, method: 'POST', body });
  const problem = (answer.json ?? {}) as { code?: string; detail?: string };
  scene.expect(
    { zh: `${said.zh}（${code}）`, en: `${said.en} (${code})` },
    `${answer.status} ${shown(answer.text)}`,
    answer.status >= 400 && answer.status < 500 && problem.code === code,
  );
  return problem.detail ?? '';
}

export const now = ({ scene, id }: Desk): Promise<Handover> =>
  scene.read<Handover>(path({ id }), { as: admin });

export const itemsIn = async ({ scene, id }: Desk, query: string): Promise<Item[]> =>
  (await scene.read<{ items: Item[] }>(`${path({ id })}/items?limit=100&${query}`, { as: admin }))
    .items;

/** Asks again until `read` answers something: what takes days there takes a minute here. */
export async function within<T>(
  seconds: number,
  expected: string,
  read: () => Promise<T | undefined>,
): Promise<T> {
  const until = performance.now() + seconds * 1_000;
  for (;;) {
    const found = await read();
    if (found !== undefined) return found;
    if (performance.now() > until) {
      throw new MissedExpectation(expected, `nothing within ${seconds} s`);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** A mail about the hand-over to one box, once there is one that `fits`. */
export const mailTo = (
  { scene, number, startedAt }: Desk,
  to: string,
  fits: (mail: Message) => boolean = () => true,
): Promise<Message> =>
  within(120, `mail about ${number} to ${to}`, async () =>
    (await scene.mails({ to, since: startedAt })).find(
      (mail) => mail.subject.includes(number) && fits(mail),
    ),
  );

export const boxOf = (person: string): string =>
  `${person.replace('per_', '').replace('_', '.')}@demo.baton.example`;

/** What is handed in for an item: a table where one is asked for, else a text. */
function givenFor(key: string, code: string): object {
  const fields = itemOf(key)?.fields;
  if (key.startsWith('E1')) {
    return {
      rows: [{ asset: `AS-${code}`, model: 'NE40E', serial: `SN-${code}`, place: 'U12' }],
    };
  }
  if (!fields) return { text: `${key} · ${code}` };
  return { rows: [Object.fromEntries(fields.map((field) => [field.key, `${field.key} ${code}`]))] };
}

/** Hands in whatever of these sections is missing or rejected; answers the keys. */
export async function submit(desk: Desk, sections: string): Promise<string[]> {
  const open = await itemsIn(desk, 'state=missing&state=rejected');
  const keys = open.map(({ key }) => key).filter((key) => sections.includes(key[0] ?? ''));
  if (keys.length === 0) return [];
  const items = keys.map((key) => ({ key, ...givenFor(key, desk.code) }));
  await bulk(desk, delivery, ['submit', { items }]);
  return keys;
}

/** Verifies whatever of these sections was handed in; answers the keys. */
export async function verify(desk: Desk, sections: string): Promise<string[]> {
  const waiting = await itemsIn(desk, 'state=submitted');
  const keys = waiting.map(({ key }) => key).filter((key) => sections.includes(key[0] ?? ''));
  if (keys.length > 0) await bulk(desk, engineer, ['verify', { keys }]);
  return keys;
}

async function bulk(desk: Desk, as: string, [verb, body]: [string, object]): Promise<void> {
  const { results } = await give<{ results: { key: string; code?: string }[] }>(desk, as, [
    ...([`items/bulk/${verb}`, body] as const),
  ]);
  const failed = results.filter(({ code }) => code !== undefined);
  if (failed.length > 0) throw new MissedExpectation(`every item: ${verb}`, shown(failed));
}

/** A file of delivery: plan, slides, measurements. */
export const upload = async ({ scene }: Desk, name: string, text: string): Promise<string> => {
  const to = `/api/v1/files?name=${name}`;
  return (await scene.read<{ id: string }>(to, { as: delivery, method: 'POST', text })).id;
};
