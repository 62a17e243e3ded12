import type { Handover } from '../../../domain/handover/process.js';
import { processRoutes } from '../../processes/routes.js';
import type { Route } from '../../route.js';
import { handoverBulkRoutes } from './bulk.js';
import { handoverDoor } from './door.js';
import { handoverItemRoutes } from './items.js';
import { handoverReadingsRoute } from './readings.js';
import { handoverSheetRoutes } from './sheet.js';
import { startHandoverRoute } from './start.js';
import { verifyContactRoute } from './verify-contact.js';

/** Bulk stands before one item: `bulk` is no key. */
export const handoverRoutes: readonly Route[] = [
  ...processRoutes<Handover>(handoverDoor),
  startHandoverRoute,
  ...handoverBulkRoutes,
  ...handoverItemRoutes,
  handoverReadingsRoute,
  ...handoverSheetRoutes,
  verifyContactRoute,
];
