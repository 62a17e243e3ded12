import { field, optionalField, said, sectionOf } from './item.js';

/** F 供应商 · Suppliers (N41, operations.md). */
export const suppliers = sectionOf(
  {
    section: 'F',
    name: said('供应商', 'Suppliers'),
    gate: 'disclosure_review',
    lines: ['N', 'B'],
  },
  [
    {
      name: said('电路编号与技术', 'Circuit id and technology'),
      ask: said(
        '每条电路写明运营商、编号、介质、末端、技术和交接方式。',
        'Gives carrier, id, medium, last mile, technology and hand-off of every circuit.',
      ),
      is: {
        critical: true,
        fields: [
          field('carrier', said('运营商', 'Carrier')),
          field('circuit', said('电路编号', 'Circuit id')),
          field('medium', said('介质', 'Medium')),
          field('lastMile', said('末端', 'Last mile')),
          field('technology', said('技术', 'Technology')),
          field('handoff', said('交接方式', 'Hand-off')),
        ],
      },
    },
    {
      name: said('报障渠道与升级', 'Fault and escalation contacts'),
      ask: said(
        '写明报障电话、升级联系人，以及一名已电话核实的供应商工程师。',
        'Gives the fault line, the escalation contacts and an engineer of theirs tried by a call.',
      ),
      is: {
        critical: true,
        validDays: 180,
        fields: [
          field('step', said('顺序', 'Step')),
          field('name', said('姓名', 'Name')),
          field('channel', said('联系方式', 'Channel')),
          optionalField('called', said('核实时间', 'Called at')),
        ],
      },
    },
    {
      name: said('服务时段', 'Service hours'),
      ask: said(
        '写明供应商何时处理、何时只受理不处理。',
        'Says when the supplier works on faults and when it only takes the report.',
      ),
      is: { critical: true },
    },
    {
      name: said('背靠背差距结论', 'Back-to-back verdict'),
      ask: said(
        '给出我方承诺与供应商承诺的差距，以及关闭或接受的结论。',
        'Gives what our promise asks beyond theirs, and how each gap was closed or accepted.',
      ),
      is: { critical: true, from: 'product' },
    },
    {
      name: said('赔付与投诉渠道', 'Remedy and complaints'),
      ask: said(
        '写明供应商的赔付办法和投诉渠道，没有的也要写明。',
        'States their remedy and where to complain, or that there is none.',
      ),
    },
  ],
);
