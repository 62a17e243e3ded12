import type { Cli } from '../cli.js';
import { ApiError, AwayError } from '../http/api-error.js';
import type { Api } from '../http/client.js';
import type { Finding } from './finding.js';

const probeTimeoutMs = 5_000;

interface Part {
  name: string;
  ok: boolean;
  why?: string;
}

/** Where Baton is looked for, and with what key. */
export function checkAddress({ say, target }: Cli): Finding {
  const check = say('doctor/check/address');
  const { url, key } = target;
  if (url === undefined) {
    return {
      check,
      result: 'failed',
      detail: say('error/noAddress'),
      todo: say('doctor/todoHealth'),
    };
  }
  const from = (source: typeof url.source): string => say(`doctor/source/${source}`);
  const where = say('doctor/from', { url: url.value, source: from(url.source) });
  if (key === undefined) {
    const detail = `${where}; ${say('doctor/noKey')}`;
    return { check, result: 'failed', detail, todo: say('doctor/todoKey') };
  }
  const hint = `${key.value.slice(0, 7)}…`;
  const detail = `${where}; ${say('doctor/from', { url: hint, source: from(key.source) })}`;
  return { check, result: 'ok', detail };
}

export async function checkHealth({ say }: Cli, api: Api): Promise<Finding> {
  const check = say('doctor/check/health');
  try {
    await api.get('/health');
    return { check, result: 'ok', detail: api.url };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { check, result: 'failed', detail, todo: say('doctor/todoHealth') };
  }
}

/** PostgreSQL, migrations, Temporal and the worker, as `/ready` sees them; one try, no waiting. */
export async function checkReady(cli: Cli, api: Api): Promise<Finding[]> {
  const { say } = cli;
  const signal = AbortSignal.any([cli.world.signal, AbortSignal.timeout(probeTimeoutMs)]);
  let parts: Part[];
  try {
    const response = await fetch(`${api.url}/ready`, { signal });
    parts = ((await response.json()) as { parts: Part[] }).parts;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [{ check: '/ready', result: 'failed', detail, todo: say('doctor/todoHealth') }];
  }
  return parts.map(({ name, ok, why }) => {
    const check = name === 'migrations' || name === 'worker' ? say(`doctor/check/${name}`) : name;
    if (ok) return { check, result: 'ok', detail: '' };
    return { check, result: 'failed', detail: why ?? '', ...todoOf(cli, name) };
  });
}

function todoOf({ say }: Cli, name: string): { todo?: string } {
  switch (name) {
    case 'PostgreSQL':
    case 'migrations':
    case 'Temporal':
    case 'worker':
      return { todo: say(`doctor/todoPart/${name}`) };
    default:
      return {};
  }
}

/** The mail sink of a stack on this machine. */
export async function checkMailbox({ say, stack, world, target }: Cli): Promise<Finding> {
  const check = say('doctor/check/mail');
  const isOurs = stack.mailbox !== undefined && target.url?.value === stack.api;
  if (!isOurs) return { check, result: 'unchecked', detail: say('doctor/noMailbox') };
  const signal = AbortSignal.any([world.signal, AbortSignal.timeout(probeTimeoutMs)]);
  try {
    const url = `${stack.mailbox}/api/messages?since=${world.now()}`;
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return { check, result: 'ok', detail: stack.mailbox ?? '' };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { check, result: 'failed', detail, todo: say('doctor/todoMail') };
  }
}

export async function checkKey({ say }: Cli, api: Api): Promise<Finding> {
  const check = say('doctor/check/key');
  try {
    const me = await api.get<{ key: string; person: { name: string } | null }>('/api/v1/me');
    return { check, result: 'ok', detail: me.person?.name ?? me.key };
  } catch (error) {
    const known = error instanceof ApiError || error instanceof AwayError;
    if (!known) throw error;
    return { check, result: 'failed', detail: error.message, todo: say('doctor/todoKey') };
  }
}
