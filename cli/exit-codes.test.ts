import { describe, expect, test } from '@jest/globals';
import { exitCodeOf } from './exit-codes.js';

describe('exit codes', () => {
  test.each([
    [200, 0],
    [500, 1],
    [400, 2],
    [404, 3],
    [403, 4],
    [409, 4],
    [412, 4],
    [422, 4],
    [428, 4],
    [401, 5],
    [429, 6],
    [503, 6],
  ])('status %i exits with %i', (status, code) => {
    expect(exitCodeOf(status)).toBe(code);
  });
});
