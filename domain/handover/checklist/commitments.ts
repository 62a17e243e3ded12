import { field, optionalField, said, sectionOf } from './item.js';

/** B 承诺与边界 · Commitments and boundary. */
export const commitments = sectionOf(
  {
    section: 'B',
    name: said('承诺与边界', 'Commitments and boundary'),
    gate: 'disclosure_review',
  },
  [
    {
      name: said('SLA条款及合同出处', 'SLA clauses with their source'),
      ask: said(
        '逐条列出承诺的指标和数值，并注明合同与条款号。',
        'Lists each promised metric and its target with the contract and the clause it stands in.',
      ),
      is: {
        critical: true,
        from: 'presales',
        fields: [
          field('metric', said('指标', 'Metric')),
          field('target', said('承诺值', 'Target')),
          field('document', said('合同', 'Document')),
          field('clause', said('条款', 'Clause')),
          optionalField('window', said('统计周期', 'Window')),
        ],
      },
    },
    {
      name: said('服务边界与责任分界点', 'Boundary and demarcation'),
      ask: said(
        '写明我方负责到哪一点为止，以及客户自己负责的部分。',
        'Says up to which point we answer for the service and what the customer looks after.',
      ),
      is: { critical: true, from: 'product' },
    },
    {
      name: said('标准与增值清单', 'Standard and value-added'),
      ask: said(
        '分清哪些工作属于标准服务，哪些要另行收费。',
        'Tells the work that belongs to the standard service from the work that is charged extra.',
      ),
      is: { from: 'product' },
    },
    {
      name: said('租赁范围', 'Rental only or with service'),
      ask: said(
        '写明是只租设备还是设备加服务，热线接听时即可看到。',
        'Says whether it is equipment only or equipment with service, as the hotline shall see it.',
      ),
      is: { critical: true, from: 'presales' },
    },
    {
      name: said('除外与赔付', 'Exclusions and credits'),
      ask: said(
        '写明哪些情形不计入承诺，以及赔付档位和上限。',
        'States which cases do not count, and the credit bands with their cap.',
      ),
      is: { from: 'presales' },
    },
  ],
);
