import type { Story } from '../story.js';
import { accepted, asked, sheetShown } from './handover/acceptance.js';
import { disclosed, reviewed, silentReview } from './handover/disclosure.js';
import { begin, boardShown, gateRefused, prepared } from './handover/service.js';
import { handledAlone, trialOver } from './handover/trial.js';
import { caseMissing, taught, tested } from './handover/uat.js';

/** A leased line from its order to three signatures, on a clock that runs 10,000 times as fast. */
export const handover: Story = {
  title: {
    zh: '转维移交：一条专线，从发起到三方签署（时钟按 10000 倍走：一天不到 9 秒）',
    en: 'A hand-over: a leased line from its order to three signatures (a day is less than 9 seconds)',
  },
  play: async (scene) => {
    const desk = await begin(scene);
    await boardShown(desk);
    await gateRefused(desk);
    await prepared(desk);
    await disclosed(desk);
    await silentReview(desk);
    await reviewed(desk);
    await caseMissing(desk);
    await tested(desk);
    await taught(desk);
    await handledAlone(desk);
    await trialOver(desk);
    await sheetShown(desk);
    const links = await asked(desk);
    await accepted(desk, links);
  },
};
