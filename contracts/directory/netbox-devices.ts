import { z } from 'zod';

const textMaxChars = 500;
const text = z.string().max(textMaxChars);
const named = z.looseObject({
  id: z.int().optional(),
  name: text.optional(),
  slug: text.optional(),
});

/** A device as `GET /api/dcim/devices/` of NetBox answers it; what is not read is ignored. */
export const netboxDevice = z.looseObject({
  id: z.int(),
  name: text.nullish(),
  asset_tag: text.nullish(),
  serial: text.nullish(),
  device_type: z.looseObject({ model: text.optional() }).nullish(),
  role: named.nullish(),
  /** Before NetBox 3.6 */
  device_role: named.nullish(),
  rack: named.nullish(),
  position: z.number().nullish(),
});

export type NetboxDevice = z.output<typeof netboxDevice>;

/** Of a source's blank, nothing. */
const given = (value: string | null | undefined): string | null => value?.trim() || null;

const placeOf = ({ rack, position }: NetboxDevice): string | null => {
  const unit = position == null ? null : `U${position}`;
  const parts = [given(rack?.name), unit].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
};

/** The members of a device that NetBox knows; the others stay as they are stored. */
export const fromNetbox = (device: NetboxDevice) => ({
  id: String(device.id),
  assetNo: given(device.asset_tag) ?? given(device.name),
  class: given((device.role ?? device.device_role)?.slug) ?? 'device',
  model: given(device.device_type?.model),
  serial: given(device.serial),
  place: placeOf(device),
});
