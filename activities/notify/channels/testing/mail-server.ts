import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** How the server meets one mail; the default takes it. */
export interface Manners {
  onRcpt?: () => Error | undefined;
  onSender?: () => Error | undefined;
  onData?: () => Error | undefined;
  /** Breaks the connection after the first bytes of the mail. */
  dropInData?: () => boolean;
  /** Never answers the mail. */
  silentAfterData?: () => boolean;
  /** Wants a login and refuses every one. */
  refuseLogin?: boolean;
}

export interface MailServer {
  url: string;
  mails: ParsedMail[];
  raw: string[];
  attempts: () => number;
  connections: () => number;
  /** As a restart of the server looks to its clients. */
  dropConnections(): void;
  close(): Promise<void>;
}

export function smtpError(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** A real SMTP server on loopback that plays the mail system and parses what it took. */
export async function startMailServer(manners: Manners = {}): Promise<MailServer> {
  const mails: ParsedMail[] = [];
  const raw: string[] = [];
  let attempts = 0;
  let connections = 0;
  const server = new SMTPServer({
    authOptional: manners.refuseLogin !== true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onAuth: (_auth, _session, done) => done(smtpError(535, 'login refused')),
    onMailFrom: (_address, _session, done) => done(manners.onSender?.()),
    onRcptTo: (_address, _session, done) => done(manners.onRcpt?.()),
    onData(stream, _session, done) {
      attempts += 1;
      if (manners.dropInData?.() === true) {
        stream.once('data', () => destroyAll(server));
        return;
      }
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const fault = manners.onData?.();
        if (fault !== undefined) return done(fault);
        if (manners.silentAfterData?.() === true) return;
        const source = Buffer.concat(chunks);
        raw.push(source.toString('utf8'));
        void simpleParser(source).then((mail) => {
          mails.push(mail);
          done(null, 'queued as 42');
        });
      });
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    raw,
    attempts: () => attempts,
    connections: () => connections,
    dropConnections: () => destroyAll(server),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        destroyAll(server);
      }),
  };
}

function destroyAll(server: SMTPServer): void {
  for (const connection of server.connections) connection._socket.destroy();
}
