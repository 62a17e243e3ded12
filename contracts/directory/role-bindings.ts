import { z } from 'zod';
import { timeOut } from '../api/fields.js';
import { answeredRef, optionalRef, resourceId } from './fields.js';

/** The access roles (operations.md §3a). */
export const accessRoles = [
  'admin',
  'ops_lead',
  'engineer',
  'hotline',
  'delivery',
  'hr',
  'manager',
  'executive',
  'viewer',
  'customer_contact',
] as const;

export type AccessRole = (typeof accessRoles)[number];

/** A role over one department, one site and below, one customer, or (none of them) everything. */
export const roleBindingCreate = z
  .strictObject({
    person: resourceId,
    role: z.enum(accessRoles),
    department: optionalRef,
    site: optionalRef,
    customer: optionalRef,
  })
  .refine(
    (it) => [it.department, it.site, it.customer].filter((scope) => scope != null).length <= 1,
    'at most one of department, site and customer',
  )
  .meta({ id: 'RoleBindingCreate' });

export const roleBindingAnswer = z
  .object({
    id: z.string(),
    person: z.string(),
    role: z.enum(accessRoles),
    department: answeredRef,
    site: answeredRef,
    customer: answeredRef,
    createdAt: timeOut,
  })
  .meta({ id: 'RoleBinding' });

export type RoleBindingDraft = z.output<typeof roleBindingCreate>;
export type RoleBindingAnswer = z.input<typeof roleBindingAnswer>;
