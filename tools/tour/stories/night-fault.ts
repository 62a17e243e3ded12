import type { Story } from '../story.js';
import { faultArrives } from './night-fault/arrival.js';
import { departmentAnswers, departmentIsAsked } from './night-fault/department.js';
import { clocksExplained, closed, restored } from './night-fault/ending.js';
import { begin } from './night-fault/fault.js';
import { gatesCounted } from './night-fault/gates.js';
import { graded } from './night-fault/grading.js';
import { firstNotice, recoveryNotice } from './night-fault/notices.js';
import { gapComputed, promiseLookedUp } from './night-fault/promises.js';
import { supplierDelivers, supplierIsCalled } from './night-fault/supplier.js';

/** A night fault on an access line whose supplier only takes reports, from page to closure. */
export const nightFault: Story = {
  title: {
    zh: '夜间故障：一条 ADSL 线路，从呼叫到关闭（时钟按 60 倍走：1 分钟即 1 秒）',
    en: 'A night fault on an ADSL line, from the page to the end (60 times as fast: a minute is a second)',
  },
  play: async (scene) => {
    const night = await begin(scene);
    const fault = await faultArrives(night);
    await graded(fault);
    await firstNotice(fault);
    const chain = await departmentIsAsked(fault);
    const call = await supplierIsCalled(fault);
    await promiseLookedUp(fault);
    await gapComputed(fault);
    await departmentAnswers(fault, chain);
    await supplierDelivers(fault, call);
    await clocksExplained(fault);
    await restored(fault);
    await recoveryNotice(fault);
    await closed(fault);
    await gatesCounted(fault);
  },
};
