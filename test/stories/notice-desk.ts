import { waitUntil } from '../support/wait-until.js';
import type { Answer, Incident } from './caller.js';
import type { Night } from './night.js';

const limitMs = 30_000;
/** Every customer of the demo organisation has its boxes below its own name. */
const customerBox = /\.(?:yunshan|haitang|yuanfan|qinghe|bluebridge|minghu)@/;

export interface Notice {
  id: string;
  kind: string;
  state: string;
  hash: string | null;
  approvedBy: string | null;
  faults: { field: string; code: string }[];
  fields: Record<string, { zh: string; en: string }>;
}

interface Drafting {
  audience: string;
  stage: string;
  fields?: object;
}

/** A person at the notices of a night. */
export interface NoticeDesk {
  /** The draft of an owed notice, or of one on request. */
  draft(incident: string, asked: Drafting): Promise<Notice>;
  shown(notice: string): Promise<Notice>;
  give(notice: string, verb: string, body?: object, key?: string): Promise<Answer<Notice>>;
  /** Sends it, and resolves when it went. */
  send(notice: string): Promise<void>;
  /** Resolves when it went. */
  sent(notice: string): Promise<void>;
}

/** The body of an answer that is no refusal. */
export function bodyOf<Body>({ status, body }: Answer<Body>): Body {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

export function openNoticeDesk(night: Night, person: string): NoticeDesk {
  const me = night.person(person);
  const shown: NoticeDesk['shown'] = async (notice) =>
    bodyOf(await me.get<Notice>(`/api/v1/notices/${notice}`));
  const give: NoticeDesk['give'] = (notice, verb, body, key) => {
    const headers = key === undefined ? {} : { 'idempotency-key': key };
    return me.post<Notice>(`/api/v1/notices/${notice}/${verb}`, body, headers);
  };
  const sent: NoticeDesk['sent'] = (notice) =>
    waitUntil(async () => (await shown(notice)).state === 'sent', {
      limitMs,
      what: () => `${notice} to be sent`,
    });
  return {
    ...{ shown, give, sent },
    draft: async (incident, asked) =>
      bodyOf(await me.post<Notice>(`/api/v1/incidents/${incident}/notices/draft`, asked)),
    send: async (notice) => {
      bodyOf(await give(notice, 'send'));
      await sent(notice);
    },
  };
}

/** What an incident owes at this instant, `customer/first/1`. */
export const owedIn = ({ notices }: Incident): string[] =>
  (notices?.owed ?? []).map(({ id }) => id);

/** Resolves when the incident owes a notice, or no longer does since it knows that it went. */
export const whenOwed = (night: Night, incident: string, notice: string): Promise<Incident> =>
  night.shown(incident, (seen) => owedIn(seen).includes(notice));

export const whenDischarged = (night: Night, incident: string, notice: string): Promise<Incident> =>
  night.shown(incident, (seen) => seen.notices !== undefined && !owedIn(seen).includes(notice));

/** The boxes of customers that were mailed in this night, once for each mail, in order of name. */
export const mailedCustomers = ({ mail }: Night): string[] =>
  mail
    .all()
    .flatMap(({ to }) => to.filter((each) => customerBox.test(each)))
    .map((each) => each.split('@')[0] ?? '')
    .sort();

/** What a box read about an incident, subject and text of each mail on one line. */
export const readBy = (night: Night, number: string, box: string): string[] =>
  night.mail
    .about(number, box)
    .map(({ mail }) => `${mail.subject} ${mail.text}`.replaceAll('\n', ' '));
