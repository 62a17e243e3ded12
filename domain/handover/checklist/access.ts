import { field, optionalField, said, sectionOf } from './item.js';

/** H 安全与权限 · Security and access. */
export const access = sectionOf(
  {
    section: 'H',
    name: said('安全与权限', 'Security and access'),
    gate: 'disclosure_review',
  },
  [
    {
      name: said('账号移交与口令轮换', 'Credentials rotated'),
      ask: said(
        '账号已移交，口令已轮换，交付人员不再持有。',
        'The accounts were handed over, the passwords changed, and delivery no longer has them.',
      ),
      is: { critical: true, validDays: 180 },
    },
    {
      name: said('权限最小化', 'Least privilege'),
      ask: said(
        '列出每个账号的权限和用途，多余的已经收回。',
        'Lists what each account may do and why; what is not needed was taken back.',
      ),
    },
    {
      name: said('合规要求', 'Compliance'),
      ask: said(
        '写明等级保护等合规要求，以及对运维操作的限制。',
        'States what compliance asks, such as classified protection, and how it limits our work.',
      ),
      is: { from: 'product' },
    },
    {
      name: said('机房进出授权', 'Entry list'),
      ask: said(
        '列出可以进入机房的人员、证件和有效期。',
        'Lists who may enter the room, with their papers and until when.',
      ),
      is: {
        lines: ['I'],
        perRoom: true,
        fields: [
          field('name', said('姓名', 'Name')),
          field('paper', said('证件', 'Paper')),
          optionalField('until', said('有效期', 'Until')),
        ],
      },
    },
  ],
);
