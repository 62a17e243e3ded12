import type { Ref } from '../../domain/subject-view.js';
import type { Rows } from '../rows.js';

/** Writes the rooms of a campus, once, before its hand-over starts. */
export async function keepRooms(rows: Rows, subject: string, rooms: readonly Ref[]): Promise<void> {
  if (rooms.length === 0) return;
  await rows.handoverRoom.createMany({
    data: rooms.map(({ id: siteId, name }, index) => ({ subject, n: index + 1, siteId, name })),
    skipDuplicates: true,
  });
}

/** The rooms by the number that item keys have behind the `@`. */
export async function roomsOf(rows: Rows, subject: string): Promise<Map<string, Ref>> {
  const found = await rows.handoverRoom.findMany({ where: { subject } });
  return new Map(found.map(({ n, siteId, name }) => [String(n), { id: siteId, name }]));
}
