import { notFound } from '../../../contracts/api/refused.js';
import {
  slaAnswer,
  slaCreate,
  slaPatch,
  slaReplace,
  type SlaAnswer,
  type SlaDraft,
} from '../../../contracts/commitment/slas.js';
import { slas } from '../../../records/commitment/slas.js';
import { supplierServices } from '../../../records/directory/supplier-services.js';
import { nestedRoutes } from './nested.js';

export const slaRoutes = nestedRoutes(
  {
    path: '/api/v1/suppliers/{id}/services/{service}/slas',
    above: ['id', 'service'],
    one: 'sla',
    operations: 'supplier_slas',
    words: { zh: '供应商承诺', en: "a supplier's SLAs" },
    read: 'supplier.read',
    write: 'supplier.write',
    answer: slaAnswer,
    create: slaCreate,
    patch: slaPatch,
    replace: slaReplace,
    parentOf: async (access, { id, service }) => {
      const found = await supplierServices.get(access, service ?? '', {});
      if (found.supplier !== id) throw notFound('supplier_service');
      return found.id;
    },
  },
  {
    ...slas,
    list: (access, supplierService, paging) =>
      slas.list(access, { filters: { supplierService: [supplierService] }, paging }),
    get: (access, id) => slas.get(access, id, {}),
    parentIn: (row: SlaAnswer) => row.supplierService,
    within: (draft, supplierService) => ({ ...(draft as SlaDraft), supplierService }),
    create: (access, draft) => slas.create(access, draft),
  },
);
