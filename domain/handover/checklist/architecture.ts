import { field, said, sectionOf } from './item.js';

/** C 技术架构 · Technical architecture (N7, operations.md). */
export const architecture = sectionOf(
  {
    section: 'C',
    name: said('技术架构', 'Technical architecture'),
    gate: 'disclosure_review',
    lines: ['N', 'I', 'M'],
  },
  [
    {
      name: said('物理与逻辑拓扑', 'Physical and logical topology'),
      ask: said(
        '附上带版本号的拓扑图，标出接口、链路和单点。',
        'Attaches the versioned diagrams with ports, links and single points of failure marked.',
      ),
      is: { critical: true },
    },
    {
      name: said('IP、VLAN与AS规划', 'IP, VLAN and AS plan'),
      ask: said(
        '列出地址、VLAN和AS的分配及其用途。',
        'Lists how addresses, VLANs and AS numbers are assigned and what each is for.',
      ),
      is: {
        fields: [
          field('kind', said('类型', 'Kind')),
          field('value', said('取值', 'Value')),
          field('use', said('用途', 'Use')),
        ],
      },
    },
    {
      name: said('高可用与切换', 'Failover'),
      ask: said(
        '写明主备关系、切换条件、切换时长和回切办法。',
        'Says what stands by for what, when it takes over, how long that takes and how to go back.',
      ),
    },
    {
      name: said('容量与上限', 'Capacity and limits'),
      ask: said(
        '写明会话数、带宽等产品上限，以及当前用量。',
        'States the limits of the product, such as sessions and bandwidth, and the use today.',
      ),
      is: { from: 'product' },
    },
    {
      name: said('版本与配置基线', 'Versions and baseline'),
      ask: said(
        '写明软件版本，并归档一份可以恢复的配置基线。',
        'States the software versions and files a configuration from which it can be rebuilt.',
      ),
    },
  ],
);
