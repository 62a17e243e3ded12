import { Refused, type Fault } from '../../../contracts/api/refused.js';
import type { FieldValue } from '../../../contracts/notice/notices.js';
import { isCauseStatus, type TypedFields } from '../../../domain/notice/draft.js';
import { isFieldKey, isTyped, needOf, type NoticeShape } from '../../../domain/notice/fields.js';
import type { Bilingual } from '../../../domain/severity/matrix.js';

export const bilingual = (value: FieldValue): Bilingual =>
  typeof value === 'string' ? { zh: value, en: value } : value;

function faultOf(key: string, value: FieldValue, shape: NoticeShape): Fault | undefined {
  const pointer = `/fields/${key}`;
  if (!isFieldKey(key) || needOf(key, shape.kind, shape.audience) === '–') {
    return { pointer, code: 'unknown_field', detail: `not a field of this notice: ${key}` };
  }
  if (!isTyped(key)) {
    const detail = 'this value is computed: propose an override and let another person confirm it';
    return { pointer, code: 'rule_violation', detail };
  }
  if (key === 'causeStatus' && !(typeof value === 'string' && isCauseStatus(value))) {
    return { pointer, code: 'invalid_field', detail: 'unknown, suspected or confirmed' };
  }
  return undefined;
}

/**
 * What a person typed over what was typed before; an empty text takes a field away. 422 with a
 * pointer for each field that is computed, not of this notice, or no cause status (I7).
 */
export function typedOver(
  before: TypedFields,
  fields: Record<string, FieldValue>,
  shape: NoticeShape,
): TypedFields {
  const given = Object.entries(fields);
  const faults = given.flatMap(([key, value]) => faultOf(key, value, shape) ?? []);
  if (faults.length > 0) {
    throw new Refused(
      'rule_violation',
      { why: faults.map(({ detail }) => detail)[0] ?? '' },
      faults,
    );
  }
  const { causeStatus: word, ...texts } = fields;
  const values = { ...before.values, ...map(texts) };
  const kept = Object.entries(values).filter(([, { zh, en }]) => zh !== '' || en !== '');
  const status = typeof word === 'string' && isCauseStatus(word) ? word : before.causeStatus;
  return { values: Object.fromEntries(kept), ...(status !== undefined && { causeStatus: status }) };
}

const map = (texts: Record<string, FieldValue>): Record<string, Bilingual> =>
  Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, bilingual(value)]));
