import { z } from 'zod';

/** Rejected lines that an answer names; the rest is counted. */
export const rejectedMax = 500;

const rejectedLine = z
  .object({
    line: z.int().min(1).describe('the row as a spreadsheet numbers it; the header is row 1'),
    field: z.string().optional().describe('the column, by its English name'),
    code: z.string(),
    text: z.string(),
  })
  .meta({ id: 'RejectedLine' });

/** What every import of a table answers: what was taken, and each line that was not, with why. */
export const importedAnswer = z
  .object({
    taken: z.int().describe('lines whose record was created or changed'),
    unchanged: z.int().describe('lines that say what is already recorded'),
    rejected: z.array(rejectedLine),
    rejectedMore: z.int().describe(`rejected lines beyond the first ${rejectedMax}`),
    unknownColumns: z.array(z.string()).describe('columns of the file that mean nothing here'),
  })
  .meta({ id: 'Imported' });

export type Rejected = z.output<typeof rejectedLine>;
export type Imported = z.output<typeof importedAnswer>;
