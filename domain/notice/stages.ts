/** Who a notice speaks to: the own organisation, or each affected customer by itself (V33). */
export const audiences = ['internal', 'customer'] as const;
export type Audience = (typeof audiences)[number];

/** The stages of an incident that owe a notice (R8, operations.md), in their order. */
export const stages = ['first', 'progress', 'level_change', 'recovery', 'closure'] as const;
export type NoticeStage = (typeof stages)[number];

/** What an incident's board may owe: a stage, or one of the notices that stand beside them. */
export const owedStages = [...stages, 'correction', 'supplier_accept_only'] as const;
export type OwedStage = (typeof owedStages)[number];

/** What a template is written for; `combined` is First and Recovery in one. */
export const noticeKinds = [...owedStages, 'combined', 'maintenance'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const languages = ['zh', 'en'] as const;
export type NoticeLanguage = (typeof languages)[number];

/** `customer/progress/2`: the second progress notice owed to customers. */
export const owedId = (audience: Audience, stage: OwedStage, seq: number): string =>
  `${audience}/${stage}/${seq}`;

export interface OwedName {
  audience: Audience;
  stage: OwedStage;
  seq: number;
}

const isAudience = (word: string | undefined): word is Audience =>
  audiences.some((audience) => audience === word);

const isOwedStage = (word: string | undefined): word is OwedStage =>
  owedStages.some((stage) => stage === word);

/** The parts of an id made by `owedId`; undefined for anything else. */
export function readOwedId(id: string): OwedName | undefined {
  const [audience, stage, number, ...more] = id.split('/');
  const seq = Number(number);
  if (more.length > 0 || !isAudience(audience) || !isOwedStage(stage)) return undefined;
  return Number.isSafeInteger(seq) && seq > 0 ? { audience, stage, seq } : undefined;
}
