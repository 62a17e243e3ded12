import pg from 'pg';

const channel = 'baton_live';
const reconnectMs = 1_000;
const connectTimeoutMs = 3_000;
const payloadMaxChars = 500;

/** A process changed: `seq` is the version the read model shows now. */
export interface LiveEvent {
  topic: string;
  id: string;
  seq: number;
}

/** `gap`: the connection was lost and is back, so that changes may have been missed. */
export type LiveListener = (event: LiveEvent | 'gap') => void;

export interface LiveFeed {
  /** Hears of every change until the returned function is called. */
  subscribe(listener: LiveListener): () => void;
  close(): Promise<void>;
}

/** Listens to the records' changes on a connection of its own, and connects again when it is lost. */
export function openLiveFeed(url: string, onLost: (error: Error) => void): LiveFeed {
  const listeners = new Set<LiveListener>();
  const tell: LiveListener = (event) => listeners.forEach((listener) => listener(event));
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let first = true;

  const again = (): void => {
    client = undefined;
    if (!closed) timer = setTimeout(() => void connect(), reconnectMs);
  };

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      application_name: 'baton live',
    });
    client = fresh;
    fresh.on('error', onLost);
    fresh.on('notification', ({ payload }) => {
      const event = eventIn(payload);
      if (event) tell(event);
    });
    try {
      await fresh.connect();
      await fresh.query(`listen ${channel}`);
      fresh.once('end', again);
      if (!first) tell('gap');
      first = false;
    } catch (error) {
      onLost(error as Error);
      await fresh.end().catch(() => undefined);
      again();
    }
  };

  void connect();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}

function eventIn(payload: string | undefined): LiveEvent | undefined {
  if (!payload || payload.length > payloadMaxChars) return undefined;
  try {
    const { topic, id, seq } = JSON.parse(payload) as Record<string, unknown>;
    const whole = typeof topic === 'string' && typeof id === 'string' && typeof seq === 'number';
    return whole ? { topic, id, seq } : undefined;
  } catch {
    return undefined;
  }
}
