import type { TemplateDraft } from '../../../../domain/notice/template.js';
import { asideNotices } from './aside.js';
import { customerStages } from './customer.js';
import { internalStages } from './internal.js';

/** The notice texts of an internet data centre (5b, operations.md). */
export const idcNotices: {
  preset: { id: string; version: number };
  templates: TemplateDraft[];
} = {
  preset: { id: 'idc_notices', version: 1 },
  templates: [...customerStages, ...internalStages, ...asideNotices],
};
