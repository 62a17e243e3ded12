import type { Route } from '../../route.js';
import { noticeCorrectionRoutes } from './corrections.js';
import { gateReportRoutes } from './gates.js';
import { noticeReadRoutes } from './notices.js';
import { templateRoutes } from './templates.js';
import { noticeVerbRoutes } from './verbs.js';

/** Notices: what is owed, their drafts and texts, their templates, and what the gates held back. */
export const noticeRoutes: readonly Route[] = [
  ...noticeReadRoutes,
  ...noticeVerbRoutes,
  ...noticeCorrectionRoutes,
  ...templateRoutes,
  ...gateReportRoutes,
];
