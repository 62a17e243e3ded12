import type { Incident } from '../../../domain/incident/process.js';
import type { IncidentInput } from '../../../domain/incident/state.js';
import { incidentStart } from '../../support/incident-start.js';
import { person, scenario, type Begin, type Play, type Scenario } from '../play.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const gradeS = 600;

const li = person('per_li');
const wang = person('per_wang', { lead: true });

const incidentOf = (
  given: Partial<IncidentInput> = {},
  more: { continueAt?: number } = {},
): Begin<Incident> => {
  const input = incidentStart(given);
  return { id: input.id, input, ...more };
};

/** The source's next event about the same thing. */
const event = (
  { input: { alert }, report }: Play<Incident>,
  action: 'trigger' | 'resolve',
  id: string,
): Promise<void> => {
  if (alert === undefined) throw new Error('the incident was not opened by a source');
  return report({ type: 'alert', event: { ...alert, action, id } });
};

const aNight = scenario<Incident>(
  'incident',
  () => incidentOf(),
  async (play) => {
    await play.pass(6);
    await play.reads('page.reached', 2);
    await play.ask({ type: 'acknowledge' });
    await play.pass(31);
    await play.reads('page.reached', 3);
    await play.ask({ type: 'acknowledge' }, wang);
    await play.ask({ type: 'assign', to: 'per_li' }, wang);
    await play.ask({ type: 'accept' });
    await play.ask({ type: 'restore', how: 'card replaced' });
    await play.ask({ type: 'verify', verifiedBy: 'customer' });
    await play.pass(25 * 60);
    await play.reads('incident.closed');
  },
);

const recurrence = scenario<Incident>(
  'incident',
  () => incidentOf(),
  async (play) => {
    await event(play, 'resolve', 'r1');
    await play.reads('incident.restored_by_source');
    await play.pass(16);
    await event(play, 'trigger', 't2');
    await play.reads('incident.recurred');
    await play.reads('page.reached', 2);
    await play.ask({ type: 'acknowledge' });
    await play.ask({ type: 'snooze', until: (await play.now()) + 10 * hourMs });
    await play.ask({ type: 'escalate', step: 2, reason: 'vendor needed' });
    await play.reads('page.reached', 3);
    await play.ask({ type: 'dismiss', proof: 'sensor fault' });
  },
);

const continuedAsNew = scenario<Incident>(
  'incident',
  () => incidentOf({}, { continueAt: 30 }),
  async (play) => {
    await play.ask({ type: 'acknowledge' });
    for (let n = 1; n <= 6; n += 1) await play.ask({ type: 'note', text: `note ${n}` });
    await play.reads('incident.note', 6);
  },
);

/** Graded by facts, told to each audience in time, with a chain, until it is reviewed. */
const gradedWithNotices = scenario<Incident>(
  'incident',
  () => incidentOf({ severity: 'error', gradeS }),
  async (play) => {
    await play.ask({ type: 'acknowledge', until: (await play.now()) + 20 * hourMs });
    await play.ask({ type: 'command', to: 'per_wang' }, wang);
    await play.ask({ type: 'grade', level: 'error', computed: 'error', complete: true });
    await play.reads('incident.surroundings');
    await play.pass(25);
    await play.reads('notice.sent', 2);
    const to = { kind: 'department' as const, id: 'dep_infra', name: 'Infrastructure' };
    await play.tell({ type: 'chain', id: 'esc_1', event: 'opened', to });
    await play.pass(60);
    await play.reads('notice.sent', 4);
    const move = { person: 'per_ann', by: 'per_li', why: 'chain' as const, cause: 'esc_1' };
    await play.tell({ type: 'take_over', ...move });
    await play.tell({ type: 'chain', id: 'esc_1', event: 'closed', to, outcome: 'confirmed' });
    await play.ask({ type: 'restore', how: 'uplink switched back' }, person('per_ann'));
    await play.ask({ type: 'verify', verifiedBy: 'customer' }, person('per_ann'));
    await play.pass(25 * 60);
    await play.ask(
      {
        type: 'review',
        cause: 'a worn fibre',
        actions: [{ text: 'replace the patch cords', owner: 'per_ann' }],
        knowledge: { none: 'known' },
      },
      wang,
    );
    await play.ask({ type: 'close' }, wang);
    await play.reads('incident.closed');
  },
);

/** Nobody grades it; a level below the computed one waits for another person. */
const regraded = scenario<Incident>(
  'incident',
  () => incidentOf({ severity: 'error', gradeS }),
  async (play) => {
    await play.ask({ type: 'acknowledge', until: (await play.now()) + 20 * hourMs });
    await play.pass(11);
    await play.reads('incident.grading_overdue');
    const facts = { type: 'grade' as const, complete: true };
    const below = { level: 'warning' as const, computed: 'error' as const };
    const { view } = await play.ask({ ...facts, ...below, reason: 'one leg of two' }, li);
    const [proposal] = view.proposals ?? [];
    await play.ask({ type: 'confirm', proposal: proposal?.id ?? '' }, wang);
    const wait = { on: 'customer' as const, reason: 'the site is closed' };
    await play.ask({ type: 'wait', ...wait, until: (await play.now()) + 3 * hourMs });
    await play.pass(60);
    await play.ask({ type: 'resume' });
    await play.ask({ ...facts, level: 'critical', computed: 'critical' });
    await play.pass(20);
  },
);

export const incidents: Record<string, Scenario> = {
  'a-night': aNight,
  recurrence,
  'continued-as-new': continuedAsNew,
  'graded-with-notices': gradedWithNotices,
  regraded,
};
