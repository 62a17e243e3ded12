import { freePort, LOOPBACK } from '../ports.js';
import { startHttpPages } from './http-pages.js';
import { openMessageStore, type StoreOptions } from './message-store.js';
import { startSmtpSink } from './smtp-sink.js';

export interface MailboxOptions extends StoreOptions {
  /** Free ones when absent. */
  smtpPort?: number;
  httpPort?: number;
}

export interface Mailbox {
  /** Where mail goes in. */
  smtpUrl: string;
  /** Where people and tests read it. */
  url: string;
  stop(): Promise<void>;
}

/** A mail server that delivers to a page; what it took survives its end. */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const store = await openMessageStore(options);
  const smtpPort = options.smtpPort ?? (await freePort());
  const httpPort = options.httpPort ?? (await freePort());
  const smtp = await startSmtpSink(store, smtpPort);
  const http = await startHttpPages(store, httpPort);
  return {
    smtpUrl: `smtp://${LOOPBACK}:${smtpPort}`,
    url: `http://${LOOPBACK}:${httpPort}`,
    stop: async () => {
      await Promise.all([smtp.close(), http.close()]);
    },
  };
}
