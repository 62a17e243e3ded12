import type { EscalationReason } from '../../domain/escalation/effects.js';
import type { PageWords } from './page-words.js';

type Words = PageWords & { lead: Record<EscalationReason, string> };

const zh: Words = {
  lead: {
    asked: '有一项请求需要您方接受、拒绝（说明理由）或转出。接受之前仍由发起人负责。',
    unanswered: '被请求方未在时限内答复，现升级到您；须由被请求方接受、拒绝或转出。',
    update_due: '承诺的进展通报已到期，请立即通报；继续沉默将逐级上升。',
    call_supplier: '请立即联系供应商报障，并记录其工单号；无人接听时改打下一个联系人。',
    chase_supplier: '供应商时限将近，请致电催办并记录结果。',
    supplier_late: '供应商已超过承诺时限，请致电催办并记录，关闭时将出具证据包。',
    returned: '对方拒绝了您的请求，请在 15 分钟内改请他方或撤回。',
    rejected: '一项跨部门请求被拒绝，特此告知双方负责人。',
    decide: '该请求已被转手三次，请值班经理裁决由谁承办。',
    confirm: '承办方称已办完，请确认，或退回重办。',
    reopened: '发起人认为尚未办完，请继续处理。',
    gap: '值班表当前无人值班，您是其负责人：请代为答复此请求。',
  },
  act: '接受',
};

const en: Words = {
  lead: {
    asked:
      'You are asked for something: accept it, reject it with a reason, or bounce it. Its asker keeps it until you accept.',
    unanswered:
      'The party that was asked has not answered in time and this has climbed to you; the party still has to answer.',
    update_due: 'News was promised and is due: please give it. Silence climbs further.',
    call_supplier:
      'Please report this to the supplier and record its ticket; where nobody answers, call the next contact.',
    chase_supplier: "The supplier's target comes near: please call and record the result.",
    supplier_late:
      'The supplier has missed its target: please call and record it; the evidence pack will show it.',
    returned: 'Your ask was rejected: address it anew or withdraw it within 15 minutes.',
    rejected: 'An ask between departments was rejected; both heads are told.',
    decide: 'This ask was bounced three times: the duty manager decides who answers it.',
    confirm: 'It is said to be done: please confirm, or give it back.',
    reopened: 'The asker says that it is not done: please go on.',
    gap: 'Nobody is on call in a schedule you own: please answer this ask in their place.',
  },
  act: 'Accept',
};

/** What pages of a chain say. */
export const escalationPageTexts = { zh, en };
