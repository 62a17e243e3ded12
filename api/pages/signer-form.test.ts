import { describe, expect, it, test } from '@jest/globals';

import type { HandoverView } from '../../domain/handover/view.js';
import { readDecision, signForm } from './signer-form.js';

const view = { parties: { delivery: { person: 'per_wu' } } } as unknown as HandoverView;
const read = (body: unknown) => readDecision(body, view, 'Asia/Shanghai');

describe('the form of a customer’s signer', () => {
  it('accepts without anything else', () => {
    expect(read({ decision: 'accept', reason: 'ignored' })).toEqual({ decision: 'accept' });
  });

  it('turns each line into a leftover of delivery’s owner, due at the end of the day there', () => {
    const body = {
      decision: 'conditional',
      conditions: 'labels\r\n\r\n spare part ',
      due: '2026-12-01',
    };
    const due = Date.parse('2026-12-01T23:59:00+08:00');
    const condition = { severity: 'minor', owner: 'per_wu', due };
    expect(read(body)).toEqual({
      decision: 'conditional',
      conditions: [
        { text: 'labels', ...condition },
        { text: 'spare part', ...condition },
      ],
    });
  });

  test.each([
    [{}, 'decision'],
    [{ decision: 'maybe' }, 'decision'],
    [{ decision: 'reject', reason: '  ' }, 'reason'],
    [{ decision: 'conditional', conditions: ' ', due: '2026-12-01' }, 'conditions'],
    [{ decision: 'conditional', conditions: 'labels', due: 'soon' }, 'due'],
    [{ decision: 'conditional', conditions: 'labels' }, 'due'],
  ])('%j is refused naming %s', (body, field) => {
    expect(() => read(body)).toThrow(
      expect.objectContaining({ code: 'field_required', values: { field } }),
    );
  });

  it('works without a script', () => {
    expect(signForm('en')).not.toContain('<script');
  });
});
