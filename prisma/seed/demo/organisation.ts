import type { AccessRole } from '../../../contracts/directory/role-bindings.js';
import type { Access } from '../../../records/directory/access.js';
import { departments } from '../../../records/directory/departments.js';
import { people } from '../../../records/directory/people.js';
import { roleBindings } from '../../../records/directory/role-bindings.js';

interface DemoDepartment {
  id: string;
  name: { zh: string; en: string };
  head: string;
  deputy?: string;
}

interface DemoPerson {
  id: string;
  name: string;
  mail: string;
  department?: string;
  language?: 'en';
  /** A second address that is used when nobody has acknowledged after two minutes. */
  second?: true;
  roles: { role: AccessRole; department?: string }[];
}

const executive = 'per_lin_tao';
const secondAfterS = 120;

const demoDepartments: DemoDepartment[] = [
  {
    id: 'dep_noc',
    name: { zh: '运维中心', en: 'Network operations centre' },
    head: 'per_li_wei',
    deputy: 'per_wang_fang',
  },
  {
    id: 'dep_infra',
    name: { zh: '基础架构部', en: 'Infrastructure' },
    head: 'per_zhao_lei',
    deputy: 'per_sun_hao',
  },
  {
    id: 'dep_delivery',
    name: { zh: '网络交付部', en: 'Network delivery' },
    head: 'per_zhou_na',
    deputy: 'per_wu_gang',
  },
  { id: 'dep_product', name: { zh: '产品部', en: 'Product' }, head: 'per_xu_jing' },
  { id: 'dep_hr', name: { zh: '人力资源部', en: 'Human resources' }, head: 'per_he_yan' },
  { id: 'dep_service', name: { zh: '客户服务部', en: 'Customer service' }, head: 'per_tom_reid' },
];

const engineer: DemoPerson['roles'] = [{ role: 'engineer' }];

const demoPeople: DemoPerson[] = [
  person('per_li_wei', '李伟', {
    department: 'dep_noc',
    second: true,
    roles: [{ role: 'ops_lead' }],
  }),
  person('per_wang_fang', '王芳', {
    department: 'dep_noc',
    second: true,
    roles: [{ role: 'ops_lead' }],
  }),
  person('per_zhang_min', '张敏', { department: 'dep_noc', second: true, roles: engineer }),
  person('per_chen_jie', '陈杰', { department: 'dep_noc', roles: engineer }),
  person('per_liu_yang', '刘洋', { department: 'dep_noc', roles: engineer }),
  person('per_anna_berg', 'Anna Berg', { department: 'dep_noc', language: 'en', roles: engineer }),
  person('per_zhao_lei', '赵磊', {
    department: 'dep_infra',
    second: true,
    roles: [...engineer, { role: 'manager', department: 'dep_infra' }],
  }),
  person('per_sun_hao', '孙浩', { department: 'dep_infra', roles: engineer }),
  person('per_zhou_na', '周娜', {
    department: 'dep_delivery',
    roles: [{ role: 'delivery' }, { role: 'manager', department: 'dep_delivery' }],
  }),
  person('per_wu_gang', '吴刚', { department: 'dep_delivery', roles: [{ role: 'delivery' }] }),
  person('per_xu_jing', '徐静', { department: 'dep_product', roles: [{ role: 'viewer' }] }),
  person('per_he_yan', '何燕', { department: 'dep_hr', roles: [{ role: 'hr' }] }),
  person('per_tom_reid', 'Tom Reid', {
    department: 'dep_service',
    language: 'en',
    roles: [{ role: 'hotline' }],
  }),
  person(executive, '林涛', { second: true, roles: [{ role: 'executive' }] }),
];

function person(
  id: string,
  name: string,
  more: Pick<DemoPerson, 'department' | 'language' | 'second' | 'roles'>,
): DemoPerson {
  return { id, name, mail: id.replace('per_', '').replace('_', '.'), ...more };
}

const at = (box: string): string => `${box}@demo.baton.example`;

const mailRule = (box: string, after: number) => ({
  channel: 'mail' as const,
  address: { address: at(box) },
  after,
});

/** Departments, people and their roles; answers the ids of the people. */
export async function seedOrganisation(access: Access): Promise<string[]> {
  for (const { id, name } of demoDepartments) await departments.create(access, { name }, id);
  for (const one of demoPeople) await seedPerson(access, one);
  for (const { id, head, deputy } of demoDepartments) {
    const patch = { head, executive, ...(deputy !== undefined && { deputy }) };
    await departments.update(access, { id, version: undefined }, patch);
  }
  return demoPeople.map(({ id }) => id);
}

async function seedPerson(access: Access, one: DemoPerson): Promise<void> {
  const { id, name, mail, department, language, second, roles } = one;
  const channels = [
    mailRule(mail, 0),
    ...(second ? [mailRule(`${mail}.urgent`, secondAfterS)] : []),
  ];
  const draft = {
    name,
    email: at(mail),
    channels,
    department,
    language: language ?? ('zh' as const),
  };
  await people.create(access, draft, id);
  for (const [k, binding] of roles.entries()) {
    const bindingId = `${id.replace('per_', 'rol_')}${k === 0 ? '' : `_${k + 1}`}`;
    await roleBindings.create(access, { person: id, ...binding }, bindingId);
  }
}
