import type { Route } from '../../route.js';
import { commitmentRoutes } from '../commitment/commitments.js';
import { contactRoutes } from '../commitment/contacts.js';
import { contractRoutes } from '../commitment/contracts.js';
import { expectationRoutes } from '../commitment/expectations.js';
import { gapRoutes } from '../commitment/gaps.js';
import { commitmentLookupRoutes } from '../commitment/lookup.js';
import { slaRoutes } from '../commitment/slas.js';
import { standardRoutes } from '../commitment/standards.js';
import { absenceRoutes } from './absences.js';
import { certificationRoutes } from './certifications.js';
import { customerRoutes } from './customers.js';
import { departmentRoutes } from './departments.js';
import { deviceRoutes } from './devices.js';
import { dutyRoleRoutes } from './duty-roles.js';
import { groupingRuleRoutes } from './grouping-rules.js';
import { integrationRoutes } from './integrations.js';
import { interfacePersonRoutes } from './interface-persons.js';
import { keyRoutes } from './keys.js';
import { onCallRoutes } from './on-call.js';
import { overrideRoutes } from './overrides.js';
import { personRoutes } from './people.js';
import { policyRoutes } from './policies.js';
import { productRoutes } from './products.js';
import { roleBindingRoutes } from './role-bindings.js';
import { scheduleRoutes } from './schedules.js';
import { serviceRoutes } from './services.js';
import { siteRoutes } from './sites.js';
import { supplierServiceRoutes } from './supplier-services.js';
import { supplierRoutes } from './suppliers.js';
import { teamRoutes } from './teams.js';

/** Every operation of the directory (api.md §4), of lookups and of the ladder's simulation. */
export const directoryRoutes: readonly Route[] = [
  ...personRoutes,
  ...departmentRoutes,
  ...teamRoutes,
  ...interfacePersonRoutes,
  ...roleBindingRoutes,
  ...keyRoutes,
  ...absenceRoutes,
  ...scheduleRoutes,
  ...overrideRoutes,
  ...dutyRoleRoutes,
  ...onCallRoutes,
  ...policyRoutes,
  ...siteRoutes,
  ...customerRoutes,
  ...serviceRoutes,
  ...productRoutes,
  ...deviceRoutes,
  ...certificationRoutes,
  ...supplierRoutes,
  ...supplierServiceRoutes,
  ...slaRoutes,
  ...contactRoutes,
  ...contractRoutes,
  ...commitmentRoutes,
  ...standardRoutes,
  ...expectationRoutes,
  ...gapRoutes,
  ...commitmentLookupRoutes,
  ...integrationRoutes,
  ...groupingRuleRoutes,
];
