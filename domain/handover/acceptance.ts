import { cutText } from '../cut-text.js';
import type { Actor, Asked, Instant, Refusal } from '../machine.js';
import type { HandoverReported } from './commands.js';
import { conditionRefusal } from './conditions.js';
import { person, startDeadline, stopDeadline } from './deadlines.js';
import { askSignature, freezeSheet, page, say, type Draft, type Due } from './draft.js';
import { signParties, type AcceptanceState, type SignParty } from './later-state.js';
import type { Handover } from './process.js';
import { addLeftover, bindLeftovers, watchPunch } from './punch.js';
import { isHeadOf } from './standing.js';
import { stages, textBytes, type HandoverState, type Stage } from './state.js';
import type { Missing } from './view.js';

const dayMs = 86_400_000;

/** How long the customer's one-time link holds, and how long before it is sent anew (4b). */
export const linkMs = 7 * dayMs;
/** A sheet that could not be written, or a link that could not be sent, is tried again after. */
export const retryMs = 3_600_000;

export type SignCommand = Extract<Asked<Handover>, { type: 'sign' }>;
export type SheetReport = Extract<HandoverReported, { type: 'sheet' }>;

export type AskedReport = Extract<HandoverReported, { type: 'signature_asked' }>;

/** A service of our own has no customer who could sign. */
export const signersOf = (s: HandoverState): readonly SignParty[] =>
  s.customer === undefined ? signParties.filter((party) => party !== 'customer') : signParties;

/** A customer is asked by name: a contact with `maySign`, verified outside delivery (4b). */
export const missingSigner = (s: HandoverState): Missing[] =>
  s.customer !== undefined && s.signer === undefined ? [{ kind: 'signer' }] : [];

const isOpen = (s: HandoverState): s is HandoverState & { acceptance: AcceptanceState } =>
  s.stage === 'acceptance' && s.acceptance !== undefined && s.acceptance.signedAt === undefined;

/** Whether the sheet that effect `id` asked for is the one that is waited for. */
export const sheetWanted = (s: HandoverState, id: string): boolean =>
  isOpen(s) && s.acceptance.sheet.asked === id && s.acceptance.sheet.hash === undefined;

/** Whether the link of effect `id` is the one that the customer is to use. */
export const linkWanted = (s: HandoverState, id: string): boolean =>
  isOpen(s) && s.acceptance.link?.effect === id;

const without = (acceptance: AcceptanceState): AcceptanceState => {
  const { link: _link, ...rest } = acceptance;
  return rest;
};

/** What is on the sheet changed: it is written anew, and whoever signed the old one signs again. */
export const renewSheet = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (!isOpen(s)) return;
  const { signatures } = s.acceptance;
  stopDeadline(draft, 'signature', at);
  s.acceptance = {
    ...without(s.acceptance),
    sheet: { asked: freezeSheet(draft) },
    signatures: [],
  };
  if (signatures.length === 0) return;
  const parties = signatures.map(({ party }) => party).join(', ');
  say(draft, { at, what: 'handover.signatures_void', with: { parties } });
};

/** What the sheet says that may still change while it is signed. */
const onSheet = ({ items, punch, signer, parties, trial }: HandoverState): unknown[] => [
  ...[items, punch.added, punch.closed, signer?.contact, signer?.name],
  ...[parties.delivery.person, parties.ops.person, trial?.startedAt, trial?.p3],
];

/** After every step: whatever of its content changed under an open sheet renews it. */
export const followSheet = (draft: Draft, before: HandoverState, at: Instant): void => {
  const { s } = draft;
  if (!isOpen(s) || !isOpen(before)) return;
  if (s.acceptance.sheet.asked !== before.acceptance.sheet.asked) return;
  const was = onSheet(before);
  if (onSheet(s).some((value, index) => value !== was[index])) renewSheet(draft, at);
};

/** The acceptance begins: the sheet is frozen, then everybody is asked for a signature. */
export const enterAcceptance = (draft: Draft, at: Instant): void => {
  draft.s.acceptance = { startedAt: at, sheet: { asked: '' }, signatures: [] };
  renewSheet(draft, at);
};

/** The stage is left back: the signatures and the link are void. */
export const leaveAcceptance = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (s.acceptance?.signedAt !== undefined) return;
  stopDeadline(draft, 'signature', at);
  delete s.acceptance;
};

const sendLink = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  const { acceptance, signer } = s;
  const hash = acceptance?.sheet.hash;
  if (!acceptance || !signer || hash === undefined || !signersOf(s).includes('customer')) return;
  const until = at + linkMs;
  const effect = askSignature(draft, { signer, sheet: hash, until });
  s.acceptance = { ...acceptance, link: { effect, until } };
};

const hasSigned = (s: HandoverState, party: SignParty): boolean =>
  s.acceptance?.signatures.some((signature) => signature.party === party) === true;

const askCustomer = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (!signersOf(s).includes('customer') || hasSigned(s, 'customer')) return;
  sendLink(draft, at);
  startDeadline(draft, {
    ...{ ladder: 'signature', who: 'customer', obligation: 'customer_signature', at },
    owed: { target: { ms: linkMs } },
  });
};

/** The same contact is named again: a fresh link goes out, and the chase for it goes on. */
export const askAgain = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (isOpen(s) && !hasSigned(s, 'customer')) sendLink(draft, at);
};

/** The sheet was written, or could not be and is asked for again in an hour. */
export const sheetFrozen = (draft: Draft, report: SheetReport, now: Instant): void => {
  const { s } = draft;
  if (!isOpen(s) || !sheetWanted(s, report.effect)) return;
  const { effect: asked, hash, why = '' } = report;
  if (hash === undefined) {
    s.acceptance = { ...s.acceptance, sheet: { asked, retryAt: now + retryMs } };
    return say(draft, { at: now, what: 'handover.sheet_failed', with: { why }, cause: asked });
  }
  s.acceptance = { ...s.acceptance, sheet: { asked, hash, at: now } };
  say(draft, { at: now, what: 'handover.sheet_frozen', with: { sheet: hash }, cause: asked });
  const targets = [person(s.parties.ops.head), person(s.parties.delivery.head)];
  page(draft, { ladder: 'stage', reason: 'sign_due', due: now, targets });
  askCustomer(draft, now);
};

/** The customer's link went out, or did not: then the account manager is told at once. */
export const signatureAsked = (draft: Draft, report: AskedReport, now: Instant): void => {
  const { s } = draft;
  const { effect, ok, why = '' } = report;
  if (!isOpen(s) || !linkWanted(s, effect) || !s.acceptance.link) return;
  const { link } = s.acceptance;
  const name = s.signer?.name ?? '';
  if (ok) {
    s.acceptance = { ...s.acceptance, link: { ...link, ok } };
    const with_ = { name, until: link.until };
    return say(draft, { at: now, what: 'handover.signature_asked', with: with_, cause: effect });
  }
  s.acceptance = { ...s.acceptance, link: { effect, until: now + retryMs, ok } };
  say(draft, { at: now, what: 'handover.signature_unsent', with: { name, why }, cause: effect });
  const targets = [person(s.accountManager ?? s.parties.delivery.person)];
  page(draft, { ladder: 'signature', reason: 'sign_chase', due: now, targets });
};

/**
 * Heads sign for their departments, the customer by the one-time link: an actor of kind `link`
 * whose id is the signer's contact. Nobody signs for another, and nobody twice.
 */
const entitled = (s: HandoverState, command: SignCommand): boolean => {
  const { by, party } = command;
  if (party === 'customer') return by.kind === 'link' && by.id === s.signer?.contact;
  return by.kind === 'user' && by.person !== undefined && isHeadOf(s, party, command);
};

const callerOf = (by: Actor): string => by.person ?? by.id;

const partyRefusal = (s: HandoverState, command: SignCommand): Refusal | undefined => {
  const { party, by } = command;
  if (!signersOf(s).includes(party) || !entitled(s, command)) {
    return { code: 'signer_not_entitled', with: { party } };
  }
  const open = signersOf(s).filter((each) => !hasSigned(s, each));
  if (!open.includes(party) && command.decision !== 'reject') {
    return { code: 'wrong_state', with: { stage: `signed: ${party}`, allowed: open } };
  }
  const twice = s.acceptance?.signatures.some(
    (signature) => signature.party !== party && signature.by === callerOf(by),
  );
  return twice ? { code: 'self_verification', with: { key: party } } : undefined;
};

/** Stages that a rejection may name. */
const backTo: readonly Stage[] = stages.slice(1, stages.indexOf('acceptance'));

const rejectRefusal = ({ decision, reason, stage, party }: SignCommand): Refusal | undefined => {
  if (decision !== 'reject') return undefined;
  if (!reason) return { code: 'field_required', with: { field: 'reason' } };
  if (stage === undefined && party === 'customer') return undefined;
  return stage !== undefined && backTo.includes(stage)
    ? undefined
    : { code: 'wrong_state', with: { stage: stage ?? 'acceptance', allowed: [...backTo] } };
};

/**
 * Whether a signature may be given: by whom, over which sheet, with which conditions. The gates are
 * the machine's to ask at the same instant; a rejection needs none.
 */
export const signRefusal = (
  s: HandoverState,
  command: SignCommand,
  now: Instant,
): Refusal | undefined => {
  if (!isOpen(s)) return { code: 'wrong_state', with: { stage: s.stage, allowed: ['acceptance'] } };
  const entitlement = partyRefusal(s, command);
  if (entitlement) return entitlement;
  const sheet = s.acceptance.sheet.hash;
  if (sheet === undefined || sheet !== command.sheet) {
    return { code: 'sheet_changed', with: { sheet: sheet ?? '' } };
  }
  return conditionRefusal(s, command, now) ?? rejectRefusal(command);
};

const rejected = (draft: Draft, command: SignCommand, now: Instant): void => {
  const { s } = draft;
  const { by, party, stage = 'trial' } = command;
  const reason = cutText(command.reason ?? '', textBytes.reason);
  say(draft, { at: now, by, what: 'handover.sign_rejected', with: { party, reason, stage } });
  const { delivery, ops } = s.parties;
  const targets = [delivery.person, delivery.head, ops.head].map(person);
  page(draft, { ladder: 'told', reason: 'sign_rejected', due: now, targets });
};

const setConditions = (draft: Draft, command: SignCommand, now: Instant): void => {
  const { by, party, conditions = [] } = command;
  for (const condition of conditions) {
    addLeftover(draft, { ...condition, conditional: true }, { at: now, by });
  }
  const with_ = { party, count: conditions.length };
  say(draft, { at: now, by, what: 'handover.conditions', with: with_ });
  watchPunch(draft, now);
  renewSheet(draft, now);
};

const accept = (draft: Draft, acceptance: AcceptanceState, now: Instant): void => {
  const { s } = draft;
  const conditional = s.punch.open.length > 0;
  s.acceptance = {
    ...without(acceptance),
    signedAt: now,
    ...(conditional && { conditional: true as const }),
  };
  if (!conditional) return;
  bindLeftovers(draft);
  watchPunch(draft, now);
};

/**
 * Applies a signature. New conditions go on the sheet first and everybody signs that one, so that
 * all signatures are over the same hash. The last signature sets `signedAt`: conditionally where
 * leftovers are open. The machine moves the stage by it, or by a rejection.
 */
export const sign = (draft: Draft, command: SignCommand, now: Instant): void => {
  const { s } = draft;
  const { by, party, decision, conditions = [] } = command;
  if (!isOpen(s)) return;
  if (decision === 'reject') return rejected(draft, command, now);
  if (conditions.length > 0) return setConditions(draft, command, now);
  const signature = { party, by: callerOf(by), at: now, decision };
  s.acceptance = { ...s.acceptance, signatures: [...s.acceptance.signatures, signature] };
  say(draft, { at: now, by, what: 'handover.signed', with: { party, sheet: command.sheet } });
  if (party === 'customer') {
    stopDeadline(draft, 'signature', now);
    s.acceptance = without(s.acceptance);
  }
  if (signersOf(s).every((each) => hasSigned(s, each))) accept(draft, s.acceptance, now);
};

const sendAgain: Due['act'] = (draft, at) => {
  sendLink(draft, at);
  const name = draft.s.signer?.name ?? '';
  say(draft, { at, what: 'handover.link_renewed', with: { name } });
};

const freezeAgain: Due['act'] = (draft, at) => {
  renewSheet(draft, at);
};

/** A link that ran out is sent anew, a sheet that failed is asked for again; nothing is accepted. */
export const acceptanceDues = (s: HandoverState): Due[] => {
  if (!isOpen(s)) return [];
  const { sheet, link } = s.acceptance;
  return [
    ...(sheet.retryAt === undefined ? [] : [{ at: sheet.retryAt, act: freezeAgain }]),
    ...(link === undefined ? [] : [{ at: link.until, act: sendAgain }]),
  ];
};
