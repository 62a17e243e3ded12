import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { LOOPBACK } from '../ports.js';
import type { Message } from './message.js';
import type { MessageStore } from './message-store.js';

const mailMaxBytes = 2 * 1024 * 1024;
const closeTimeoutMs = 1_000;

/** Takes mail for anyone from anyone on loopback; a mail is accepted once it is kept. */
export function startSmtpSink(
  store: MessageStore,
  port: number,
): Promise<{ close: () => Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: mailMaxBytes,
    closeTimeout: closeTimeoutMs,
    logger: false,
    banner: 'Baton mailbox',
    onAuth: (_auth, _session, done) => done(null, { user: 'anyone' }),
    onData: (stream, session, done) => {
      keep(store, stream, session).then(
        () => done(),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  server.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      resolve({ close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}

async function keep(
  store: MessageStore,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<void> {
  const parsed = await simpleParser(stream, { skipTextToHtml: true, skipTextLinks: true });
  if (stream.sizeExceeded) throw tooLarge();
  const to = session.envelope.rcptTo.map((recipient) => recipient.address);
  await store.add(mailOf(parsed, to), Date.now());
}

function tooLarge(): Error {
  const text = `A mail may have at most ${mailMaxBytes} bytes.`;
  return Object.assign(new Error(text), { responseCode: 552 });
}

function mailOf(parsed: ParsedMail, to: string[]): Omit<Message, 'id' | 'at'> {
  return {
    from: parsed.from?.text ?? '',
    to,
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html || '',
    headers: headersOf(parsed),
  };
}

function headersOf(parsed: ParsedMail): Record<string, string> {
  const headers = new Map<string, string>();
  for (const { key, line } of parsed.headerLines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n[ \t]+/g, ' ')
      .trim();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}
