import { packInstall } from '../../../contracts/notice/templates.js';
import { matrixInstall } from '../../../contracts/severity/matrices.js';
import type { Access } from '../../../records/directory/access.js';
import { ensureTemplates } from '../../../records/notice/write-template.js';
import { ensureMatrix } from '../../../records/severity/write-matrix.js';
import { idcNotices } from './idc-notices/preset.js';
import { idcSeverity } from './idc-severity/preset.js';

/**
 * Installs the presets of this version that are not there yet, also on an installation that was
 * filled by an earlier one.
 */
export async function installPresets(access: Access): Promise<void> {
  await ensureMatrix(access, matrixInstall.parse(idcSeverity));
  await ensureTemplates(access, packInstall.parse(idcNotices));
}
