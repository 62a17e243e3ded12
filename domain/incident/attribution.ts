import { cutText } from '../cut-text.js';
import type { Asked, Instant } from '../machine.js';
import type { Level } from '../severity/matrix.js';
import type { Attribution, AttributeCommand, FaultWord } from './attribution-state.js';
import { say, tell, type Draft } from './draft.js';
import { isGraver, levelOf, severityOf } from './level.js';
import type { Incident } from './process.js';

/** Bytes of the reason that the state keeps; the timeline has more of it. */
const reasonBytes = 300;

const tellHandover = (draft: Draft, attributed: Attribution, now: Instant): void => {
  const { s } = draft;
  const { cause, handover } = attributed;
  if (cause !== 'delivery' || handover === undefined || s.drill) return;
  const level = levelOf(s.severity);
  const message: FaultWord = {
    ...{ type: 'fault', incident: s.id, level },
    ...{ at: s.detectedAt, cause },
  };
  tell(draft, { to: [handover], message });
  s.attributed = { ...attributed, told: level };
  const with_ = { handover, level };
  say(draft, { at: now, what: 'incident.fault_told', with: with_, cause: 'attribute' });
};

/** A person says whose fault it was; said again with another hand-over or cause, the latest holds. */
export const attributeAsked = (
  draft: Draft,
  command: AttributeCommand & Pick<Asked<Incident>, 'by'>,
  now: Instant,
): void => {
  const { s } = draft;
  const { cause, handover, by } = command;
  const before = s.attributed;
  const reason = cutText(command.reason, reasonBytes);
  const attributed: Attribution = {
    ...{ cause, reason, by: by.person ?? by.id, at: now },
    ...(handover !== undefined && { handover }),
    ...(before?.told !== undefined && before.handover === handover && { told: before.told }),
  };
  s.attributed = attributed;
  const with_ = { why: cause, reason: command.reason };
  say(draft, { at: now, by, what: 'incident.attributed', with: with_, cause: command.type });
  if (attributed.told === undefined || isWorse(draft, attributed.told)) {
    tellHandover(draft, attributed, now);
  }
};

const isWorse = ({ s }: Draft, told: Level): boolean => isGraver(s.severity, severityOf(told));

/** The level rose after the hand-over was told a lesser one: it is told again, a P3 counts too. */
export const faultOnLevel = (draft: Draft, now: Instant): void => {
  const { attributed } = draft.s;
  if (attributed?.told === undefined) return;
  if (isWorse(draft, attributed.told)) tellHandover(draft, attributed, now);
};
