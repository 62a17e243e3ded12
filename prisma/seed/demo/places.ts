import type { SiteDraft } from '../../../contracts/directory/sites.js';
import type { Access } from '../../../records/directory/access.js';
import { sites } from '../../../records/directory/sites.js';

type DemoPlace = [
  id: string,
  kind: SiteDraft['kind'],
  parent: string | null,
  zh: string,
  en: string,
];

const places: DemoPlace[] = [
  ['sit_east', 'region', null, '华东', 'East China'],
  ['sit_shanghai', 'city', 'sit_east', '上海', 'Shanghai'],
  ['sit_suzhou', 'city', 'sit_east', '苏州', 'Suzhou'],
  ['sit_sh1', 'site', 'sit_shanghai', '上海一号机房楼', 'Shanghai data centre 1'],
  ['sit_sz1', 'site', 'sit_suzhou', '苏州一号机房楼', 'Suzhou data centre 1'],
  ['sit_sh1_r101', 'room', 'sit_sh1', '101 机房', 'Room 101'],
  ['sit_sh1_r102', 'room', 'sit_sh1', '102 机房', 'Room 102'],
  ['sit_sz1_r201', 'room', 'sit_sz1', '201 机房', 'Room 201'],
  ['sit_sh1_r101_a', 'row', 'sit_sh1_r101', 'A 列', 'Row A'],
  ['sit_sz1_r201_b', 'row', 'sit_sz1_r201', 'B 列', 'Row B'],
  ['sit_sh1_r101_a01', 'rack', 'sit_sh1_r101_a', 'A01 机柜', 'Rack A01'],
  ['sit_sh1_r101_a02', 'rack', 'sit_sh1_r101_a', 'A02 机柜', 'Rack A02'],
  ['sit_sz1_r201_b01', 'rack', 'sit_sz1_r201_b', 'B01 机柜', 'Rack B01'],
];

/** Two cities with their sites, rooms, rows and racks. */
export async function seedPlaces(access: Access): Promise<void> {
  for (const [id, kind, parent, zh, en] of places) {
    await sites.create(access, { kind, name: { zh, en }, parent, zone: 'Asia/Shanghai' }, id);
  }
}
