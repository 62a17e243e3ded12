import type { Prisma } from '../prisma/generated/client.js';

/** The tables, inside a transaction or out of one. */
export type Rows = Prisma.TransactionClient;
