import { describe, expect, it } from '@jest/globals';
import { flowsOf } from './flows.js';

const flows = [
  { from: 'HQ 10.1.0.0/16', to: 'Suzhou', path: 'TD-10G-0417', routing: 'BGP 65001' },
  { from: 'shop', to: 'internet', path: 'ADSL', routing: 'static' },
];

describe('the flows of a disclosure', () => {
  it('carry the rules and names said of them, by number or by either way to write the arrow', () => {
    const found = flowsOf({
      flows,
      rules: [
        { flow: 'HQ 10.1.0.0/16 -> Suzhou', rule: 'permit tcp 443', protection: 'anti-DDoS' },
        { flow: '2', rule: 'deny any' },
      ],
      names: [{ flow: 'Shop → Internet', dns: '10.1.0.53', interception: 'redirect to portal' }],
    });
    expect(found.other).toEqual([]);
    expect(found.flows).toEqual([
      {
        ...{ src: 'HQ 10.1.0.0/16', dst: 'Suzhou', path: 'TD-10G-0417', routing: 'BGP 65001' },
        ...{ acl: ['permit tcp 443'], security: ['anti-DDoS'], dns: [], interception: [] },
      },
      {
        ...{ src: 'shop', dst: 'internet', path: 'ADSL', routing: 'static' },
        ...{ acl: ['deny any'], security: [], dns: ['10.1.0.53'] },
        interception: ['redirect to portal'],
      },
    ]);
  });

  it('never lose what is said of a flow that is not listed', () => {
    const rules = [{ flow: 'HQ → Beijing', rule: 'permit any' }, { rule: 'deny all' }];
    expect(flowsOf({ flows, rules, names: [] }).other).toEqual([
      { flow: 'HQ → Beijing', text: 'permit any' },
      { flow: '', text: 'deny all' },
    ]);
  });
});
