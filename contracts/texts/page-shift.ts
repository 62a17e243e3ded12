import type { ShiftReason } from '../../domain/shift/effects.js';
import type { PageWords } from './page-words.js';

type Words = PageWords & { lead: Record<ShiftReason, string> };

const zh: Words = {
  lead: {
    start: '交班开始：请接班人逐项签收清单；签收之前每一项仍由交班人负责。',
    reminder: '交班清单仍有未签收的事项，请逐项签收，或退回并提问。',
    unsigned: '交班超过 15 分钟仍有未签收的事项，所有权没有移动；请促成签收或另行指派。',
    asked: '接班人退回了一项并提问，请回答；该项仍由您负责。',
    answered: '您的提问已有回答，请签收该项。',
  },
};

const en: Words = {
  lead: {
    start:
      'A shift is handed over: the incoming person signs each item; until then each stays with the outgoing person.',
    reminder:
      'Items of the hand-over are still unsigned: sign each, or give it back with a question.',
    unsigned:
      'Items are unsigned after 15 minutes and no ownership has moved: see that they are signed, or assign them.',
    asked: 'An item was given back to you with a question. Please answer; it is still yours.',
    answered: 'Your question was answered. Please sign the item.',
  },
};

/** What pages of a shift's hand-over say. */
export const shiftPageTexts = { zh, en };
