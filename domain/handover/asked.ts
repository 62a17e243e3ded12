import { cutText } from '../cut-text.js';
import type { Asked, Instant, Step } from '../machine.js';
import { person, stopDeadline } from './deadlines.js';
import { draftOf, page, say, stepOrQuiet, type Draft } from './draft.js';
import { isAdvanced, switchedOff, type Advanced } from './gates.js';
import { changeItems, reopen } from './item-acts.js';
import { isItemCommand, type ItemCommand } from './item-check.js';
import { statusOf } from './items.js';
import { askAgain, followSheet } from './acceptance.js';
import { giveLater, isLater, type LaterCommand } from './later.js';
import { leaveByTest } from './punch.js';
import type { Handover } from './process.js';
import { close, enterStage, fallBack, isHeadsMeeting, settleBaton, tellOwners } from './stages.js';
import { textBytes, type Stage } from './state.js';
import { endTakeover, giveTakeover } from './takeover.js';
import { giveUat, isUat } from './uat-task.js';

type Given<T extends Asked<Handover>['type']> = Extract<Asked<Handover>, { type: T }>;
type Act<T extends Asked<Handover>['type']> = (
  draft: Draft,
  command: Given<T>,
  now: Instant,
) => void;

const reasonOf = (text: string): string => cutText(text, textBytes.reason);

const next: Record<Advanced, Stage> = {
  initiated: 'disclosure',
  disclosure: 'disclosure_review',
  disclosure_review: 'uat_design',
  uat_design: 'uat_run',
  uat_run: 'training',
  training: 'trial',
  trial: 'acceptance',
};

const advance: Act<'advance'> = (draft, { by, readings }, now) => {
  const { s } = draft;
  if (!isAdvanced(s.stage)) return;
  const from = s.stage;
  const off = switchedOff(from, readings);
  if (off.length > 0) {
    say(draft, { at: now, what: 'handover.gate_off', with: { gates: off.join(', ') } });
  }
  if (from === 'disclosure_review' && isHeadsMeeting(s)) stopDeadline(draft, 'heads', now);
  enterStage(draft, next[from], now);
  if (from === 'uat_run' && 'leftover' in readings.trace) {
    leaveByTest(draft, readings.trace.leftover.missing, { at: now, by });
  }
  const with_ = { from, stage: draft.s.stage };
  say(draft, { at: now, by, what: 'handover.advanced', with: with_, cause: 'advance' });
  tellOwners(draft, now);
};

const assign: Act<'assign'> = (draft, command, now) => {
  const { s } = draft;
  const { side, by } = command;
  const party = s.parties[side];
  if (!party) return;
  const { deputy: before, ...rest } = party;
  const deputy = command.deputy ?? before;
  const changed = { ...rest, person: command.person, ...(deputy !== undefined && { deputy }) };
  s.parties = { ...s.parties, [side]: changed };
  const with_ = { side, person: command.person, deputy: deputy ?? '' };
  say(draft, { at: now, by, what: 'handover.assigned', with: with_, cause: 'assign' });
  if (command.person === party.person) return;
  const targets = [person(command.person)];
  page(draft, { ladder: 'told', reason: 'assigned', due: now, targets });
};

/** Only what was handed in can be reopened; what is missing is missing anyway. */
const reopenable = (draft: Draft, keys: readonly string[]): string[] =>
  keys.filter((key) => {
    const packed = draft.s.items[key];
    return packed !== undefined && ['s', 'v'].includes(statusOf(packed));
  });

const sendBack: Act<'send_back'> = (draft, command, now) => {
  const { stage, by } = command;
  const reason = reasonOf(command.reason);
  const items = reopenable(draft, command.items).map((key) => ({ key, reason }));
  reopen(draft, items, { actor: by, at: now });
  fallBack(draft, { stage, at: now, by, reason, cause: 'reject' });
};

const metHeads: Act<'heads_met'> = (draft, { by, text }, now) => {
  stopDeadline(draft, 'heads', now);
  const with_ = { text: reasonOf(text) };
  say(draft, { at: now, by, what: 'handover.heads_met', with: with_, cause: 'heads_met' });
};

const cancel: Act<'cancel'> = (draft, { by, reason }, now) => {
  const { delivery, ops } = draft.s.parties;
  const with_ = { reason: reasonOf(reason) };
  say(draft, { at: now, by, what: 'handover.cancelled', with: with_, cause: 'cancel' });
  close(draft, 'cancelled', now);
  const targets = [person(delivery.person), person(ops.person)];
  page(draft, { ladder: 'told', reason: 'cancelled', due: now, targets });
};

/** Another signer stands on another sheet, which everybody signs anew. */
const setSigner: Act<'set_signer'> = (draft, { by, signer }, now) => {
  const before = draft.s.signer;
  const name = cutText(signer.name, textBytes.name);
  draft.s.signer = { ...signer, name };
  say(draft, { at: now, by, what: 'handover.signer', with: { name }, cause: 'set_signer' });
  if (before?.contact === signer.contact && before.name === name) askAgain(draft, now);
};

/** What ops rejects at its review goes back to the disclosure, and only that (4b). */
const giveItems = (draft: Draft, command: ItemCommand, now: Instant): void => {
  const reviewed = command.type === 'reject_items' && draft.s.stage === 'disclosure_review';
  changeItems(draft, command, now);
  if (!reviewed) return;
  const reason = reasonOf(command.items[0]?.reason ?? '');
  const { by } = command;
  const fall = { stage: 'disclosure', at: now, by, reason, cause: 'reject' } as const;
  fallBack(draft, { ...fall, quiet: true });
};

/** Signed by all: ops holds it from here on, and the warranty runs (4b). */
const accepted = (draft: Draft, now: Instant): void => {
  const open = draft.s.punch.open.length;
  const what = open > 0 ? 'handover.accepted_conditionally' : 'handover.accepted';
  say(draft, { at: now, what, with: { open } });
  endTakeover(draft, now);
  enterStage(draft, 'warranty', now);
  tellOwners(draft, now);
};

/** The last signature accepts; one that says no goes back to the stage that it names (4b). */
const givePart = (draft: Draft, command: LaterCommand, now: Instant): void => {
  giveLater(draft, command, now);
  if (command.type !== 'sign') return;
  const { decision, stage = 'trial', by } = command;
  if (decision === 'reject') {
    const reason = reasonOf(command.reason ?? '');
    fallBack(draft, { stage, at: now, by, reason, cause: command.type });
  } else if (draft.s.acceptance?.signedAt !== undefined) accepted(draft, now);
};

type Own = Exclude<Asked<Handover>, ItemCommand | LaterCommand>;

const giveOwn = (draft: Draft, command: Own, now: Instant): void => {
  if (isUat(command)) return giveUat(draft, command, now);
  switch (command.type) {
    case 'advance':
      return advance(draft, command, now);
    case 'assign':
      return assign(draft, command, now);
    case 'set_signer':
      return setSigner(draft, command, now);
    case 'heads_met':
      return metHeads(draft, command, now);
    case 'send_back':
      return sendBack(draft, command, now);
    case 'takeover':
      return giveTakeover(draft, command, now);
    case 'cancel':
      return cancel(draft, command, now);
  }
};

/** A person's command, already checked. */
export const asked = (
  state: Handover['state'],
  command: Asked<Handover>,
  now: Instant,
): Step<Handover> => {
  const draft = draftOf(state);
  if (isItemCommand(command)) giveItems(draft, command, now);
  else if (isLater(command)) givePart(draft, command, now);
  else giveOwn(draft, command, now);
  followSheet(draft, state, now);
  settleBaton(draft, now);
  return stepOrQuiet(draft);
};
