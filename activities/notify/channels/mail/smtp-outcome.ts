import type { Outcome } from '../channel.js';

const reasonMaxChars = 200;
/** Phases that judge this installation's set-up and not the recipient: worth another try. */
const ownFault = /^(?:CONN|EHLO|HELO|STARTTLS|AUTH\b.*|MAIL FROM)$/;

/** Before any word of the conversation; every other fault without an answer may hide one. */
const beforeConversation = /^(?:connect|getaddrinfo)$/;

interface SmtpFault {
  code?: unknown;
  command?: unknown;
  response?: unknown;
  responseCode?: unknown;
  syscall?: unknown;
}

/**
 * What a failed SMTP conversation means for a page: 4xx and every fault of the connection come
 * again; a 5xx for the recipient or the message does not; a 5xx for our own login or sender does,
 * because the next page would meet it too and somebody will mend it.
 */
export function smtpOutcome(error: unknown): Outcome {
  const { code, command, response, responseCode, syscall } = faultOf(error);
  const status = typeof responseCode === 'number' ? responseCode : undefined;
  const reason = reasonOf(status, response, code);
  const permanent = status !== undefined && status >= 500 && status !== 503;
  const ours = code === 'EAUTH' || ownFault.test(String(command ?? ''));
  const malformed = status === undefined && code === 'EENVELOPE';
  if (malformed || (permanent && !ours)) return { kind: 'rejected', reason };
  const unanswered = status === undefined && !beforeConversation.test(String(syscall ?? ''));
  return { kind: 'retry', reason, ...(unanswered && { mayHaveArrived: true as const }) };
}

function faultOf(error: unknown): SmtpFault {
  return typeof error === 'object' && error !== null ? error : {};
}

function reasonOf(status: number | undefined, response: unknown, code: unknown): string {
  if (status === undefined) return typeof code === 'string' ? code : 'connection failed';
  const said = typeof response === 'string' ? response : String(status);
  return `SMTP ${said}`.replace(/\s+/g, ' ').slice(0, reasonMaxChars);
}
