import type { HandoverDoorVerb } from '../handover/requests.js';

/** What each verb of a hand-over does, for the API page. */
export const handoverVerbTexts: Record<HandoverDoorVerb, { zh: string; en: string }> = {
  advance: {
    zh: '进入下一阶段；门禁不满足时逐条列出缺什么',
    en: 'Go to the next stage; a gate that does not hold lists what is missing',
  },
  assign: { zh: '更换一方的负责人', en: 'Give a side another owner' },
  signer: { zh: '指定客户签署人', en: 'Name who signs for the customer' },
  'heads-met': { zh: '记录双方负责人的会面', en: 'Record that both heads have met' },
  training: { zh: '记录客户培训：调研、计划、场次', en: 'Record customer training' },
  punch: { zh: '登记或关闭遗留问题', en: 'Add or close a leftover' },
  shadowing: { zh: '切换试运行的阶段', en: 'Change the phase of the trial run' },
  'ops-handled': {
    zh: '运维独立处理的一次故障或演练',
    en: 'A fault or drill that operations handled alone',
  },
  alarms: { zh: '告警测试的数量', en: 'How many alarms were tested' },
  extend: {
    zh: '延长试运行；第三次由双方负责人决定',
    en: 'Extend the trial; the third is decided',
  },
  'decide-extension': { zh: '决定第三次延长', en: 'Decide on the third extension' },
  sign: { zh: '运维或交付负责人签署', en: 'Sign as head of operations or of delivery' },
  reject: { zh: '退回某一阶段，点名各项', en: 'Send it back to a stage, naming items' },
  takeover: {
    zh: '高管强制接管：理由与期限，门禁保持打开',
    en: 'Force a takeover with reason and end; unmet gates stay open',
  },
  cancel: { zh: '取消移交', en: 'Call the hand-over off' },
  'warranty-check': { zh: '质保期检查', en: 'Record a warranty check' },
  'escaped-defect': {
    zh: '验收后发现的缺陷，指明漏过的需求',
    en: 'A defect found after acceptance, with the requirement it escaped from',
  },
};
