import type { z } from 'zod';
import type { customerAnswer } from '../../../../contracts/directory/customers.js';
import type { personAnswer } from '../../../../contracts/directory/people.js';
import type { incident, timelineEntry } from '../../../../contracts/incident/answers.js';
import { isErrorCode } from '../../../../contracts/errors.js';
import { text, type Language } from '../../../../contracts/text.js';
import { shown, type Said } from '../../expect.js';
import type { Scene } from '../../scene.js';

export type Incident = z.output<typeof incident>;
export type Person = z.output<typeof personAnswer>;
type Customer = z.output<typeof customerAnswer>;
type TimelineEntry = z.output<typeof timelineEntry>;

/** The demo's line, whose it is, and who takes part (prisma/seed/demo). */
export const line = { service: 'svc_adsl_suzhou', customer: 'cus_yuanfan', site: 'sit_suzhou' };
export const supplierService = 'sps_adsl_suzhou';
export const hotline = 'per_tom_reid';
export const shiftLead = 'per_wang_fang';
export const admin = 'admin';
/** Answers speak the language of who asks: one reader for each. */
const readers: Record<Language, string> = { zh: 'per_zhang_min', en: 'per_anna_berg' };
export const reader = ({ scene }: Night): string => readers[scene.language];
/** Minutes of the fault's clock pass as seconds. */
export const scale = 60;
const zone = 'Asia/Shanghai';

/** What is known before anything happens. */
export interface Night {
  scene: Scene;
  people: ReadonlyMap<string, Person>;
  customers: readonly Customer[];
  startedAt: number;
}

/** The fault, and the engineer who answers for it. */
export interface Fault extends Night {
  id: string;
  number: string;
  detectedAt: number;
  holder: Person;
}

export const path = ({ id }: Pick<Fault, 'id'>): string => `/api/v1/incidents/${id}`;

export async function begin(scene: Scene): Promise<Night> {
  const all = async <T>(noun: string): Promise<T[]> =>
    (await scene.read<{ items: T[] }>(`/api/v1/${noun}?limit=100`, { as: admin })).items;
  const [people, customers] = await Promise.all([
    all<Person>('people'),
    all<Customer>('customers'),
  ]);
  const byId = new Map(people.map((person) => [person.id, person]));
  return { scene, people: byId, customers, startedAt: Date.now() };
}

export const nameOf = ({ people }: Night, id: string | undefined): string =>
  people.get(id ?? '')?.name ?? id ?? '–';

/** Commands in a person's name; the answer is a 2xx. */
export const post =
  ({ scene }: Night, as: string) =>
  <T>(to: string, body: object = {}): Promise<T> =>
    scene.read<T>(to, { as, method: 'POST', body });

export const shownNow = (fault: Fault): Promise<Incident> =>
  fault.scene.read<Incident>(path(fault), { as: admin });

/** `hours` after the fault was seen, on its own clock, which is the one that people's times are of. */
export const hoursIn = ({ detectedAt }: Fault, hours: number): string =>
  new Date(detectedAt + hours * 3_600_000).toISOString();

export async function timeline(night: Night, subject: string): Promise<TimelineEntry[]> {
  const { scene } = night;
  const to = `${subject}/timeline?limit=100`;
  return (await scene.read<{ items: TimelineEntry[] }>(to, { as: reader(night) })).items;
}

const clockFace = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: zone, month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
});

/** `11-23 22:05` at the site. */
export function at(time: string | undefined): string {
  if (time === undefined) return '–';
  const parts = new Map(
    clockFace.formatToParts(new Date(time)).map(({ type, value }) => [type, value]),
  );
  return `${parts.get('month')}-${parts.get('day')} ${parts.get('hour')}:${parts.get('minute')}`;
}

interface Problem {
  code?: string;
  detail?: string;
  errors?: { pointer: string; code: string; detail: string }[];
}

interface Attempt {
  as: string;
  to: string;
  body?: object;
  code: string;
}

/** Tries what must be refused with `code`; shows and answers what the refusal says. */
export async function refused(
  { scene, people }: Night,
  said: Said,
  { as, to, body = {}, code }: Attempt,
): Promise<Required<Pick<Problem, 'errors'>>> {
  const answer = await scene.ask(to, { as, method: 'POST', body });
  const problem = (answer.json ?? {}) as Problem;
  const { language } = scene;
  scene.expect(
    { zh: `${said.zh}：${code}`, en: `${said.en}: ${code}` },
    `${answer.status} ${shown(answer.text)}`,
    answer.status >= 400 && answer.status < 500 && problem.code === code,
  );
  const speaks = people.get(as)?.language === language;
  const worded = ({ code: why = '', detail = '' }: Problem): string =>
    speaks || !isErrorCode(why) ? detail : text(language, `errors/${why}/title`);
  const { errors = [] } = problem;
  scene.show(
    worded(problem),
    ...errors.map((each) => `${each.pointer} ${each.code}: ${worded(each)}`),
  );
  return { errors };
}
