import { ladderAnswer } from '../../../contracts/incident/answers.js';
import { idParams } from '../../../contracts/incident/requests.js';
import type { Rung, Target } from '../../../domain/ladder.js';
import type { Database } from '../../../records/database.js';
import { loadDirectory, type Directory } from '../../../records/oncall/directory.js';
import { resolveTargets } from '../../../records/oncall/resolve.js';
import { route, type Route } from '../../route.js';
import { seen } from './subject.js';

const ladder = route({
  method: 'get',
  path: '/api/v1/incidents/{id}/ladder',
  operationId: 'incident_ladder',
  summary: { zh: '升级阶梯：谁会在何时被呼叫', en: 'Ladder: who is paged when' },
  tags: ['incidents'],
  permission: 'incident.trace',
  params: idParams,
  response: ladderAnswer,
  handler: async (call) => {
    const { db, deps, language, now } = call;
    const { view } = await seen(call, call.params.id, { permission: 'incident.trace' });
    const { id: policyId, version } = view.policy;
    const policy = await db.policy.findUnique({
      where: { policyId_version: { policyId, version } },
    });
    const rungs = (policy?.rungs ?? []) as unknown as Rung[];
    const { reached, heldUntil, next } = view.ladder;
    const site = view.site?.id;
    const resolved = view.ladder.rungs.map(async (rung, index) => {
      const targets = rungs[index]?.targets ?? [];
      const at = rung.state === 'next' || rung.state === 'ahead' ? (rung.due ?? now) : now;
      const { named, people } = await resolve(deps.database, { targets, at, site, language });
      return { ...rung, rung: index + 1, targets: named, people };
    });
    return {
      policy: {
        id: policyId,
        version,
        name: policy?.name as { zh: string; en: string } | undefined,
      },
      reached,
      heldUntil,
      next,
      rungs: await Promise.all(resolved),
    };
  },
});

interface Asked {
  targets: readonly Target[];
  at: number;
  site: string | undefined;
  language: 'zh' | 'en';
}

async function resolve(database: Database, { targets, at, site, language }: Asked) {
  const place = site === undefined ? {} : { site };
  const directory = await loadDirectory(database, { targets, at, ...place });
  const { people } = resolveTargets(directory, targets, at);
  return {
    people: people.map(({ id, name }) => ({ id, name })),
    named: targets.map((target) => {
      const id = target.kind === 'duty' ? target.role : target.id;
      return { kind: target.kind, id, name: nameOf(directory, target, language) };
    }),
  };
}

function nameOf(directory: Directory, target: Target, language: 'zh' | 'en'): string | undefined {
  switch (target.kind) {
    case 'person':
      return directory.people.find(({ id }) => id === target.id)?.name;
    case 'team':
      return directory.teams.find(({ id }) => id === target.id)?.name[language];
    case 'schedule':
      return directory.schedules.find(({ id }) => id === target.id)?.name[language];
    case 'duty':
      return undefined;
  }
}

export const incidentLadderRoutes: readonly Route[] = [ladder];
