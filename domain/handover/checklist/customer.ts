import { field, optionalField, said, sectionOf } from './item.js';

/** A 客户与联系人 · Customer and contacts. */
export const customer = sectionOf(
  {
    section: 'A',
    name: said('客户与联系人', 'Customer and contacts'),
    gate: 'disclosure_review',
  },
  [
    {
      name: said('联系人矩阵', 'Contact matrix'),
      ask: said(
        '列出客户的技术、业务、值守和升级联系人，并逐一核实可以联系上。',
        'Lists who to reach for technical, business, duty and escalation matters, each one tried.',
      ),
      is: {
        critical: true,
        from: 'presales',
        validDays: 180,
        fields: [
          field('role', said('角色', 'Role')),
          field('name', said('姓名', 'Name')),
          field('channel', said('联系方式', 'Channel')),
          optionalField('hours', said('时段', 'Hours')),
        ],
      },
    },
    {
      name: said('通告语言与渠道', 'Notice language and channel'),
      ask: said(
        '写明向客户发送通告所用的语言、渠道和起始级别。',
        'Says in which language, by which channel and from which level the customer gets notices.',
      ),
      is: { from: 'presales' },
    },
    {
      name: said('客户等级与期待', 'Tier and expectations'),
      ask: said(
        '写明客户等级，以及以往服务留下的期待和批准人。',
        'States the tier, the expectations inherited from earlier services and who approved them.',
      ),
      is: { from: 'presales' },
    },
    {
      name: said('欠费与账期', 'Arrears and payment terms'),
      ask: said(
        '写明双方账期、当前欠费天数和停服决定人。',
        'States the payment terms, the days in arrears today and who may decide to suspend.',
      ),
      is: { from: 'presales' },
    },
  ],
);
