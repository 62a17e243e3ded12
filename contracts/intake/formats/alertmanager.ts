import { asFields, own } from '../fields.js';
import type { FormatReader } from '../event.js';
import { readWith, refuse } from '../reading.js';
import { readAlertGroup } from './alert-group.js';

const expected = 'an Alertmanager webhook body (version 4): a JSON object with a list `alerts`';

/** Reads Alertmanager's webhook, one event per alert. */
export const readAlertmanager: FormatReader = (body, options) =>
  readWith({ body, options, expected }, (decoded, context) => {
    const group = decoded.kind === 'json' ? asFields(decoded.value) : undefined;
    if (!group) return refuse(expected);
    if (!Array.isArray(own(group, 'alerts'))) return refuse(expected, '/alerts');
    return readAlertGroup(group, context);
  });
