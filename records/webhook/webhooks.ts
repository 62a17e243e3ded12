import { randomBytes } from 'node:crypto';
import { expectVersion, notFound } from '../../contracts/api/refused.js';
import type { WebhookAnswer, WebhookDraft, WebhookEdit } from '../../contracts/webhook/webhooks.js';
import type { Prisma, Webhook, WebhookState } from '../../prisma/generated/client.js';
import { inOneWrite, type Access } from '../directory/access.js';
import { anyOf, stampsOf } from '../directory/columns.js';
import type { Noun } from '../directory/noun.js';
import { verbsOf } from '../directory/verbs.js';

interface WebhookFilters {
  state?: WebhookState[] | undefined;
}

/** With what only the process itself sets. */
type WebhookFull = WebhookDraft & Pick<Webhook, 'secrets' | 'state' | 'pausedWhy' | 'failures'>;

type Columns = Omit<Prisma.WebhookUncheckedCreateInput, 'id' | 'version'> & {
  secrets: string[];
  topics: string[];
};

const secretBytes = 32;
const secretsMax = 2;
const pausedByHand = 'paused by an administrator';

/** A fresh secret of Standard Webhooks. */
export const mintWebhookSecret = (): string =>
  `whsec_${randomBytes(secretBytes).toString('base64')}`;

const noun: Noun<Webhook, WebhookFull, Columns, Prisma.WebhookWhereInput, WebhookFilters> = {
  name: 'webhook',
  idPrefix: 'whk_',
  table: (rows) => rows.webhook,
  draftOf: ({ name, url, topics, secrets, state, pausedWhy, failures }) => ({
    name,
    url,
    topics,
    secrets,
    state,
    pausedWhy,
    failures,
  }),
  columns: (draft) => ({ ...draft, topics: draft.topics ?? ['*'] }),
  where: ({ state }) => ({ ...anyOf('state', state) }),
  scoped: () => ({}),
  check: async () => undefined,
  usedBy: async () => [],
};

export const webhookAnswerOf = (row: Webhook): WebhookAnswer => ({
  ...stampsOf(row),
  name: row.name,
  url: row.url,
  topics: row.topics,
  state: row.state,
  pausedWhy: row.pausedWhy,
  failures: row.failures,
  secrets: row.secrets.length,
});

const { name, create, get, list, update, remove } = verbsOf(
  noun,
  (row: Webhook) => row,
  webhookAnswerOf,
);

interface Versioned {
  id: string;
  version: number | undefined;
}

/** Signs with a new secret and the one before it, until the next rotation. */
const rotateSecret = (
  access: Access,
  { id, version, secret }: Versioned & { secret: string },
): Promise<Webhook> =>
  inOneWrite(access, async (rows) => {
    const before = await rows.webhook.findUnique({ where: { id } });
    if (!before) throw notFound('webhook');
    expectVersion(version, before.version);
    const secrets = [secret, ...before.secrets].slice(0, secretsMax);
    return update({ ...access, tx: rows }, { id, version: before.version }, { secrets });
  });

/** Subscriptions to transitions (V22, operations.md); rows carry secrets, answers never do. */
export const webhooks = {
  name,
  create: (access: Access, draft: WebhookDraft, secret: string): Promise<Webhook> =>
    create(access, { ...draft, secrets: [secret], state: 'active', pausedWhy: null, failures: 0 }),
  get,
  list,
  /** Making it active again forgets the failures that paused it. */
  update: (access: Access, of: Versioned, { state, ...patch }: WebhookEdit): Promise<Webhook> =>
    update(access, of, {
      ...patch,
      ...(state === 'active' && { state, pausedWhy: null, failures: 0 }),
      ...(state === 'paused' && { state, pausedWhy: pausedByHand }),
    }),
  rotateSecret,
  remove,
};
