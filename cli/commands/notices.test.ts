import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { run } from '../run.js';
import { apiServer, json, type ApiServer } from '../testing/api-server.js';
import { testWorld, type TestWorld } from '../testing/world.js';
import { fieldsOf } from './notices.js';

let world: TestWorld;
let server: ApiServer | undefined;
beforeEach(() => {
  world = testWorld();
});
afterEach(async () => {
  world.remove();
  await server?.close();
  server = undefined;
});

const serve = async (answer: object): Promise<void> => {
  server = await apiServer((_request, response) => json(response, 200, answer));
  world.config = { ...world.config, url: server.url, key: 'bt_test' };
};

describe('baton notice', () => {
  it('previews what one customer reads, with each field that keeps it back', async () => {
    await serve({
      ...{ language: 'en', customer: { id: 'cus_1', name: 'Acme' }, html: '<p>x</p>' },
      ...{ subject: 'INC-1-C01 [P1 · first]', text: 'The text.' },
      faults: [{ field: 'nextStep', code: 'field_required', detail: 'Fill it in.' }],
    });
    const args = ['notice', 'preview', 'ntc_1', '--customer', 'cus_1', '--lang', 'en'];
    expect(await run(args, world)).toBe(0);
    expect(server?.received[0]?.path).toBe('/api/v1/notices/ntc_1/preview?customer=cus_1');
    expect(world.printed()).toContain('INC-1-C01 [P1 · first]\n\nThe text.');
    expect(world.told()).toContain('nextStep: Fill it in.');
  });

  it('sends fields for both languages or for each', () => {
    expect(fieldsOf(['done=x=y', 'nextStep.zh=一', 'nextStep.en=one'])).toEqual({
      done: 'x=y',
      nextStep: { zh: '一', en: 'one' },
    });
  });
});
