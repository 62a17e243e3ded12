import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { entitledSigner } from '../../../records/handover/signer.js';
import { doorOf, type Body, type Door } from './door.js';
import { openGround, rooms, type Ground, type Person } from './ground.js';

const limitMs = 30_000;
const path = '/api/v1/handovers';
const kib = 1_024;

let ground: Ground;
let door: Door;

beforeAll(async () => {
  ground = await openGround();
  door = doorOf(ground);
}, limitMs);

afterAll(() => ground.close());

describe('a campus of forty rooms', () => {
  it('answers a command with the header and that item, however many there are', async () => {
    const begun = await door.disclosed('svc_campus', { rooms });
    const items = await door.allItems(begun.id);
    expect(items.length).toBeGreaterThan(200);
    expect(items.length).toBeLessThanOrEqual(400);
    const inRooms = items.filter(({ key }) => key.includes('@40'));
    expect(inRooms.length).toBeGreaterThan(0);
    const [{ key } = { key: '' }] = inRooms;
    const body = { file: await door.file() };
    const answer = await ground
      .who('dlv')
      .post(`${path}/${begun.id}/items/${key}/submit`)
      .send(body);
    expect(answer.status).toBe(200);
    expect((answer.body as Body).items).toMatchObject([{ key, room: { id: 'sit_room_40' } }]);
    expect(Buffer.byteLength(answer.text)).toBeLessThan(10 * kib);
    const room = await door.get('ops', `/${begun.id}/items?room=sit_room_40&limit=100`);
    expect(room.body.items.map((each) => each.key.split('@')[1])).toEqual(inRooms.map(() => '40'));
    const hundred = items.slice(0, 100).map((each) => ({ key: each.key, ...body }));
    const bulk = await door.post('dlv', `/${begun.id}/items/bulk/submit`, { items: hundred });
    expect(bulk.body.results.filter(({ status }) => status === 200)).toHaveLength(100);
  });
});

describe('a customer’s signer', () => {
  const asked = { contact: 'cct_sign', customer: 'cus_1', delivery: 'dep_dlv' };
  const verify = (by: Person) =>
    ground
      .who(by)
      .post('/api/v1/customers/cus_1/contacts/cct_sign/verify')
      .send({ how: 'called back on the number of the contract' });
  const signer = () => entitledSigner(ground.api.database.prisma, asked);

  it('may sign only while somebody outside delivery has made sure of them as they are', async () => {
    expect(await signer()).toEqual({ why: 'not_verified' });
    expect((await verify('dlv')).status).toBe(403);
    expect((await verify('dlvHead')).status).toBe(200);
    expect(await signer()).toEqual({ why: 'verified_by_delivery' });
    expect((await verify('ops')).status).toBe(200);
    expect(await signer()).toMatchObject({ id: 'cct_sign' });
    const { prisma } = ground.api.database;
    const channels = [{ channel: 'mail', address: { address: 'thief@x.test' }, afterS: 0 }];
    await prisma.customerContact.update({ where: { id: 'cct_sign' }, data: { channels } });
    expect(await signer()).toEqual({ why: 'not_verified' });
  });
});
