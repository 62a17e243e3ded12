import { Prisma } from '../../prisma/generated/client.js';
import type { ExternalRef } from './noun.js';

export interface Names {
  zh: string;
  en: string;
}

/** Stored names; every writer has checked them. */
export const namesOf = (stored: Prisma.JsonValue): Names => stored as unknown as Names;

export const externalRefOf = (stored: Prisma.JsonValue): ExternalRef | null =>
  stored as unknown as ExternalRef | null;

export const externalRefColumn = (ref: ExternalRef | null | undefined) =>
  ref ? { source: ref.source, id: ref.id } : Prisma.DbNull;

/** Equality of a stored reference; the order of its members does not count in jsonb. */
export const sameExternalRef = (ref: ExternalRef) => ({
  externalRef: { equals: { source: ref.source, id: ref.id } },
});

/** A value of plain members for a JSON column. */
export const jsonColumn = (value: object): Prisma.InputJsonValue =>
  JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;

interface Stamped {
  id: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export const stampsOf = ({ id, version, createdAt, updatedAt }: Stamped): Stamped => ({
  id,
  version,
  createdAt,
  updatedAt,
});

/** A filter over one column: any of the values; no condition where none are given. */
export const anyOf = <C extends string, V extends string>(
  column: C,
  values: readonly V[] | undefined,
): Partial<Record<C, { in: V[] }>> =>
  values === undefined
    ? {}
    : ({ [column]: { in: [...values] } } as unknown as Partial<Record<C, { in: V[] }>>);
