import type { z } from 'zod';
import type { onCallAnswer } from '../../contracts/directory/lookups.js';
import type { scheduleAnswer } from '../../contracts/directory/schedules.js';
import type { Cli } from '../cli.js';
import { allPages } from '../http/all-pages.js';
import type { Api } from '../http/client.js';

type OnCall = z.output<typeof onCallAnswer>;
type Schedule = z.output<typeof scheduleAnswer>;

/** `baton oncall show`: who is on call at a time, and who is accountable where nobody is. */
export async function showOnCall(
  cli: Cli,
  { schedule, at }: { schedule?: string; at?: string },
): Promise<void> {
  const api = cli.api();
  const schedules = await chosen(api, schedule);
  const items: { name: Schedule['name']; answer: OnCall }[] = [];
  for (const { id, name } of schedules) {
    const answer = await api.get<OnCall>('/api/v1/lookup/oncall', { schedule: id, at });
    items.push({ name, answer });
  }
  const answers = items.map(({ name, answer }) => ({ ...answer, name }));
  if (cli.printJson({ items: answers }, answers)) return;
  if (items.length === 0) return cli.tell(cli.say('oncall/none'));
  cli.printTable(
    ['head/schedule', 'head/onCall', 'head/why', 'head/until', 'head/note'],
    items.map(({ name, answer }) => [
      `${name[cli.language]} (${answer.schedule})`,
      ...rowOf(cli, answer),
    ]),
  );
}

async function chosen(api: Api, schedule: string | undefined): Promise<Schedule[]> {
  if (schedule === undefined) return (await allPages<Schedule>(api, '/api/v1/schedules')).items;
  return [await api.get<Schedule>(`/api/v1/schedules/${encodeURIComponent(schedule)}`)];
}

function rowOf(cli: Cli, { onCall, holder }: OnCall): string[] {
  const { say, colors } = cli;
  if (onCall === null) {
    const place = holder === null ? '' : say(`place/${holder.place}`);
    const note =
      holder === null
        ? say('oncall/nobody')
        : say('oncall/gap', { name: `${holder.name} (${place})` });
    return [colors.red(say('oncall/nobody')), '–', '–', note];
  }
  const instead =
    onCall.insteadOf === null ? '' : say('oncall/instead', { person: onCall.insteadOf });
  const person = `${onCall.name} (${onCall.id})`;
  return [person, say(`why/${onCall.why}`), cli.time(onCall.until), instead];
}
