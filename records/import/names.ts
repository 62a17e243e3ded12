import type { Rows } from '../rows.js';

/** What imported records may name, looked up once per call. */
export interface Directory {
  /** By id and by mail address. */
  people: ReadonlyMap<string, { id: string; name: string; department?: string }>;
  departments: ReadonlyMap<string, { id: string; name: string }>;
  /** By id and by code. */
  services: ReadonlyMap<
    string,
    { id: string; name: string; line: string; mode: string; department?: string; site?: string }
  >;
}

const nameOf = (name: unknown): string => {
  const { zh, en } = name as { zh?: string; en?: string };
  return zh ?? en ?? '';
};

export async function readDirectory(rows: Rows): Promise<Directory> {
  const [people, departments, services] = await Promise.all([
    rows.person.findMany({ select: { id: true, name: true, email: true, departmentId: true } }),
    rows.department.findMany({ select: { id: true, name: true } }),
    rows.service.findMany({
      select: {
        ...{ id: true, code: true, name: true, departmentId: true, siteId: true },
        ...{ productLine: true, mode: true },
      },
    }),
  ]);
  return {
    people: new Map(
      people.flatMap(({ id, name, email, departmentId }) => {
        const known = { id, name, ...(departmentId !== null && { department: departmentId }) };
        return [[id, known] as const, ...(email === null ? [] : [[email, known] as const])];
      }),
    ),
    departments: new Map(departments.map(({ id, name }) => [id, { id, name: nameOf(name) }])),
    services: new Map(
      services.flatMap(({ id, code, name, departmentId, siteId, productLine: line, mode }) => {
        const known = {
          ...{ id, name: nameOf(name), line, mode },
          ...(departmentId !== null && { department: departmentId }),
          ...(siteId !== null && { site: siteId }),
        };
        return [[id, known] as const, [code, known] as const];
      }),
    ),
  };
}
