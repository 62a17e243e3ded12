import { Refused } from '../../contracts/api/refused.js';

/** 409 where another row has the code. */
export async function refuseTakenCode(
  taken: PromiseLike<{ id: string; code: string } | null>,
  self: string,
): Promise<void> {
  const row = await taken;
  if (row && row.id !== self) throw new Refused('conflict', { what: `code ${row.code}` });
}
