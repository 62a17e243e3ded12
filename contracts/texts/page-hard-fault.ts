import type { HardFaultReason } from '../../domain/hard-fault/effects.js';
import type { PageWords } from './page-words.js';

type Words = PageWords & { lead: Record<HardFaultReason, string> };

const zh: Words = {
  lead: {
    offer: '请您牵头一项疑难故障；接受之前仍由发起人负责。',
    offer_lapsed: '您请求的牵头人未接受，疑难故障仍由您负责，请另请一人。',
    reminder: '疑难故障今日的进展尚未登记，请写明做了什么、下一步是什么。',
    silent: '疑难故障已到时限仍无进展登记，现升级到您；请促成下一步或更换牵头人。',
    war_room: '您被召入一项疑难故障的作战室，链接见详情。',
  },
};

const en: Words = {
  lead: {
    offer: 'You are asked to lead a hard fault; who opened it holds it until you accept.',
    offer_lapsed:
      'The person you asked did not accept; the hard fault is still yours: ask another.',
    reminder:
      "Today's step of this hard fault is not recorded: say what was done and what is next.",
    silent: 'This hard fault had no step in time: see that it gets one, or name another lead.',
    war_room: 'You are called to the war room of a hard fault; its link is in the details.',
  },
};

/** What pages of a hard fault's track say. */
export const hardFaultPageTexts = { zh, en };
