import { field, optionalField, said, sectionOf } from './item.js';

/** E 资产与位置 · Assets and places (N10, operations.md). */
export const assets = sectionOf(
  {
    section: 'E',
    name: said('资产与位置', 'Assets and places'),
    gate: 'disclosure_review',
  },
  [
    {
      name: said('设备清单与序列号', 'Devices and serials'),
      ask: said(
        '列出每台设备的资产号、型号、序列号和位置。',
        'Lists every device with its asset number, model, serial and place.',
      ),
      is: {
        critical: true,
        perRoom: true,
        fields: [
          field('asset', said('资产号', 'Asset number')),
          field('model', said('型号', 'Model')),
          field('serial', said('序列号', 'Serial')),
          field('place', said('位置', 'Place')),
          optionalField('role', said('用途', 'Role')),
        ],
      },
    },
    {
      name: said('机柜、U位与供电', 'Rack, unit and power'),
      ask: said(
        '写明机柜与U位、所接PDU，以及是否双路供电。',
        'Says in which rack and unit it stands, on which PDUs, and whether it has two feeds.',
      ),
      is: {
        lines: ['I'],
        perRoom: true,
        fields: [
          field('rack', said('机柜', 'Rack')),
          field('unit', said('U位', 'Unit')),
          field('feedA', said('A路', 'Feed A')),
          optionalField('feedB', said('B路', 'Feed B')),
        ],
      },
    },
    {
      name: said('标签与照片', 'Labels and photos'),
      ask: said(
        '设备和线缆已贴标签，并附前后面板照片。',
        'Devices and cables carry labels, and photos of front and back are attached.',
      ),
      is: { perRoom: true },
    },
    {
      name: said('备件与维保', 'Spares and warranty'),
      ask: said(
        '写明备件存放地点、维保到期日和报修电话。',
        'Says where the spares are, when the warranty ends and whom to call for repair.',
      ),
    },
    {
      name: said('与CMDB一致', 'Reconciled with the directory'),
      ask: said(
        '设备清单与CMDB逐台核对，没有多出也没有缺少。',
        'The device list was compared with the directory, and nothing is missing on either side.',
      ),
      is: { critical: true, perRoom: true, validDays: 90 },
    },
  ],
);
