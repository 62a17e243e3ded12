import type { Asked, Refusal } from '../machine.js';
import { isSound, nameMissing } from './dry-run.js';
import type { ReviewCycle } from './process.js';
import { changesMax, missingNamedMax, type CycleStage, type ReviewCycleState } from './state.js';

type Verb = Asked<ReviewCycle>['type'];
type Of<T extends Verb> = Extract<Asked<ReviewCycle>, { type: T }>;

const cancellable: CycleStage[] = [
  ...(['planned', 'open', 'collect', 'self', 'manager', 'counterpart', 'calibration'] as const),
];

const stagesOf: Record<Verb, CycleStage[]> = {
  open: ['planned'],
  freeze: ['collect'],
  calibrate: ['calibration'],
  publish: ['publication'],
  close: ['appeal'],
  cancel: cancellable,
};

/** A list in a refusal's facts, cut where it is long. */
const listed = (names: readonly string[]): string[] =>
  names.length <= missingNamedMax
    ? [...names]
    : [...names.slice(0, missingNamedMax), `+${names.length - missingNamedMax}`];

const ofCalibrate = (
  s: ReviewCycleState,
  command: Of<'calibrate'>,
  person: string,
): Refusal | undefined => {
  const panel = s.calibrators.map(({ name }) => name).join(', ');
  if (!s.calibrators.some(({ id }) => id === person)) {
    return { code: 'not_calibrator', with: { panel } };
  }
  if (!s.frozen) return { code: 'not_frozen' };
  if (s.flying.score) return { code: 'scores_pending' };
  if ('done' in command) {
    const { unreviewed } = command;
    if (unreviewed.length === 0) return undefined;
    return { code: 'unreviewed_outliers', with: { people: listed(unreviewed) } };
  }
  if (command.changes.some((change) => change.person === person)) return { code: 'own_case' };
  const few = command.changes.length > 0 && command.changes.length <= changesMax;
  return few ? undefined : { code: 'too_many_changes', with: { max: changesMax } };
};

const ofHr = (
  s: ReviewCycleState,
  command: Exclude<Asked<ReviewCycle>, { type: 'calibrate' }>,
): Refusal | undefined => {
  const { by, type } = command;
  const keeps = by.person === s.hr.id || by.person === s.deputy?.id;
  if (!by.lead && !keeps) return { code: 'not_holder', with: { holder: s.hr.name } };
  if (type === 'open' && !isSound(command.readings)) {
    return { code: 'cycle_incomplete', with: { missing: listed(nameMissing(command.readings)) } };
  }
  if (type === 'freeze' && (s.frozen || s.flying.freeze)) return { code: 'already_done' };
  if (type === 'publish' && s.flying.score) return { code: 'scores_pending' };
  if (type === 'close' && s.appeals.length > 0) {
    return { code: 'appeals_pending', with: { count: s.appeals.length } };
  }
  return undefined;
};

/** Whether a person's command may be taken now, and what to do where it may not. */
export const check = (s: ReviewCycleState, command: Asked<ReviewCycle>): Refusal | undefined => {
  const { by, type: verb } = command;
  if (by.person === undefined) return { code: 'service_cannot_hold', with: { verb } };
  const allowed = stagesOf[verb];
  if (!allowed.includes(s.stage)) {
    return { code: 'wrong_state', with: { stage: s.stage, allowed, verb } };
  }
  return command.type === 'calibrate' ? ofCalibrate(s, command, by.person) : ofHr(s, command);
};
