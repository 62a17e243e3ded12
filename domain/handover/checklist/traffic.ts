import { field, optionalField, said, sectionOf } from './item.js';

/** D 业务流量 · Traffic: one row a flow, readable in an incident at once (N8, operations.md). */
export const traffic = sectionOf(
  {
    section: 'D',
    name: said('业务流量', 'Traffic'),
    gate: 'disclosure_review',
    lines: ['N', 'M', 'B'],
  },
  [
    {
      name: said('流向与路由', 'Flows and routing'),
      ask: said(
        '每条业务流写一行：源、目的、路径和路由协议。',
        'Gives one row for each flow: where from, where to, by which path and which routing.',
      ),
      is: {
        critical: true,
        fields: [
          field('from', said('源', 'Source')),
          field('to', said('目的', 'Destination')),
          field('path', said('路径', 'Path')),
          field('routing', said('路由', 'Routing')),
        ],
      },
    },
    {
      name: said('ACL与安全策略', 'ACL and security'),
      ask: said(
        '列出每条流的放行与拦截规则，以及防护要求。',
        'Lists what is let through and what is held back for each flow, with its protection.',
      ),
      is: {
        critical: true,
        fields: [
          field('flow', said('业务流', 'Flow')),
          field('rule', said('规则', 'Rule')),
          optionalField('protection', said('防护', 'Protection')),
        ],
      },
    },
    {
      name: said('DNS需求', 'DNS needs'),
      ask: said(
        '每条业务流写一行：解析方式与服务器，以及是否需要DNS劫持。',
        'Gives for each flow how and by which servers names resolve, and any interception of answers.',
      ),
      is: {
        from: 'presales',
        fields: [
          field('flow', said('业务流', 'Flow')),
          field('dns', said('解析与服务器', 'Resolution and servers')),
          field('interception', said('DNS劫持', 'Interception')),
        ],
      },
    },
    {
      name: said('国际访问与时延', 'International access and latency'),
      ask: said(
        '写明要访问的国家或地区，以及可接受的时延上限。',
        'Names the countries to be reached and the highest latency that is acceptable.',
      ),
      is: { from: 'presales' },
    },
    {
      name: said('关键应用与时段', 'Key applications and hours'),
      ask: said(
        '列出最要紧的应用、使用时段和业务负责人。',
        'Lists the applications that matter most, their hours and who owns them.',
      ),
      is: { from: 'presales', tiers: ['A', 'B'] },
    },
  ],
);
