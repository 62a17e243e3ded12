import type { Asked, Instant, Refusal } from '../machine.js';
import { pendingAppeal } from './appeal.js';
import { isParty, panelAt } from './panel.js';
import type { Review } from './process.js';
import { mayAppealAgain } from './stages.js';
import { appealsMax, type ReviewStage, type ReviewState, type ReviewTask } from './state.js';
import { openTasks } from './tasks.js';

/** M is at most this, either way (R12, operations.md). */
export const marksMax = 5;

type Verb = Asked<Review>['type'];
type Of<T extends Verb> = Extract<Asked<Review>, { type: T }>;

const stagesOf: Partial<Record<Verb, ReviewStage[]>> = {
  self: ['self'],
  manager: ['manager', 'counterpart', 'calibration', 'appeal'],
  counterpart: ['manager', 'counterpart', 'calibration'],
  talk: ['publication'],
  read: ['released', 'appeal', 'final'],
  confirm: ['released', 'appeal', 'final'],
  appeal: ['released'],
  acknowledge: ['appeal'],
  decide: ['appeal'],
  reassign: ['open', 'self', 'manager', 'counterpart', 'calibration', 'publication'],
  prorate: ['open', 'self', 'manager', 'counterpart', 'calibration'],
};

const holderOf = (s: ReviewState): string => {
  const [task] = openTasks(s);
  return task?.holder.name ?? s.hr.name;
};

const notHolder = (holder: string): Refusal => ({ code: 'not_holder', with: { holder } });

/** The one asked by right may still answer when silence has moved the task on. */
export const managerTask = (s: ReviewState, person: string): ReviewTask | undefined => {
  const open = openTasks(s, 'manager');
  return open.find(({ of }) => of === person) ?? open.find(({ holder }) => holder.id === person);
};

export const counterpartTask = (s: ReviewState, department: string): ReviewTask | undefined =>
  openTasks(s, 'counterpart').find(({ of }) => of === department);

const ofManager = (s: ReviewState, command: Of<'manager'>, person: string): Refusal | undefined => {
  if (!managerTask(s, person)) return notHolder(holderOf(s));
  const { marks, evidence } = command;
  if (!Number.isFinite(marks) || Math.abs(marks) > marksMax) {
    return { code: 'marks_out_of_range', with: { max: marksMax } };
  }
  return marks !== 0 && evidence === 0 ? { code: 'marks_need_evidence' } : undefined;
};

const ofCounterpart = (
  s: ReviewState,
  command: Of<'counterpart'>,
  person: string,
): Refusal | undefined => {
  const task = counterpartTask(s, command.department);
  const side = s.counterparts.find(({ department }) => department.id === command.department);
  if (!task || !side) return { code: 'not_asked_to_rate', with: { party: command.department } };
  const may = [side.rater?.id, side.head?.id, task.holder.id].includes(person);
  if (!may) return notHolder(task.holder.name);
  return 'ratings' in command && command.ratings < 1 ? { code: 'ratings_needed' } : undefined;
};

const ofAppeal = (s: ReviewState, command: Of<'appeal'>, now: Instant): Refusal | undefined => {
  if (!mayAppealAgain(s)) return { code: 'appealed_twice', with: { max: appealsMax } };
  const until = s.appealUntil ?? now;
  if (now > until) {
    return { code: 'appeal_over', with: { until: new Date(until).toISOString() } };
  }
  return command.items < 1 ? { code: 'items_needed' } : undefined;
};

/** Someone of the panel that has it; where no panel is left, a lead who is no party to it. */
const ofPanel = (s: ReviewState, { by, type }: Asked<Review>): Refusal | undefined => {
  const appeal = pendingAppeal(s);
  const person = by.person ?? '';
  const panel = panelAt(s, appeal?.level ?? 0);
  const sits = panel.some(({ id }) => id === person);
  if (!sits && !(panel.length === 0 && by.lead)) return notHolder(panel[0]?.name ?? s.hr.name);
  const done = type === 'acknowledge' && openTasks(s, 'acknowledge').length === 0;
  const marking = type === 'decide' && openTasks(s, 'manager').length > 0;
  return done || marking ? { code: 'already_done' } : undefined;
};

const ofHr = (s: ReviewState, command: Of<'reassign' | 'prorate'>): Refusal | undefined => {
  const { by } = command;
  if (!by.lead && by.person !== s.hr.id) return notHolder(s.hr.name);
  if (command.type === 'prorate') {
    const { days, of } = command.presence;
    const whole = Number.isInteger(days) && days >= 0 && days <= of;
    return whole ? undefined : { code: 'days_out_of_range', with: { max: of } };
  }
  if (command.manager.manager.id === s.person.id) return { code: 'own_case' };
  const same = s.managers[0]?.manager.id === command.manager.manager.id;
  return same ? { code: 'same_manager' } : undefined;
};

const ofPerson = (s: ReviewState, { by, type }: Asked<Review>): Refusal | undefined => {
  if (by.person !== s.person.id) return notHolder(s.person.name);
  const again =
    (type === 'self' && openTasks(s, 'self').length === 0) ||
    (type === 'confirm' && s.confirmedAt !== undefined);
  return again ? { code: 'already_done' } : undefined;
};

const others: readonly Verb[] = ['manager', 'counterpart', 'talk', 'acknowledge', 'decide'];

/** Whether a person's command may be taken now, and what to do where it may not. */
export const check = (
  s: ReviewState,
  command: Asked<Review>,
  now: Instant,
): Refusal | undefined => {
  const { by, type: verb } = command;
  const { person } = by;
  if (person === undefined) return { code: 'service_cannot_hold', with: { verb } };
  const allowed = stagesOf[verb] ?? [];
  if (!allowed.includes(s.stage)) {
    return { code: 'wrong_state', with: { stage: s.stage, allowed, verb } };
  }
  if (others.includes(verb) && person === s.person.id) return { code: 'own_case' };
  switch (command.type) {
    case 'manager':
      return ofManager(s, command, person);
    case 'counterpart':
      return ofCounterpart(s, command, person);
    case 'talk': {
      const [task] = openTasks(s, 'talk');
      if (!task) return { code: 'already_done' };
      return isParty(s, person) ? undefined : notHolder(task.holder.name);
    }
    case 'acknowledge':
    case 'decide':
      return isParty(s, person) ? { code: 'own_case' } : ofPanel(s, command);
    case 'reassign':
    case 'prorate':
      return person === s.person.id ? { code: 'own_case' } : ofHr(s, command);
    case 'appeal':
      return ofPerson(s, command) ?? ofAppeal(s, command, now);
    case 'self':
    case 'read':
    case 'confirm':
      return ofPerson(s, command);
  }
};
