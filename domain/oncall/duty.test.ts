import { expect, test } from '@jest/globals';
import { dutyHolder, type DutyHolder, type DutyQuestion } from './duty.js';

const question = { onCall: 'c', owner: 'o', head: 'h', absent: [], left: [] };

test.each<[string, Partial<DutyQuestion>, DutyHolder]>([
  ['the person on call holds', {}, { holder: 'c', place: 'on_call', skipped: [] }],
  [
    'nobody on call: the owner holds',
    { onCall: undefined },
    { holder: 'o', place: 'owner', skipped: [{ place: 'on_call', why: 'nobody' }] },
  ],
  [
    'the owner is away too: the head holds',
    { onCall: undefined, absent: ['o'] },
    {
      ...{ holder: 'h', place: 'head' },
      skipped: [
        { place: 'on_call', why: 'nobody' },
        { place: 'owner', why: 'absent', person: 'o' },
      ],
    },
  ],
  [
    'someone on call who has left does not hold',
    { left: ['c'], absent: ['c'] },
    { holder: 'o', place: 'owner', skipped: [{ place: 'on_call', why: 'left', person: 'c' }] },
  ],
  [
    'nobody at all is said with every reason',
    { onCall: undefined, owner: undefined, absent: ['h'] },
    {
      skipped: [
        { place: 'on_call', why: 'nobody' },
        { place: 'owner', why: 'nobody' },
        { place: 'head', why: 'absent', person: 'h' },
      ],
    },
  ],
])('%s', (_, change, answer) => {
  expect(dutyHolder({ ...question, ...change })).toEqual(answer);
});
