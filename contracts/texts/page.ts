import type { PageWords } from './page-words.js';
import type { PageReason } from '../../domain/incident/effects.js';
import { accessRequestPageTexts } from './page-access-request.js';
import { escalationPageTexts } from './page-escalation.js';
import { drillPageTexts } from './page-drill.js';
import { handoverPageTexts } from './page-handover.js';
import { hardFaultPageTexts } from './page-hard-fault.js';
import { actionPageTexts, askPageTexts, meetingPageTexts } from './page-promise.js';
import { shiftPageTexts } from './page-shift.js';

const zh = {
  subject: '[{{number}}][{{severity}}] {{title}}',
  subject_plain: '[{{number}}] {{title}}',
  drill: '[演练] {{subject}}',
  severity: { critical: '严重', error: '错误', warning: '警告', info: '提示' },
  impact: {
    interruption: '业务中断',
    degraded: '业务降级',
    redundancy_loss: '冗余丢失',
    none: '无业务影响',
  },
  label: {
    severity: '级别',
    impact: '影响',
    site: '站点',
    service: '业务',
    department: '部门',
    detected: '发现时间',
    started: '开始时间',
    next: '下一时限',
    due: '确认时限',
    restore: '恢复时限',
    why: '为什么找您',
  },
  lead: {
    rung: '事件需要您确认并处理。',
    offer: '请您接手此事件；接受之前仍由原持有人负责。',
    gap: '值班表当前无人值班，您是负责人，请安排值班并处理此事件。',
    restore_overdue: '已超过恢复时限，业务仍未恢复。',
    verify_overdue: '恢复尚未验证，请确认业务确已恢复。',
    wait_over: '等待已到期，请继续处理。',
    promise_lapsed: '确认的承诺已到期，事件仍未恢复。',
    grading_overdue: '定级时限已过，级别暂按最坏可能处理；请回答定级问题。客户通告须等级别确定。',
    command_wanted: '此级别需要一位指挥人（不同于持有人），请指定或自荐。',
    restore_half: '恢复时限已过半。',
    restore_most: '恢复时限已过四分之三。',
    review_due: '请完成复盘：原因、整改项与知识文章。',
    review_overdue: '复盘已超过时限。',
    notice_due: '有通告即将到期，请补全草稿并审批。',
    notice_missed: '有通告未按时发出，请立即处理。',
    notice_blocked: '通告被拦截，请按所列字段修改草稿。',
  } satisfies Record<PageReason, string>,
  why: {
    rung: '升级阶梯第 {{rung}} 级',
    schedule: '您正在「{{schedule}}」值班',
    team: '您属于团队「{{team}}」',
    person: '直接指定您',
    holder: '您持有此项工作的接力棒',
    offer: '有人请您接手',
    gap: '您是无人值班的值班表的负责人',
    instead: '代替 {{person}}',
  },
  act: '确认处理',
  view: '查看详情',
  link: '{{label}}：{{url}}',
  row: '{{label}}：{{value}}',
  join: '；',
  /** What pages say of the other kinds of subject, one module each. */
  of: {
    accessRequest: accessRequestPageTexts.zh,
    escalation: escalationPageTexts.zh,
    drill: drillPageTexts.zh,
    handover: handoverPageTexts.zh,
    hardFault: hardFaultPageTexts.zh,
    ask: askPageTexts.zh,
    meeting: meetingPageTexts.zh,
    action: actionPageTexts.zh,
    shift: shiftPageTexts.zh,
  } as Record<string, PageWords>,
  once: '确认链接 24 小时内有效，只能使用一次；打开后需再点一次确认。',
};

const en: typeof zh = {
  subject: '[{{number}}][{{severity}}] {{title}}',
  subject_plain: '[{{number}}] {{title}}',
  drill: '[Drill] {{subject}}',
  severity: { critical: 'Critical', error: 'Error', warning: 'Warning', info: 'Info' },
  impact: {
    interruption: 'service interrupted',
    degraded: 'service degraded',
    redundancy_loss: 'redundancy lost',
    none: 'no service impact',
  },
  label: {
    severity: 'Severity',
    impact: 'Impact',
    site: 'Site',
    service: 'Service',
    department: 'Department',
    detected: 'Detected',
    started: 'Started',
    next: 'Next due',
    due: 'Acknowledge by',
    restore: 'Restore by',
    why: 'Why you',
  },
  lead: {
    rung: 'This incident needs you to acknowledge it and take care of it.',
    offer: 'You are asked to take over this incident; its holder keeps it until you accept.',
    gap: 'Nobody is on call in a schedule you own: please put somebody on call and see to this.',
    restore_overdue: 'The restore target has passed and service is not back.',
    verify_overdue: 'The recovery is not verified yet: please confirm that service is back.',
    wait_over: 'The wait is over: please go on with this incident.',
    promise_lapsed: 'The acknowledgement has lapsed and the incident is not restored.',
    grading_overdue:
      'Not graded in time: the worst that is possible stands. Please answer the questions of the standard; customers are told once the level stands.',
    command_wanted:
      'This level needs a commander who is not the holder: please name one or take it.',
    restore_half: 'Half of the time to restore has passed.',
    restore_most: 'Three quarters of the time to restore have passed.',
    review_due: 'Please finish the review: cause, actions, and an article.',
    review_overdue: 'The review is overdue.',
    notice_due: 'A notice is due soon: please complete its draft and have it approved.',
    notice_missed: 'A notice was not sent in time: please see to it now.',
    notice_blocked: 'A notice was blocked: please mend the fields named in it.',
  },
  why: {
    rung: 'rung {{rung}} of the ladder',
    schedule: 'you are on call in “{{schedule}}”',
    team: 'you are in the team “{{team}}”',
    person: 'you are named directly',
    holder: 'you hold the baton of this work',
    offer: 'you were asked to take over',
    gap: 'you own a schedule with nobody on call',
    instead: 'standing in for {{person}}',
  },
  act: 'Acknowledge',
  view: 'View',
  link: '{{label}}: {{url}}',
  row: '{{label}}: {{value}}',
  join: '; ',
  of: {
    accessRequest: accessRequestPageTexts.en,
    escalation: escalationPageTexts.en,
    drill: drillPageTexts.en,
    handover: handoverPageTexts.en,
    hardFault: hardFaultPageTexts.en,
    ask: askPageTexts.en,
    meeting: meetingPageTexts.en,
    action: actionPageTexts.en,
    shift: shiftPageTexts.en,
  },
  once: 'The acknowledge link works once, for 24 hours, and asks you to confirm.',
};

/** Texts of pages: subjects, bodies, and why somebody is paged. */
export const pageTexts = { zh, en };
