import type { Projection } from '../contracts/projection.js';
import type { Delivered, DeliverEffect, Paged, PageEffect } from '../domain/page.js';
import type { TellEffect, ToldReport } from '../domain/tell.js';

/** The hands that every process shares (machine.md §2); workflows know them by this type only. */
export interface ProcessActivities {
  projectRecord(projection: Projection): Promise<{ seq: number; entriesThrough: number }>;
  pagePeople<L extends string>(
    subject: string,
    effect: PageEffect<L>,
    carry?: Projection,
  ): Promise<Paged<L>>;
  deliverWaiting<L extends string>(subject: string, effect: DeliverEffect<L>): Promise<Delivered>;
  tellProcess(effect: TellEffect): Promise<ToldReport>;
}
