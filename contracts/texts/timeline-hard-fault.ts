const zh = {
  'hard_fault.opened':
    '转入疑难故障（{{basis}}）：{{reason}}；请 {{lead}} 牵头，首次进展限 {{due}}',
  'hard_fault.step': '第 {{n}} 次进展：{{text}}；下一步：{{next}}；下次限 {{due}}',
  'hard_fault.silent': '到 {{due}} 没有进展登记（累计 {{missed}} 次），开始上升',
  'hard_fault.war_room': '召集作战室 {{link}}，{{people}} 人，供应商 {{supplier}}',
  'hard_fault.exit': '疑难故障结束：问题 {{problem}}，知识 {{article}}',
  'hard_fault.exit_without': '疑难故障结束：问题 {{problem}}；无需知识文章：{{article}}',
};

const en: Record<keyof typeof zh, string> = {
  'hard_fault.opened':
    'Taken as a hard fault ({{basis}}): {{reason}}; {{lead}} is asked to lead, first step by {{due}}',
  'hard_fault.step': 'Step {{n}}: {{text}}; next: {{next}}; the next one is due {{due}}',
  'hard_fault.silent': 'No step by {{due}} ({{missed}} so far); it climbs',
  'hard_fault.war_room': 'War room {{link}}, {{people}} people, supplier {{supplier}}',
  'hard_fault.exit': 'Ended in problem {{problem}}, article {{article}}',
  'hard_fault.exit_without': 'Ended in problem {{problem}}; no article needed: {{article}}',
};

/** Timeline lines of a hard fault's track. */
export const hardFaultTimelineTexts = { zh, en };
