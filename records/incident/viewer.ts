import { Prisma } from '../../prisma/generated/client.js';
import { reaches, type Scope } from '../access/scope.js';
import { legSeenBy } from '../escalation/legs-seen.js';

/** Who looks: which subjects a list or a page shows (api.md §1, "A subject is visible to"). */
export interface Viewer {
  scope: Scope;
  /** Sees what is theirs whatever their roles: held, offered to, or paged for. */
  person?: string;
  /** Has an operations role: sees subjects without a site, customer or department. */
  seesUnscoped: boolean;
  /** Looks only: sees what its department has a leg in. */
  seesLegs?: true;
}

/** What a subject is scoped by, as the read model has it. */
export interface SubjectScope {
  departmentId: string | null;
  holderDepartmentId: string | null;
  sitePath: string[] | null;
  customerId: string | null;
  holderId: string | null;
  offerTo: string | null;
  /** Somebody was paged for it: this viewer. */
  paged: boolean;
  /** A department of this viewer has a leg in it. */
  leg?: boolean;
}

/** The tables that the visibility condition and the filters stand on, under fixed names. */
export const subjectTables = Prisma.sql`incident i
  left join site s on s.id = i.site_id
  left join service sv on sv.id = i.service_id
  left join person h on h.id = i.holder_id
  left join baton b on b.subject = i.id`;

/** The same over every kind of subject: the conditions below hold for both. */
export const anySubject = Prisma.sql`subject i
  left join site s on s.id = i.site_id
  left join service sv on sv.id = i.service_id
  left join person h on h.id = i.holder_id
  left join baton b on b.subject = i.id`;

export const pagedTo = (person: string | undefined): Prisma.Sql =>
  person === undefined
    ? Prisma.sql`false`
    : Prisma.sql`exists (select 1 from delivery d where d.subject = i.id and d.person_id = ${person})`;

const own = (person: string): Prisma.Sql =>
  Prisma.sql`i.holder_id = ${person} or b.offer_to = ${person} or ${pagedTo(person)}`;

/** Whose a subject is; a drill is no business of its service's customer (I10). */
const ofService = Prisma.sql`case when not i.drill then sv.customer_id end`;

/** The condition over `subjectTables` that holds for what `viewer` may see; `customer` as SQL. */
export function visibleSql(viewer: Viewer, customer: Prisma.Sql = ofService): Prisma.Sql {
  const { scope, person, seesUnscoped, seesLegs } = viewer;
  if (scope.everywhere) return Prisma.sql`true`;
  return Prisma.sql`(
    i.department_id = any(${scope.departments}::text[])
    or h.department_id = any(${scope.departments}::text[])
    or s.path && ${scope.sites}::text[]
    or ${customer} = any(${scope.customers}::text[])
    or (${seesUnscoped} and i.department_id is null and i.site_id is null
      and ${customer} is null and h.department_id is null)
    or ${seesLegs ? legSeenBy(person) : Prisma.sql`false`}
    or ${person === undefined ? Prisma.sql`false` : own(person)})`;
}

export const involved = (viewer: Viewer, subject: SubjectScope): boolean =>
  viewer.person !== undefined &&
  (subject.holderId === viewer.person || subject.offerTo === viewer.person || subject.paged);

/** The same condition for one subject that was read. */
export function visible(viewer: Viewer, subject: SubjectScope): boolean {
  const { departmentId, holderDepartmentId, sitePath, customerId } = subject;
  const scoped = { departmentId, sitePath: sitePath ?? [], customerId };
  if (reaches(viewer.scope, scoped)) return true;
  if (reaches(viewer.scope, { departmentId: holderDepartmentId })) return true;
  const none = !departmentId && !holderDepartmentId && sitePath === null && !customerId;
  const byLeg = viewer.seesLegs === true && subject.leg === true;
  return (viewer.seesUnscoped && none) || byLeg || involved(viewer, subject);
}
