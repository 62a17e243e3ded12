import type { Table } from './noun.js';

/** Rows that are made and taken away but never edited carry no version: theirs is always 1. */
export type NeverEdited<Row> = Row & { version: number };

type MadeAndTaken<Row, Columns, Where> = Omit<Table<Row, Columns, Where>, 'updateManyAndReturn'>;

/** A table without a version column as a noun's table. */
export function neverEdited<Row extends object, Columns, Where>(
  table: MadeAndTaken<Row, Columns, Where>,
): Table<NeverEdited<Row>, Columns, Where> {
  const versioned = (row: Row): NeverEdited<Row> => ({ ...row, version: 1 });
  const orNull = (row: Row | null): NeverEdited<Row> | null => (row ? versioned(row) : null);
  return {
    findUnique: async (args) => orNull(await table.findUnique(args)),
    findFirst: async (args) => orNull(await table.findFirst(args)),
    findMany: async (args) => (await table.findMany(args)).map(versioned),
    count: (args) => table.count(args),
    create: async (args) => versioned(await table.create(args)),
    updateManyAndReturn: () => Promise.reject(new Error('these rows are never edited')),
    deleteMany: (args) => table.deleteMany(args),
  };
}
