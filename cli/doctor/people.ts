import type { z } from 'zod';
import type { gapsAnswer, scheduleAnswer } from '../../contracts/directory/schedules.js';
import type { personAnswer } from '../../contracts/directory/people.js';
import type { Cli } from '../cli.js';
import { allPages } from '../http/all-pages.js';
import type { Api } from '../http/client.js';
import type { ClockLine } from '../incident/answers.js';
import { obligationWord } from '../incident/sections.js';
import { showDuration } from '../output/times.js';
import type { Finding } from './finding.js';

const namedMax = 5;

type Person = z.output<typeof personAnswer>;
type Schedule = z.output<typeof scheduleAnswer>;

/** The first few, and how many more there are. */
function listed({ say }: Cli, lines: readonly string[]): string {
  const more = lines.length - namedMax;
  const shown = lines.slice(0, namedMax).join('; ');
  return more > 0 ? `${shown}; ${say('doctor/more', { more })}` : shown;
}

/** Hours of the next 14 days in which nobody is on call. */
export async function checkGaps(cli: Cli, api: Api): Promise<Finding> {
  const { say, language } = cli;
  const check = say('doctor/check/gaps');
  const { items: schedules } = await allPages<Schedule>(api, '/api/v1/schedules');
  const found: string[] = [];
  for (const { id, name } of schedules) {
    const path = `/api/v1/schedules/${encodeURIComponent(id)}/gaps`;
    const { items } = await api.get<z.output<typeof gapsAnswer>>(path);
    for (const { from, until } of items) {
      const values = { schedule: name[language], from: cli.time(from), until: cli.time(until) };
      found.push(say('doctor/gap', values));
    }
  }
  if (found.length === 0) {
    return { check, result: 'ok', detail: say('doctor/noGaps', { schedules: schedules.length }) };
  }
  return { check, result: 'warning', detail: listed(cli, found), todo: say('doctor/todoGaps') };
}

/** Active people whom no page can reach. */
export async function checkChannels(cli: Cli, api: Api): Promise<Finding> {
  const { say } = cli;
  const check = say('doctor/check/channels');
  const { items } = await allPages<Person>(api, '/api/v1/people');
  const active = items.filter(({ status }) => status === 'active');
  if (active.some(({ channels }) => channels === undefined)) {
    return { check, result: 'unchecked', detail: say('doctor/channelsHidden') };
  }
  const without = active.filter(({ channels }) => channels?.length === 0);
  if (without.length === 0) {
    return { check, result: 'ok', detail: say('doctor/channels', { people: active.length }) };
  }
  const detail = listed(
    cli,
    without.map(({ id, name }) => `${name} (${id})`),
  );
  return { check, result: 'warning', detail, todo: say('doctor/todoChannels') };
}

/** Clocks that ran out while their subject is still open. */
export async function checkOverdue(cli: Cli, api: Api): Promise<Finding> {
  const { say, world } = cli;
  const check = say('doctor/check/overdue');
  const query = { due: new Date(world.now()).toISOString(), drill: false };
  const { items } = await allPages<ClockLine>(api, '/api/v1/clocks', { query });
  const overdue = items.filter(({ state }) => state === 'overdue');
  if (overdue.length === 0) return { check, result: 'ok', detail: say('doctor/noOverdue') };
  const lines = overdue.map((clock) =>
    say('doctor/overdueIs', {
      number: clock.number,
      obligation: obligationWord(cli, clock.obligation),
      by: showDuration(world.now() - Date.parse(clock.dueAt)),
      holder: clock.holder?.name ?? clock.holder?.id ?? '–',
    }),
  );
  const todo = say('doctor/todoOverdue');
  return { check, result: 'warning', detail: listed(cli, lines), todo };
}
