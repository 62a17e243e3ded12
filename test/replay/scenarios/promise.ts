import { randomUUID } from 'node:crypto';
import type { Action } from '../../../domain/action/process.js';
import type { Ask } from '../../../domain/ask/process.js';
import type { Meeting } from '../../../domain/meeting/process.js';
import { person, scenario, type Begin, type Scenario } from '../play.js';

const dayMinutes = 1_440;
const dayMs = dayMinutes * 60_000;
const named = (name: string) => ({ id: name, name });
/** Far in the future of any recording. */
const farAway = Date.UTC(2100, 0);

const raised = (): Begin<Ask> => {
  const id = `ask_${randomUUID()}`;
  return {
    id,
    input: {
      ...{ id, what: 'a mentor for nights', neededBy: farAway, effectOfDelay: 'no sign-off' },
      ...{ requester: named('ann'), askedOf: named('boss'), by: person('ann') },
      ...{ department: named('dep_hr'), deputy: 'dee', head: 'hed', executive: 'exe' },
    },
  };
};

const answered = scenario<Ask>('ask', raised, async ({ ask, now, pass }) => {
  await ask({ type: 'acknowledge' }, person('boss'));
  await ask({ type: 'commit', date: (await now()) + 4 * dayMs }, person('boss'));
  await pass(5 * dayMinutes);
  await ask({ type: 'done', text: 'Tom mentors' }, person('boss'));
  await ask({ type: 'confirm' }, person('ann'));
});

const unanswered = scenario<Ask>('ask', raised, async ({ ask, pass, reads }) => {
  await pass(18 * dayMinutes);
  await reads('ask.taken_over');
  await reads('ask.flagged', 2);
  await ask({ type: 'delegate', to: named('tom') }, person('boss_delegate'));
  await ask({ type: 'decline', reason: 'no time' }, person('tom'));
  await ask({ type: 'withdraw', reason: 'solved otherwise' }, person('ann'));
});

const assigned = (): Begin<Action> => {
  const id = `act_${randomUUID()}`;
  return {
    id,
    input: {
      ...{ id, title: 'write the article', due: farAway, owner: named('tom') },
      ...{ opener: named('ann'), head: 'hed', by: person('ann') },
    },
  };
};

const verified = scenario<Action>('action', assigned, async ({ ask, now, pass, reads }) => {
  const due = (await now()) + 4 * dayMs;
  await ask({ type: 'move', due, reason: 'sooner' }, person('ann'));
  await pass(6 * dayMinutes);
  await reads('action.overdue');
  await ask({ type: 'done', evidence: 'article 12' }, person('tom'));
  await ask({ type: 'reject', reason: 'too short' }, person('ann'));
  await ask({ type: 'done', evidence: 'article 13' }, person('tom'));
  await ask({ type: 'verify' }, person('ann'));
});

const side = (name: string) => ({
  ...{ department: named(`dep_${name}`), person: named(name), deputy: named(`${name}_deputy`) },
  ...{ head: `${name}_head`, executive: `${name}_executive` },
});

const owed = (kind: 'regular' | 'operations_review') => (): Begin<Meeting> => {
  const id = `mtg_${randomUUID()}`;
  return {
    id,
    input: {
      ...{ id, kind, title: 'ops and project', everyDays: 14, firstAt: 0 },
      ...{ parties: [side('ops'), side('project')], opener: named('ann'), by: person('ann') },
    },
  };
};

const declined = scenario<Meeting>(
  'meeting',
  owed('regular'),
  async ({ ask, now, pass, reads }) => {
    const propose = async () =>
      ask({ type: 'propose', at: (await now()) + dayMs, minutes: 30 }, person('ops'));
    for (const reason of ['no room', 'still none']) {
      await propose();
      await ask({ type: 'decline', reason }, person('project'));
    }
    await reads('meeting.escalated');
    await pass(11 * dayMinutes);
    await propose();
    await ask({ type: 'accept' }, person('project_head'));
    await pass(2 * dayMinutes);
    const due = (await now()) + 9 * dayMs;
    const actions = [{ title: 'send the plan', owner: { person: named('tom') }, due }];
    await ask({ type: 'held', minutes: 'we talked', actions }, person('ops'));
    await ask({ type: 'end', reason: 'one team now' }, person('ann'));
  },
);

const reviewed = scenario<Meeting>(
  'meeting',
  owed('operations_review'),
  async ({ ask, pass, reads }) => {
    await ask({ type: 'held', minutes: 'half a year', actions: [] }, person('ops'));
    await reads('meeting.carried_over');
    await pass(15 * dayMinutes);
    await reads('meeting.collected', 2);
    await ask({ type: 'end', reason: 'enough' }, person('ann'));
  },
);

export const promises: Record<string, Scenario> = {
  'ask-answered': answered,
  'ask-unanswered': unanswered,
  'action-verified': verified,
  'meeting-declined': declined,
  'meeting-review': reviewed,
};
