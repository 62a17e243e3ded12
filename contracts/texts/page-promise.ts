import type { ActionReason } from '../../domain/action/effects.js';
import type { AskReason } from '../../domain/ask/effects.js';
import type { MeetingReason } from '../../domain/meeting/effects.js';
import type { PageWords } from './page-words.js';

type Words<R extends string> = PageWords & { lead: Record<R, string> };

const askZh: Words<AskReason> = {
  lead: {
    asked: '有一项支持请求等您答复：请确认并承诺日期，或说明理由谢绝，或转交。',
    unanswered:
      '支持请求仍未得到您的答复。五个工作日不答复转由您的代理人，十个工作日列入高管周报。',
    uncommitted: '您已确认该请求，但还没有承诺日期或说明理由。',
    took_over: '原受请人五个工作日未答复，此支持请求现由您负责答复。',
    taken_over: '您五个工作日未答复，此支持请求已由您的代理人接手。',
    passed_on: '有人将一项支持请求转给您；接手之前仍由原人负责。',
    passed_back: '您转出的支持请求未被接手，仍由您负责。',
    needed: '此支持请求的所需日期已到，延误的后果见说明。',
    date_near: '您承诺的日期临近，请按时办结。',
    date_passed: '承诺的日期已过，请促成办结。',
    committed: '对方已就您的支持请求承诺日期。',
    declined: '对方谢绝了您的支持请求：请确认、重提或撤回，只有您能结束它。',
    done: '对方已办理您的支持请求：请确认、重提或撤回，只有您能结束它。',
    unconfirmed: '此支持请求已有结果，仍等提出人确认、重提或撤回。',
    reopened: '提出人重提此支持请求，请再次答复。',
    closed: '此支持请求已由提出人结束。',
  },
};

const askEn: Words<AskReason> = {
  lead: {
    asked:
      'Your help is asked for: acknowledge and commit to a date, decline with a reason, or pass it on.',
    unanswered:
      "This ask still waits for your answer: after five working days it goes to your delegate, after ten into the executives' digest.",
    uncommitted: 'You acknowledged this ask, and gave neither a date nor a reason yet.',
    took_over: 'Nobody answered this ask in five working days: it is yours to answer.',
    taken_over: 'You did not answer this ask in five working days: your delegate took it over.',
    passed_on: 'An ask is passed on to you; it stays with the other person until you take it.',
    passed_back: 'The ask that you passed on was not taken: it is still yours.',
    needed: 'This ask was needed by now; what the delay does is said below.',
    date_near: 'The date you committed to is near.',
    date_passed: 'The committed date has passed: see that it gets done.',
    committed: 'A date was committed to for your ask.',
    declined: 'Your ask was declined: confirm, open it anew or withdraw it. Only you can close it.',
    done: 'Your ask is said to be done: confirm, open it anew or withdraw it. Only you can close it.',
    unconfirmed: 'This ask has an answer, which whoever asked has not confirmed.',
    reopened: 'This ask was opened anew: please answer it again.',
    closed: 'This ask was closed by whoever raised it.',
  },
};

const meetingZh: Words<MeetingReason> = {
  lead: {
    to_propose: '例会到期：请向各方提出会议时间。',
    to_answer: '有人提出会议时间：请接受，或说明理由拒绝。',
    agreed: '会议时间已由各方接受。',
    declined: '您提出的会议时间被拒绝，请另提时间。',
    declined_twice: '会议时间已被拒绝两次，现升级到各方上一级，请促成召开。',
    unheld: '会议到期十天仍未召开，现升级到各方上一级，请促成召开。',
    to_record: '会议时间已过，请登记纪要与行动项。',
    held: '会议已召开，纪要见下。',
    appointed: '您现在是此例会的接口人。',
    ended: '此例会的约定已终止。',
  },
};

const meetingEn: Words<MeetingReason> = {
  lead: {
    to_propose: 'A meeting is due: please propose a time to the other side.',
    to_answer: 'A time is proposed for a meeting: accept it, or decline with a reason.',
    agreed: 'All sides accepted the time of the meeting.',
    declined: 'The proposed time was declined: please propose another.',
    declined_twice:
      'The meeting was declined twice and is now one level up on every side: see that it is held.',
    unheld:
      'The meeting was not held in ten days and is now one level up on every side: see that it is held.',
    to_record: 'The time of the meeting has passed: please record minutes and actions.',
    held: 'The meeting was held; its minutes are below.',
    appointed: 'You are now an interface person of this meeting.',
    ended: 'This meeting is no longer owed.',
  },
};

const actionZh: Words<ActionReason> = {
  lead: {
    opened: '有一项行动由您负责，请在期限前完成并附证据。',
    assigned: '一项行动改由您负责，请在期限前完成并附证据。',
    date_near: '您负责的行动临近期限。',
    overdue: '行动已超过期限，请促成完成。',
    verify: '一项行动已完成，请您验证证据。',
    unverified: '已完成的行动仍未验证，请促成验证。',
    rejected: '您完成的行动未通过验证，请继续。',
    moved: '您负责的行动期限有变。',
    verified: '您负责的行动已由他人验证，结束。',
    cancelled: '您负责的行动已取消。',
  },
};

const actionEn: Words<ActionReason> = {
  lead: {
    opened: 'You own an action: do it by its due date, with evidence.',
    assigned: 'An action is yours now: do it by its due date, with evidence.',
    date_near: 'An action that you own is nearly due.',
    overdue: 'An action is overdue: see that it gets done.',
    verify: 'An action is said to be done: please verify its evidence.',
    unverified: 'An action that was done is still not verified: see that it is.',
    rejected: 'The action that you did was not verified: please go on with it.',
    moved: 'The due date of an action that you own has moved.',
    verified: 'Your action was verified by another person and is closed.',
    cancelled: 'An action that you owned was cancelled.',
  },
};

/** What pages of an ask, a meeting and an action say. */
export const askPageTexts = { zh: askZh, en: askEn };
export const meetingPageTexts = { zh: meetingZh, en: meetingEn };
export const actionPageTexts = { zh: actionZh, en: actionEn };
