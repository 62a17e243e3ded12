import { z } from 'zod';

import { Refused } from '../../contracts/api/refused.js';
import { text, type Language } from '../../contracts/text.js';
import type { ConditionGiven } from '../../domain/handover/commands.js';
import { conditionsMax } from '../../domain/handover/later-state.js';
import type { HandoverView } from '../../domain/handover/view.js';
import { instantAt } from '../../domain/zone.js';
import { escapeHtml } from './html.js';

const textMaxChars = 1_024;
const conditionsMaxChars = 8_192;
const dateShape = /^\d{4}-\d{2}-\d{2}$/;

/** What the customer's contact decided. */
export type Decision =
  | { decision: 'accept' }
  | { decision: 'conditional'; conditions: ConditionGiven[] }
  | { decision: 'reject'; reason: string };

const form = z.object({
  decision: z.enum(['accept', 'conditional', 'reject']),
  reason: z.string().max(textMaxChars).default(''),
  conditions: z.string().max(conditionsMaxChars).default(''),
  due: z.string().max(20).default(''),
});

/** The end of that day in the installation's zone. */
function dayEnd(date: string, zone: string): number | undefined {
  if (!dateShape.test(date)) return undefined;
  const wall = Date.parse(`${date}T23:59:00Z`);
  return Number.isNaN(wall) ? undefined : instantAt(zone, wall);
}

/**
 * Reads the form of a signer's page. Conditions are minor leftovers that delivery's owner holds.
 * @throws Refused `field_required` or `invalid_field`, naming the field
 */
export function readDecision(body: unknown, view: HandoverView, zone: string): Decision {
  const read = form.safeParse(body ?? {});
  if (!read.success) {
    const field = String(read.error.issues[0]?.path[0] ?? 'decision');
    throw new Refused('field_required', { field });
  }
  const { decision, reason, conditions, due } = read.data;
  if (decision === 'accept') return { decision };
  if (decision === 'reject') {
    if (reason.trim() === '') throw new Refused('field_required', { field: 'reason' });
    return { decision, reason: reason.trim() };
  }
  const lines = conditions
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const by = dayEnd(due.trim(), zone);
  if (lines.length === 0) throw new Refused('field_required', { field: 'conditions' });
  if (by === undefined) throw new Refused('field_required', { field: 'due' });
  if (lines.length > conditionsMax) {
    throw new Refused('rule_violation', { why: `${lines.length} > ${conditionsMax}` });
  }
  const owner = view.parties.delivery?.person ?? '';
  const given = lines.map((line) => ({ text: line, severity: 'minor' as const, owner, due: by }));
  return { decision, conditions: given };
}

/** The form below the sheet; without scripts, so it says what belongs to which decision. */
export function signForm(language: Language): string {
  const say = (key: string): string => escapeHtml(text(language, `sheet/link/${key}`));
  const choice = (value: string): string =>
    `<p><label><input type="radio" name="decision" value="${value}" required> ${say(value)}</label></p>`;
  return [
    '<form method="post">',
    choice('accept'),
    choice('conditional'),
    `<p><label>${say('conditions')}<br><textarea name="conditions" rows="4" cols="60"></textarea></label></p>`,
    `<p><label>${say('due')} <input type="date" name="due"></label></p>`,
    choice('reject'),
    `<p><label>${say('reason')}<br><textarea name="reason" rows="3" cols="60"></textarea></label></p>`,
    `<button>${say('send')}</button></form>`,
  ].join('\n');
}
