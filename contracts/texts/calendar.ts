import type { CalendarProblemCode } from '../../domain/calendar/calendar-problems.js';
import type { WalkStep } from '../../domain/calendar/explain.js';
import type { RejectReason } from '../calendar/source-text.js';

interface Said {
  step: Record<WalkStep['key'] | 'paused_because', string>;
  weekday: Record<'1' | '2' | '3' | '4' | '5' | '6' | '7', string>;
  unit: { h: string; min: string; s: string; join: string };
  until: string;
  named: string;
  reject: Record<RejectReason, string>;
  problem: Record<CalendarProblemCode, string>;
  year: { unknown: string; whole: string };
}

const zh: Said = {
  step: {
    started_open: '{{at}} 开始计时',
    started_closed: '{{at}} 开始，当时不在工作时间',
    run: '{{at}} 到 {{until}}，计 {{duration}}',
    closed: '{{at}} 到 {{until}} 非工作时间，不计时',
    accept_only: '{{at}} 到 {{until}} 仅受理，不计时',
    day_off: '{{days}} 休息',
    holiday: '{{days}} 放假{{name}}',
    makeup_workday: '{{days}} 补班{{name}}，照常计时',
    special: '{{days}} 特别安排{{name}}',
    paused: '{{at}} 到 {{until}} 暂停',
    paused_because: '{{at}} 到 {{until}} 暂停：{{reason}}',
    day_counted: '{{days}} 为第 {{count}} 个工作日，{{until}} 下班',
    day_paused: '{{days}} 下班时处于暂停，不计',
    not_loaded: '自 {{at}} 起的年份尚未载入节假日，按每周作息推算，时限为暂定',
    due: '{{at}} 到期',
  },
  weekday: { 1: '周一', 2: '周二', 3: '周三', 4: '周四', 5: '周五', 6: '周六', 7: '周日' },
  unit: { h: '{{n}}小时', min: '{{n}}分钟', s: '{{n}}秒', join: '' },
  until: '{{from}} 至 {{to}}',
  named: '（{{name}}）',
  reject: {
    bad_date: '不是有效日期，应为 2026-10-01 这样的写法',
    bad_kind: '类型须为 holiday、makeup_workday 或 special',
    bad_hours: '时间段不对：写作 09:00-12:00;13:30-18:00，放假不带时间段，special 须带',
    bad_quotes: '引号不成对',
    too_many_fields: '字段多于四个：date,kind,intervals,name',
    other_year: '不在所导入的年份内',
    repeated: '同一日期出现两次',
    too_many: '条目过多，其余未读',
    not_whole_days: '不是全天事件',
    recurring: '是重复事件，请展开为单独日期',
    too_long: '一个事件的天数过多',
    unfinished: '事件没有结束',
    no_header:
      '开头不是所期待的：CSV 须有 date,kind,intervals,name 表头，iCal 须有 BEGIN:VCALENDAR',
  },
  problem: {
    too_few: '每周至少要有一段工作时间',
    too_many: '条目太多',
    repeated: '重复',
    unknown_zone: '不是有效时区',
    bad_date: '不是 2026-10-01 这样的日期',
    bad_time: '不是 09:00 这样的时间',
    out_of_range: '超出范围',
    overlaps: '与同一天的另一段重叠',
    holiday_with_hours: '放假不带时间段；有上班时间请用 special',
    special_without_hours: '特别安排须有时间段；不上班请用 holiday',
  },
  year: {
    unknown:
      '{{source}} 没有 {{years}} 年的数据，只有 {{first}}–{{last}}；请等它发布，或用 CSV 导入',
    whole: '此日历不按年份载入（coveredYears 为 null）；请先把 coveredYears 设为 []',
  },
};

const en: Said = {
  step: {
    started_open: 'started {{at}}',
    started_closed: 'started {{at}}, outside working hours',
    run: '{{duration}} from {{at}} until {{until}}',
    closed: 'closed from {{at}} until {{until}}, not counted',
    accept_only: 'reports only accepted from {{at}} until {{until}}, not counted',
    day_off: 'day off {{days}}',
    holiday: 'holiday {{days}}{{name}}',
    makeup_workday: 'make-up workday {{days}}{{name}}, counted',
    special: 'special hours {{days}}{{name}}',
    paused: 'paused from {{at}} until {{until}}',
    paused_because: 'paused from {{at}} until {{until}}: {{reason}}',
    day_counted: 'working day {{count}} is {{days}}, it closes {{until}}',
    day_paused: '{{days}} not counted: paused at its close',
    not_loaded:
      'from {{at}} on the year is not loaded: the weekly pattern is taken, the due time provisional',
    due: 'due {{at}}',
  },
  weekday: { 1: 'Mon', 2: 'Tue', 3: 'Wed', 4: 'Thu', 5: 'Fri', 6: 'Sat', 7: 'Sun' },
  unit: { h: '{{n}} h', min: '{{n}} min', s: '{{n}} s', join: ' ' },
  until: '{{from}} to {{to}}',
  named: ' ({{name}})',
  reject: {
    bad_date: 'not a date such as 2026-10-01',
    bad_kind: 'the kind must be holiday, makeup_workday or special',
    bad_hours: 'hours go as 09:00-12:00;13:30-18:00; a holiday has none, a special day needs some',
    bad_quotes: 'a quote is left open',
    too_many_fields: 'more than the four fields date,kind,intervals,name',
    other_year: 'not in the years that are imported',
    repeated: 'the date is there twice',
    too_many: 'too many entries, the rest is not read',
    not_whole_days: 'not an event of whole days',
    recurring: 'a recurring event: write its dates one by one',
    too_long: 'an event of too many days',
    unfinished: 'the event has no end',
    no_header:
      'not what is expected first: a CSV header date,kind,intervals,name, or BEGIN:VCALENDAR',
  },
  problem: {
    too_few: 'the week needs working hours on some day',
    too_many: 'has too many entries',
    repeated: 'is there twice',
    unknown_zone: 'is not a tz database zone',
    bad_date: 'is not a date such as 2026-10-01',
    bad_time: 'is not a time such as 09:00',
    out_of_range: 'is out of range',
    overlaps: 'overlaps another interval of the same day',
    holiday_with_hours: 'a holiday has no hours; with hours it is special',
    special_without_hours: 'a special day needs hours; without it is a holiday',
  },
  year: {
    unknown:
      '{{source}} holds {{first}}–{{last}} and not {{years}}; wait for its release, or import a CSV',
    whole:
      'this calendar is not loaded by year (coveredYears is null); set coveredYears to [] first',
  },
};

/** Explanations of due times, and what is wrong with a calendar or a source. */
export const calendarTexts = { zh, en };
