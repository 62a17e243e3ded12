import type { HandoverReason } from '../../domain/handover/effects.js';
import type { PageWords } from './page-words.js';

type Words = PageWords & { lead: Record<HandoverReason, string> };

const zh: Words = {
  lead: {
    begun: '一项服务开始从交付转到运维，请查看计划和清单。',
    stage_due: '交接的当前阶段由您负责，请在时限内完成。',
    stage_late: '交接的当前阶段已超过时限，请立即推进，或说明卡在哪里。',
    review_late: '运维对交底的审核已超过时限；沉默不等于通过，请逐项核验或退回。',
    help_sponsor: '技术交底一再逾期，请您出面协调。',
    rejected_items: '有交底条目被退回，请按理由修改后重新提交。',
    expired_items: '有条目的有效期或豁免到期，不再计入，请更新。',
    fell_back: '交接退回到较早的阶段，请查看理由并处理。',
    uat_task: '有需求尚无用例或用例未通过，请尽快定制并补测。',
    uat_task_late: '需求的用例补测已超过时限，请立即处理。',
    heads_meet: '交底多次被退回，请双方负责人在两个工作日内会面商定。',
    assigned: '您被指定为这次交接的负责人。',
    takeover: '高管决定强制接管此服务，未满足的门禁仍须补齐。',
    takeover_daily: '强制接管仍在进行，请尽快补齐门禁或结束接管。',
    takeover_over: '强制接管到期，服务回到交付负责。',
    cancelled: '这次交接已取消。',
    survey_due: '客户培训需求调研尚未完成，请在用户测试之前收回。',
    training_due: '培训考核未达到要求，请安排补考或重新培训。',
    trial_due: '试运行即将到期或已到期，请确认退出条件，或申请延长。',
    trial_restarted: '交付原因的故障使试运行重新计时。',
    trial_decide: '试运行申请第三次延长，请双方负责人决定。',
    punch_due: '遗留问题即将到期，请处理。',
    punch_overdue: '遗留问题已逾期，请立即处理。',
    suspended: '有条件验收的事项逾期，验收中止，交付重新值守。',
    sign_due: '验收单等待签署，请阅读后签署、附条件签署或拒绝。',
    sign_chase: '客户尚未签署验收单，请跟进；沉默不等于验收。',
    sign_rejected: '验收被拒绝，请查看理由并处理。',
    accepted: '三方已签署，服务由运维负责，进入保修期。',
    warranty_check: '保修期检查到期，请检查并登记发现。',
    warranty_late: '保修期检查已逾期，请立即完成。',
    escaped: '验收后发现缺陷，请查看它漏过了哪条需求。',
    closed: '这次交接已结束。',
    again: '此前关于这次交接的通知仍待您查看。',
    gap: '值班表当前无人值班，您是负责人，请安排值班并处理此交接。',
  },
};

const en: Words = {
  lead: {
    begun: 'A service starts on its way from delivery to operations: see its plan and checklist.',
    stage_due: 'This stage of the hand-over is yours: please finish it in time.',
    stage_late: 'This stage of the hand-over is late: please move it on, or say what holds it up.',
    review_late:
      'The review of the disclosure is late; silence accepts nothing: verify or reject each item.',
    help_sponsor: 'The technical disclosure stays late: please step in.',
    rejected_items: 'Items of the disclosure were rejected: mend them and hand them in again.',
    expired_items:
      'The validity or waiver of items has ended and they no longer count: renew them.',
    fell_back: 'The hand-over went back to an earlier stage: see why, and take care of it.',
    uat_task:
      'Requirements have no case yet, or a case failed: please write and run what is missing.',
    uat_task_late: 'Cases that were asked for are late: please see to them now.',
    heads_meet:
      'The disclosure came back again and again: both heads meet within two working days.',
    assigned: 'You are named as an owner of this hand-over.',
    takeover: 'An executive had operations take over by force; the unmet gates stay open.',
    takeover_daily: 'The forced takeover still runs: please meet the gates, or end it.',
    takeover_over: 'The forced takeover has ended: delivery is responsible again.',
    cancelled: 'This hand-over was cancelled.',
    survey_due: "The survey of the customer's training needs is due before the UAT.",
    training_due: 'The assessment was not passed: please plan a resit, or train again.',
    trial_due: 'The trial run is due: check its exit criteria, or ask to extend it.',
    trial_restarted: 'A fault caused by delivery started the trial run anew.',
    trial_decide: 'A third extension of the trial run is asked for: both heads decide.',
    punch_due: 'A leftover is due soon: please see to it.',
    punch_overdue: 'A leftover is overdue: please see to it now.',
    suspended: 'Conditions are overdue: the acceptance is suspended and delivery is on call again.',
    sign_due: 'The acceptance sheet waits for you: sign it, sign with conditions, or reject it.',
    sign_chase: 'The customer has not signed the sheet: please follow up; silence accepts nothing.',
    sign_rejected: 'The acceptance was rejected: see why, and take care of it.',
    accepted: 'All three have signed: operations is responsible, and the warranty runs.',
    warranty_check: 'A check of the warranty is due: please do it and record what you find.',
    warranty_late: 'A check of the warranty is overdue: please do it now.',
    escaped: 'A defect was found after the acceptance: see which requirement it escaped from.',
    closed: 'This hand-over has ended.',
    again: 'What you were told of this hand-over still waits for you.',
    gap: 'Nobody is on call in a schedule you own: put somebody on call and see to this.',
  },
};

/** What pages of a hand-over say. */
export const handoverPageTexts = { zh, en };
