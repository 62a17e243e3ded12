import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Message } from './message.js';

const defaultMessagesMax = 5_000;
const defaultBytesMax = 64 * 1024 * 1024;
const timeDigits = 15;
const droppedFile = 'dropped-count';

export interface StoreOptions {
  /** One file per message. */
  folder: string;
  messagesMax?: number;
  bytesMax?: number;
}

export interface MessageFilter {
  /** An address, in any letter case. */
  to?: string;
  /** Only what arrived at this instant (epoch ms) or later. */
  since?: number;
}

export interface MessageStore {
  /** Keeps a mail; resolves when it would survive the end of this process. */
  add(mail: Omit<Message, 'id' | 'at'>, at: number): Promise<Message>;
  /** In the order of arrival. */
  list(filter?: MessageFilter): Message[];
  get(id: string): Message | undefined;
  clear(): Promise<void>;
  /** How many are kept at most, and how many older ones were dropped to stay below. */
  limits(): { messagesMax: number; dropped: number };
}

interface Kept {
  message: Message;
  bytes: number;
}

/** Opens the folder's messages; the oldest are dropped beyond the limits. */
export async function openMessageStore(options: StoreOptions): Promise<MessageStore> {
  const { folder, messagesMax = defaultMessagesMax, bytesMax = defaultBytesMax } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const kept = await readAll(folder);
  let bytes = [...kept.values()].reduce((sum, one) => sum + one.bytes, 0);
  let dropped = await readDropped(folder);
  let last = [...kept.keys()].at(-1) ?? '';

  async function dropOldest(): Promise<void> {
    const before = dropped;
    for (const [id, oldest] of kept) {
      if (kept.size <= messagesMax && bytes <= bytesMax) break;
      kept.delete(id);
      bytes -= oldest.bytes;
      dropped += 1;
      await rm(join(folder, `${id}.json`), { force: true });
    }
    if (dropped !== before) await writeFile(join(folder, droppedFile), String(dropped));
  }

  async function add(mail: Omit<Message, 'id' | 'at'>, at: number): Promise<Message> {
    last = nextId(at, last);
    const message = { id: last, at: new Date(at).toISOString(), ...mail };
    const json = JSON.stringify(message);
    kept.set(message.id, { message, bytes: json.length });
    bytes += json.length;
    await writeWhole(join(folder, `${message.id}.json`), json);
    await dropOldest();
    return message;
  }

  async function clear(): Promise<void> {
    const ids = [...kept.keys()];
    kept.clear();
    bytes = 0;
    dropped = 0;
    await rm(join(folder, droppedFile), { force: true });
    await Promise.all(ids.map((id) => rm(join(folder, `${id}.json`), { force: true })));
  }

  await dropOldest();
  return {
    add,
    clear,
    get: (id) => kept.get(id)?.message,
    limits: () => ({ messagesMax, dropped }),
    list: (filter = {}) =>
      [...kept.values()].map((one) => one.message).filter((message) => matches(message, filter)),
  };
}

function matches(message: Message, { to, since }: MessageFilter): boolean {
  const wanted = to?.toLowerCase();
  if (wanted !== undefined && !message.to.some((one) => one.toLowerCase() === wanted)) return false;
  return since === undefined || Date.parse(message.at) >= since;
}

/** Grows even when two mails share a millisecond or the system's clock steps back. */
function nextId(at: number, last: string): string {
  const lastTime = Number(last.slice(0, timeDigits));
  const time = Math.max(at * 10, lastTime + 1);
  return `${String(time).padStart(timeDigits, '0')}-${randomBytes(4).toString('hex')}`;
}

async function readAll(folder: string): Promise<Map<string, Kept>> {
  const kept = new Map<string, Kept>();
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  for (const name of names) {
    const json = await readFile(join(folder, name), 'utf8');
    const message = JSON.parse(json) as Message;
    kept.set(message.id, { message, bytes: json.length });
  }
  return kept;
}

async function readDropped(folder: string): Promise<number> {
  try {
    return Number(await readFile(join(folder, droppedFile), 'utf8'));
  } catch {
    return 0;
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.new`;
  await writeFile(unfinished, text, { mode: 0o600 });
  await rename(unfinished, path);
}
