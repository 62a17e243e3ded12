import type { PageWords } from './page-words.js';

const zh: PageWords = {
  lead: { drill_overdue: '您组织的演练已超过预定时长，请结束并评分，或取消。' },
};

const en: PageWords = {
  lead: {
    drill_overdue: 'The drill you lead should be over: finish it, which scores it, or call it off.',
  },
};

/** What pages of a drill say to its leader. */
export const drillPageTexts = { zh, en };
