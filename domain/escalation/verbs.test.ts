import { describe, expect, it } from '@jest/globals';

import type { Actor, Asked } from '../machine.js';
import { allowedIn } from './check.js';
import type { EscalationAsked, EscalationVerb } from './commands.js';
import type { Escalation } from './process.js';
import { legsMax, type Stage } from './state.js';
import {
  actor,
  chain,
  departmentOf,
  inDepartment,
  minute,
  supplierHours,
  supplierParty,
  t0,
} from './testing.fixture.js';

type Chain = ReturnType<typeof chain>;

const now = t0 + minute;
const asker = actor('asker');
const ann = actor('ann');
const infra = inDepartment('infra');

const by = (who: Actor, command: EscalationAsked): Asked<Escalation> => ({ ...command, by: who });

const accepted = (from: Chain): Chain => {
  from.give(by(ann, { type: 'accept', ...infra }), now);
  return from;
};

const bouncedOut = (from: Chain): Chain => {
  for (const to of ['net', 'product', 'delivery']) {
    const at = from.state().leg.party.id;
    from.give(
      by(ann, { type: 'bounce', to: departmentOf(to), reason: 'r', ...inDepartment(at) }),
      now,
    );
  }
  return from;
};

const inStage: Record<Stage, () => Chain> = {
  asked: () => chain(),
  accepted: () => accepted(chain()),
  fulfilled: () => {
    const done = accepted(chain());
    done.give(by(ann, { type: 'fulfil', text: 'done', ...infra }), now);
    return done;
  },
  returned: () => {
    const back = chain();
    back.give(by(ann, { type: 'reject', reason: 'not ours', ...infra }), now);
    return back;
  },
  deciding: () => bouncedOut(chain()),
  closed: () => {
    const over = chain();
    over.give(by(asker, { type: 'withdraw', reason: 'solved' }), now);
    return over;
  },
};

const everybody = { standing: { departments: ['infra', 'delivery'], dutyManager: true as const } };

const given: Record<EscalationVerb, Asked<Escalation>> = {
  accept: by(ann, { type: 'accept', ...everybody }),
  reject: by(ann, { type: 'reject', reason: 'r', ...everybody }),
  bounce: by(ann, { type: 'bounce', to: departmentOf('net'), reason: 'r', ...everybody }),
  address: by(asker, { type: 'address', to: departmentOf('net'), reason: 'r', ...everybody }),
  update: by(ann, { type: 'update', text: 't', ...everybody }),
  fulfil: by(ann, { type: 'fulfil', text: 't', ...everybody }),
  reopen: by(asker, { type: 'reopen', reason: 'r' }),
  confirm: by(asker, { type: 'confirm' }),
  withdraw: by(asker, { type: 'withdraw', reason: 'r' }),
  contact: by(asker, { type: 'contact', channel: '400', result: 'answered', text: 't' }),
};

const leadsTo: Partial<Record<EscalationVerb, Partial<Record<Stage, Stage>>>> = {
  accept: { asked: 'accepted' },
  reject: { asked: 'returned' },
  bounce: { asked: 'asked', accepted: 'asked' },
  address: { returned: 'asked', deciding: 'asked' },
  update: { accepted: 'accepted' },
  fulfil: { accepted: 'fulfilled' },
  reopen: { fulfilled: 'accepted' },
  confirm: { fulfilled: 'closed' },
  withdraw: {
    asked: 'closed',
    accepted: 'closed',
    fulfilled: 'closed',
    returned: 'closed',
    deciding: 'closed',
  },
};

const cells = Object.keys(inStage).flatMap((stage) =>
  Object.keys(given).map((verb) => [stage as Stage, verb as EscalationVerb] as const),
);

describe('every stage and every verb', () => {
  it.each(cells)('%s: %s', (stage, verb) => {
    const one = inStage[stage]();
    expect(one.state().stage).toBe(stage);
    const refusal = one.give(given[verb], now);
    const next = leadsTo[verb]?.[stage];
    if (next) {
      expect(refusal).toBeUndefined();
      expect(one.state().stage).toBe(next);
    } else if (verb === 'accept' && stage === 'accepted') {
      expect(refusal).toBeUndefined();
    } else if (verb === 'contact' && allowedIn.contact.includes(stage)) {
      expect(refusal).toBe('not_a_supplier');
    } else {
      expect(refusal).toBe('wrong_state');
    }
  });
});

describe('who may speak in a chain', () => {
  it('only the asked party answers: a stranger, and the asker, are refused', () => {
    for (const who of [asker, actor('stranger'), actor('chief', true)]) {
      for (const verb of ['accept', 'reject', 'bounce'] as const) {
        const { standing: _none, ...command } = given[verb];
        expect(chain().give({ ...command, by: who } as Asked<Escalation>, now)).toBe('not_asked');
      }
    }
  });

  it('whoever was paged for the leg may answer it without belonging to the department', () => {
    const one = chain();
    one.tick(t0);
    const [page] = one.pages();
    const reached = { person: 'guest', name: 'Guest', state: 'delivered' as const, channels: [] };
    one.report(
      {
        ...{ type: 'paged', effect: page?.id ?? '', ladder: 'leg', rung: 0, empty: false },
        ...{ people: [reached], more: 0, waiting: false, later: [], gaps: [] },
      },
      now,
    );
    expect(one.give(by(actor('guest'), { type: 'accept' }), now)).toBeUndefined();
    expect(one.state().baton.holder.person).toBe('guest');
  });

  it('only the asker or a lead confirms, reopens, addresses anew and withdraws', () => {
    for (const [stage, verb] of [
      ['fulfilled', 'confirm'],
      ['fulfilled', 'reopen'],
      ['returned', 'address'],
      ['asked', 'withdraw'],
    ] as const) {
      expect(inStage[stage]().give({ ...given[verb], by: ann }, now)).toBe('not_holder');
      expect(inStage[stage]().give({ ...given[verb], by: actor('chief', true) }, now)).toBe(
        undefined,
      );
    }
  });

  it('a service can neither ask nor answer', () => {
    const robot: Actor = { kind: 'apiKey', id: 'robot' };
    expect(chain().give({ ...given.accept, by: robot }, now)).toBe('service_cannot_hold');
  });

  it('accepting twice is harmless for the same person and refused to another', () => {
    const one = accepted(chain());
    const lines = one.said().length;
    expect(one.give(given.accept, now)).toBeUndefined();
    expect(one.said()).toHaveLength(lines);
    expect(one.give({ ...given.accept, by: actor('ben') }, now)).toBe('already_held');
  });
});

describe('bounces and rejects (R17)', () => {
  it('the third bounce goes to the duty manager, whose choice is not bounced again', () => {
    const one = inStage.deciding();
    expect(one.state().bounces).toBe(3);
    expect(one.state().leg.party.id).toBe('product');
    one.tick(now);
    expect(one.pages().at(-1)).toMatchObject({
      reason: 'decide',
      ladder: 'duty',
      targets: [{ kind: 'duty', role: 'duty_manager' }],
    });
    const command = { ...given.address, standing: { departments: [] } };
    expect(one.give(command, now)).toBe('not_asked');
    const decision = {
      ...command,
      by: actor('mia'),
      standing: { departments: [], dutyManager: true },
    };
    expect(one.give(decision as Asked<Escalation>, now)).toBeUndefined();
    const again = by(ann, {
      ...{ type: 'bounce', to: departmentOf('infra'), reason: 'r', ...inDepartment('net') },
    });
    expect(one.give(again, now)).toBe('leg_decided');
  });

  it('a reject returns the leg to the asker for 15 minutes and tells both heads', () => {
    const one = inStage.returned();
    expect(one.state().baton.holder.person).toBe('asker');
    expect(one.view().waitingFor).toMatchObject({ what: 'return', due: now + 15 * minute });
    one.tick(now);
    const rejected = one.pages().find(({ reason }) => reason === 'rejected');
    expect(rejected?.targets).toEqual([
      { kind: 'person', id: 'infra_head' },
      { kind: 'person', id: 'noc_head' },
    ]);
    expect(one.pages().at(-1)).toMatchObject({ reason: 'returned' });
  });

  it('a reject after which the same party is asked again was not sustained and counts late', () => {
    const one = inStage.returned();
    one.give(by(asker, { type: 'address', to: departmentOf('infra'), reason: 'r' }), now);
    expect(one.view().legs[0]).toMatchObject({ notSustained: true, late: true });
    const other = inStage.returned();
    other.give(given.address, now);
    expect(other.view().legs[0]?.notSustained).toBeUndefined();
  });

  it('a chain has a last leg: more are refused, and rejecting it still returns it', () => {
    const one = chain();
    for (let n = 1; n < legsMax; n += 1) {
      const party = one.state().leg.party.id;
      one.give(by(ann, { type: 'reject', reason: 'r', ...inDepartment(party) }), now);
      const to = departmentOf(`d${n}`);
      expect(one.give(by(asker, { type: 'address', to, reason: 'r' }), now)).toBeUndefined();
    }
    const last = one.state().leg.party.id;
    const away = by(ann, { type: 'bounce', to: departmentOf('x'), reason: 'r' });
    expect(one.give({ ...away, ...inDepartment(last) }, now)).toBe('too_many_legs');
    const no = by(ann, { type: 'reject', reason: 'r', ...inDepartment(last) });
    expect(one.give(no, now)).toBeUndefined();
  });
});

describe('a baton that goes with the chain', () => {
  const told = (one: Chain) =>
    one.seen.effects.flatMap((effect) => (effect.kind === 'tell' ? [effect.message] : []));

  it('is told to the incident at acceptance only if the chain says so', () => {
    expect(told(accepted(chain())).map(({ type }) => type)).toEqual(['chain']);
    expect(told(accepted(chain({ takeBaton: true }))).at(-1)).toEqual({
      ...{ type: 'take_over', person: 'ann', by: 'asker', why: 'chain', cause: 'esc_1' },
    });
  });

  it('a supplier never takes it', () => {
    const one = chain({ to: supplierParty, hours: supplierHours(t0), takeBaton: true });
    const call = by(asker, { type: 'contact', channel: '400', result: 'answered', text: 't' });
    one.give({ ...call, ref: 'T-1' } as Asked<Escalation>, now);
    expect(one.state().stage).toBe('accepted');
    expect(one.state().baton.holder.person).toBe('asker');
    expect(told(one).map(({ type }) => type)).toEqual(['chain']);
  });
});
