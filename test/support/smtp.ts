import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { waitUntil } from './wait-until.js';

/** A refusal in SMTP's words: 4xx means "try again later", 5xx means "never". */
export interface Refusal {
  /** The step of the conversation that is refused. */
  at: 'connect' | 'sender' | 'recipient' | 'data';
  code: number;
  text: string;
}

export interface ReceivedMail {
  /** The envelope, which need not be what the headers say. */
  from: string;
  to: string[];
  mail: ParsedMail;
  /** The message as it came. */
  raw: string;
  /** Epoch milliseconds by this machine's clock. */
  arrivedAt: number;
}

export interface MailServer {
  /** For `SMTP_URL`: smtp://127.0.0.1:port */
  url: string;
  mails: ReceivedMail[];
  /** Refuses the next conversations, one each, in order. */
  refuse(...refusals: Refusal[]): void;
  /** Refuses every conversation from here on, until called without a refusal. */
  standing(refusal?: Refusal): void;
  /** Resolves when at least `count` mails came; rejects after `limitMs`. */
  received(count: number, limitMs?: number): Promise<ReceivedMail[]>;
  close(): Promise<void>;
}

const receivedLimitMs = 20_000;

interface Mailbox {
  mails: ReceivedMail[];
  /** The refusal of this conversation, if it is to be refused. */
  refusalOf(session: SMTPServerSession): Refusal | undefined;
}

/** A real SMTP server on loopback: takes mail for anyone, or refuses as scripted. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const scripted: Refusal[] = [];
  const conversations = new Map<string, Refusal | undefined>();
  let standing: Refusal | undefined;
  const refusalOf = ({ id }: SMTPServerSession): Refusal | undefined => {
    if (!conversations.has(id)) conversations.set(id, scripted.shift() ?? standing);
    return conversations.get(id);
  };
  const server = smtpServer({ mails, refusalOf });
  const port = await listen(server);
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: (...refusals) => void scripted.push(...refusals),
    standing: (refusal) => void (standing = refusal),
    received: async (count, limitMs = receivedLimitMs) => {
      await waitUntil(() => mails.length >= count, {
        limitMs,
        what: () => `${count} mails, ${mails.length} came`,
      });
      return mails;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function smtpServer(mailbox: Mailbox): SMTPServer {
  const step =
    (at: Refusal['at']) =>
    (session: SMTPServerSession): Error | undefined => {
      const refusal = mailbox.refusalOf(session);
      return refusal?.at === at ? smtpError(refusal) : undefined;
    };
  const [connect, sender, recipient] = [step('connect'), step('sender'), step('recipient')];
  const data = step('data');
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onConnect: (session, done) => done(connect(session)),
    onMailFrom: (_address, session, done) => done(sender(session)),
    onRcptTo: (_address, session, done) => done(recipient(session)),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refused = data(session);
        if (refused !== undefined) return done(refused);
        const raw = Buffer.concat(chunks).toString('utf8');
        void keep(mailbox.mails, session, raw).then(() => done());
      });
    },
  });
}

async function keep(
  mails: ReceivedMail[],
  { envelope }: SMTPServerSession,
  raw: string,
): Promise<void> {
  const arrivedAt = Date.now();
  const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
  const to = envelope.rcptTo.map(({ address }) => address);
  mails.push({ from, to, mail: await simpleParser(raw), raw, arrivedAt });
}

function smtpError({ code, text }: Refusal): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

function listen(server: SMTPServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const socket = server.listen(0, '127.0.0.1', () => {
      const address = socket.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
