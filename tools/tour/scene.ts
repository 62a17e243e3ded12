import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../contracts/text.js';
import { projectRoot } from '../stack/project-root.js';
import { readStackFile } from '../stack/stack-file.js';
import type { Message } from '../stack/mailbox/message.js';
import { MissedExpectation, shown, type Said } from './expect.js';

/** The stack cannot carry a story; the message says what to do. */
export class NoScene extends Error {
  override name = 'NoScene';
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
}

interface Asked {
  /** A person's id of the demo organisation, or `admin`. */
  as?: string;
  method?: 'GET' | 'POST' | 'PUT';
  body?: object;
  /** Sent as it is instead of a body: a file. */
  text?: string;
}

/** What a story plays on: the running stack and a voice. */
export interface Scene {
  language: Language;
  api: string;
  /** Says a step in plain words. */
  step(said: Said): void;
  /** Says an expectation and what came; throws when it is missed. */
  expect(said: Said, came: unknown, holds: boolean): void;
  /** Shows what the product answered, line by line. */
  show(...lines: string[]): void;
  ask(path: string, asked?: Asked): Promise<Answer>;
  /** A 2xx answer's JSON; anything else is a missed expectation. */
  read<T>(path: string, asked?: Asked): Promise<T>;
  mails(filter: { to?: string; since: number }): Promise<Message[]>;
  /** Runs `npx baton …` with the key of `as`; answers exit code and output. */
  baton(as: string, args: string[]): Promise<{ code: number; output: string }>;
  /** People of the demo organisation who have a key here. */
  people: readonly string[];
}

/** @throws NoScene when no demo stack runs on `dataDir` */
export function openScene(dataDir: string, language: Language): Scene {
  const stack = readStackFile(dataDir);
  if (stack?.api === undefined || stack.mailbox === undefined) {
    throw new NoScene(`No stack runs on ${dataDir}: start it with \`npm start\` first.`);
  }
  const { api, mailbox } = stack;
  const keys = keysIn(dataDir);
  const keyOf = (person: string): string => {
    const key = keys.get(person);
    if (key === undefined) throw new NoScene(`${dataDir} has no key of ${person}.`);
    return key;
  };

  const ask: Scene['ask'] = async (path, { as, method = 'GET', body, text: sent } = {}) => {
    const type = sent === undefined ? body && 'application/json' : 'text/plain';
    const payload = sent ?? (body && JSON.stringify(body));
    const response = await fetch(path.startsWith('http') ? path : `${api}${path}`, {
      method,
      headers: {
        'accept-language': language,
        ...(as === undefined ? {} : { authorization: `Bearer ${keyOf(as)}` }),
        ...(type === undefined ? {} : { 'content-type': type }),
      },
      ...(payload === undefined ? {} : { body: payload }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
  };

  return {
    language,
    api,
    people: [...keys.keys()].filter((person) => person !== 'admin'),
    step: (said) => console.log(`\n• ${said[language]}`),
    expect: (said, came, holds) => {
      if (!holds) throw new MissedExpectation(said[language], shown(came));
      console.log(`  ✓ ${said[language]}`);
    },
    show: (...lines) => {
      for (const line of lines) console.log(line.replace(/^/gm, '    '));
    },
    ask,
    read: async <T>(path: string, asked: Asked = {}) => {
      const answer = await ask(path, asked);
      if (answer.status >= 300) {
        const what = `${asked.method ?? 'GET'} ${path} → 2xx`;
        throw new MissedExpectation(what, `${answer.status} ${shown(answer.text)}`);
      }
      return answer.json as T;
    },
    mails: async ({ to, since }) => {
      const address = to === undefined ? '' : `to=${encodeURIComponent(to)}&`;
      const response = await fetch(`${mailbox}/api/messages?${address}since=${since}`);
      return (await response.json()) as Message[];
    },
    baton: (as, args) => runBaton(args, { BATON_URL: api, BATON_KEY: keyOf(as) }),
  };
}

function keysIn(dataDir: string): Map<string, string> {
  try {
    const demo = JSON.parse(readFileSync(join(dataDir, 'demo-keys.json'), 'utf8')) as object;
    const admin = readFileSync(join(dataDir, 'admin-key'), 'utf8').trim();
    return new Map([...(Object.entries(demo) as [string, string][]), ['admin', admin]]);
  } catch {
    throw new NoScene(`${dataDir} is not seeded as a demo: a story needs BATON_SEED=demo.`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function runBaton(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number; output: string }> {
  const program = join(projectRoot(), 'bin/baton.mjs');
  const options = { env: { ...process.env, ...env }, encoding: 'utf8' } as const;
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], options, (_error, out, err) =>
      resolve({ code: child.exitCode ?? 1, output: `${out}${err}` }),
    );
  });
}
