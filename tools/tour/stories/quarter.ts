import type { Story } from '../story.js';
import { formsGiven, released } from './quarter/forms.js';
import { scale } from './quarter/ground.js';
import { opened } from './quarter/opening.js';
import { appealed, closed, sheetPrinted } from './quarter/result.js';

/** A past quarter of reviews, from its schedule to the archive, with one appeal. */
export const quarter: Story = {
  title: {
    zh: `一个季度的绩效评审：排期、冻结、评价、发布、申诉、归档（时钟按 ${scale} 倍走，约五分钟）`,
    en: `A quarter of reviews, from schedule to archive (${scale} times as fast: some five minutes)`,
  },
  play: async (scene) => {
    const begun = await opened(scene);
    await formsGiven(begun);
    await released(begun);
    const sheet = await sheetPrinted(begun);
    await appealed(begun, sheet);
    await closed(begun);
  },
};
