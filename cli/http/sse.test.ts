import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sseReader } from './sse.js';

const stream =
  'retry: 2000\n\n: keep alive\n\nid: 7\nevent: incident\ndata: {"id":"inc_1"}\n\n' +
  'id:8\r\ndata: two\r\ndata: lines\r\n\r\n';

const events = [
  { id: '7', event: 'incident', data: '{"id":"inc_1"}' },
  { id: '8', event: 'message', data: 'two\nlines' },
];

describe('a stream of server-sent events', () => {
  it('reads the same events however the stream is cut into pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
        const reader = sseReader();
        const at = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const found = at
          .slice(1)
          .flatMap((end, index) => reader.push(stream.slice(at[index] ?? 0, end)));
        expect(found).toEqual(events);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the last id and the wait that the server asks for', () => {
    const reader = sseReader();
    reader.push(stream);
    expect([reader.lastId(), reader.retryMs()]).toEqual(['8', 2000]);
  });

  it('gives no event for one that is not complete', () => {
    expect(sseReader().push('id: 1\ndata: half\n')).toEqual([]);
  });
});
