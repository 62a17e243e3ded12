const zh = {
  'access_request.asked':
    '{{person}} 申请 {{what}}，{{days}} 天：{{reason}}；须在 {{until}} 前答复',
  'access_request.overdue': '未在时限内答复（{{person}}），开始上升',
  'access_request.approved': '已批准，到 {{until}} 自动失效',
  'access_request.granting': '授权未见回执，再次写入',
  'access_request.grant_failed': '授权暂未写入，将重试：{{why}}',
  'access_request.granted': '权限已生效，到 {{until}} 自动失效',
  'access_request.declined': '已拒绝：{{reason}}',
  'access_request.withdrawn': '申请人撤回',
};

const en: Record<keyof typeof zh, string> = {
  'access_request.asked':
    '{{person}} asks for {{what}} for {{days}} days: {{reason}}; an answer is due by {{until}}',
  'access_request.overdue': 'No answer in time ({{person}}); it climbs',
  'access_request.approved': 'Approved; it ends by itself at {{until}}',
  'access_request.granting': 'No word that the grant is written; it is written again',
  'access_request.grant_failed': 'The grant is not written yet and is tried again: {{why}}',
  'access_request.granted': 'Access is given and ends by itself at {{until}}',
  'access_request.declined': 'Declined: {{reason}}',
  'access_request.withdrawn': 'Withdrawn by who asked',
};

/** Timeline lines of an access request. */
export const accessRequestTimelineTexts = { zh, en };
