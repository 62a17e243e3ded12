import { describe, expect, it } from '@jest/globals';

import type { Actor } from '../machine.js';
import {
  customerLink,
  dan,
  day,
  hour,
  livedTo,
  readingsOf,
  signAs,
  type Life,
} from './life.fixture.js';

const signed = (one: Life): string[] =>
  one.state().acceptance?.signatures.map(({ party }) => party) ?? [];

const bySigner = (one: Life, who: Actor): string | undefined =>
  one.refused(who, {
    ...{ type: 'sign', party: 'customer', decision: 'accept' },
    sheet: one.state().acceptance?.sheet.hash ?? '',
    readings: readingsOf(one.seen.now),
  })?.code;

describe('a silent customer', () => {
  it('is never taken for a yes; the account manager is chased, then both heads', () => {
    const one = livedTo('acceptance');
    signAs(one, 'ops');
    signAs(one, 'delivery');
    const from = one.seen.now;
    one.later(5.5 * day);
    const chases = () => one.pages('sign_chase').concat(one.pages('sign_due'));
    const early = chases().filter(({ ladder }) => ladder === 'signature');
    expect(early.map(({ targets }) => targets)).toEqual([
      ...[[{ kind: 'person', id: 'amy' }], [{ kind: 'person', id: 'amy' }]],
    ]);
    one.later(60 * day);
    const last = one.pages('sign_chase').at(-1)?.targets;
    expect(last).toEqual(expect.arrayContaining([{ kind: 'person', id: 'dora' }]));
    expect(last).toEqual(expect.arrayContaining([{ kind: 'person', id: 'otto' }]));
    expect(one.state().stage).toBe('acceptance');
    expect(one.seen.now).toBeGreaterThan(from + 60 * day);
    expect(signed(one)).toEqual(['ops', 'delivery']);
  });

  it('gets a link for seven days, and a new one whenever it has run out', () => {
    const one = livedTo('acceptance');
    const from = one.seen.now;
    expect(one.state().acceptance?.link).toMatchObject({ until: from + 7 * day, ok: true });
    one.later(15 * day);
    const links = one.seen.effects.flatMap((e) => (e.kind === 'ask_signature' ? [e.until] : []));
    expect(links).toEqual([7, 14, 21].map((days) => from + days * day));
  });

  it('another contact who signs gets a link of their own; the old one is void', () => {
    const one = livedTo('acceptance');
    signAs(one, 'customer');
    signAs(one, 'ops');
    const before = one.state().acceptance?.sheet.hash;
    one.give(dan, { type: 'set_signer', signer: { contact: 'cct_9', name: 'New' } });
    // The sheet names the signer, so that everybody signs the one with the new name.
    expect(one.state().acceptance?.sheet.hash).not.toBe(before);
    expect(signed(one)).toEqual([]);
    expect(bySigner(one, customerLink)).toBe('signer_not_entitled');
    expect(bySigner(one, { kind: 'link', id: 'cct_9' })).toBeUndefined();
  });

  it('the same contact named again gets a fresh link, and is chased as before', () => {
    const one = livedTo('acceptance');
    signAs(one, 'ops');
    one.later(3 * day);
    const { signer } = one.state();
    const clock = () => one.state().deadlines.find(({ ladder }) => ladder === 'signature')?.clock;
    const due = clock()?.dueAt;
    if (signer) one.give(dan, { type: 'set_signer', signer });
    expect(clock()?.dueAt).toBe(due);
    expect(signed(one)).toEqual(['ops']);
    expect(one.seen.effects.filter(({ kind }) => kind === 'ask_signature')).toHaveLength(2);
  });

  it('a link that could not be sent is told to the account manager at once and tried again', () => {
    const one = livedTo('acceptance');
    const { effect = '' } = one.state().acceptance?.link ?? {};
    one.report({ type: 'signature_asked', effect, ok: false, why: 'no address' });
    expect(one.pages('sign_chase').at(-1)?.targets).toEqual([{ kind: 'person', id: 'amy' }]);
    one.later(hour);
    expect(one.seen.effects.filter(({ kind }) => kind === 'ask_signature')).toHaveLength(2);
  });

  it('nobody is asked once they have signed', () => {
    const one = livedTo('acceptance');
    signAs(one, 'customer');
    expect(one.state().deadlines.map(({ ladder }) => ladder)).not.toContain('signature');
    one.later(20 * day);
    expect(one.seen.effects.filter(({ kind }) => kind === 'ask_signature')).toHaveLength(1);
  });
});
