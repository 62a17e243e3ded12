import { setTimeout as sleep } from 'node:timers/promises';
import type { IncomingBody } from '../contracts/intake/event.js';
import type { Database } from '../records/database.js';
import { logKeptMax, writeLog } from '../records/intake/log.js';
import { storable } from '../records/storable.js';
import { maskSecrets } from './mask.js';

/** Bodies that wait to be written; in a storm the oldest give way. */
const waitingMax = 1_000;
const linesPerWriteMax = 50;
/** Bodies gather this long: the page that an alert causes goes before its line in the log. */
const gatherMs = 500;
const bodyMaxChars = 16_384;
const cutMark = '… [cut · 已截断]';

export interface Logged {
  integration: string;
  body: IncomingBody;
  /** What became of it, as the caller was answered. */
  result: unknown;
}

export interface IntakeLog {
  /** Keeps it for the log, without waiting: an answer never stands behind the log. */
  add(line: Logged): void;
}

const textOf = ({ raw }: IncomingBody): string => {
  const text = maskSecrets(Buffer.from(raw).toString('utf8'));
  return text.length > bodyMaxChars ? `${text.slice(0, bodyMaxChars)}${cutMark}` : text;
};

const lineOf = ({ integration, body, result }: Logged) =>
  storable({
    integration,
    at: new Date(body.arrivedAt),
    contentType: body.contentType ?? null,
    body: textOf(body),
    result,
  });

/** The log of bodies (api.md §2): written in batches, one at a time; a lost batch is only warned of. */
export const createIntakeLog = (
  database: Database,
  onLost: (error: unknown) => void,
): IntakeLog => {
  let waiting: Logged[] = [];
  let writing: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, linesPerWriteMax);
      try {
        await writeLog(database, batch.map(lineOf));
      } catch (error) {
        onLost(error);
      }
    }
    writing = undefined;
  };

  const dropOldest = ({ integration }: Logged): void => {
    const same = waiting.filter((line) => line.integration === integration);
    const oldest = same.length >= logKeptMax ? same[0] : waiting[0];
    if (same.length >= logKeptMax || waiting.length >= waitingMax) {
      waiting = waiting.filter((line) => line !== oldest);
    }
  };

  return {
    add: (line) => {
      dropOldest(line);
      waiting.push(line);
      writing ??= sleep(gatherMs).then(drain);
    },
  };
};
