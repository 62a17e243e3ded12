const zh = {
  'drill.begun': '演练开始：{{title}}',
  'drill.cast': '参演（按升级阶梯顺序）：{{people}}；其他人不会收到任何消息',
  'drill.alert': '脚本：告警 {{text}}',
  'drill.restore': '脚本：来源报告恢复 {{text}}',
  'drill.said_by_supplier': '脚本（供应商）：{{text}}',
  'drill.said_by_customer': '脚本（客户）：{{text}}',
  'drill.said_by_site': '脚本（现场）：{{text}}',
  'drill.opened': '演练事件 {{incident}}',
  'drill.unplayed': '脚本未能执行：{{why}}',
  'drill.overdue': '演练已超过预定时长，提醒组织者',
  'drill.finished': '演练结束，开始评分',
  'drill.cancelled': '演练取消：{{reason}}',
  'drill.scored': '评分 {{marks}} / {{possible}}',
  'drill.unscored': '无法评分：{{why}}',
  'drill.unstopped': '演练事件未能全部结束：{{why}}',
};

const en: Record<keyof typeof zh, string> = {
  'drill.begun': 'Drill begun: {{title}}',
  'drill.cast': 'Played, in the order of the ladder, by {{people}}; nobody else hears of it',
  'drill.alert': 'Script: alert {{text}}',
  'drill.restore': 'Script: the source reports {{text}}',
  'drill.said_by_supplier': 'Script (supplier): {{text}}',
  'drill.said_by_customer': 'Script (customer): {{text}}',
  'drill.said_by_site': 'Script (site): {{text}}',
  'drill.opened': 'Incident of the drill: {{incident}}',
  'drill.unplayed': 'The script could not go on: {{why}}',
  'drill.overdue': 'The drill should be over; its leader is reminded',
  'drill.finished': 'The drill is finished and is being scored',
  'drill.cancelled': 'The drill was called off: {{reason}}',
  'drill.scored': '{{marks}} of {{possible}} marks',
  'drill.unscored': 'It could not be scored: {{why}}',
  'drill.unstopped': 'Not everything of the drill could be ended: {{why}}',
};

/** Timeline lines of a drill. */
export const drillTimelineTexts = { zh, en };
