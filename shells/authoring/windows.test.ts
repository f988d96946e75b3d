import { describe, expect, it } from 'vitest';
import { uniqueLength } from './windows.ts';

describe('the window that tells a place from an earlier one', () => {
  const like = (count: number): readonly number[] => Array.from({ length: count }, () => 1);

  it('is one token longer than what stands there earlier too', () => {
    const ids = Int32Array.from([...like(3), 2, ...like(3), 3]);
    expect(uniqueLength(ids, { from: 4, to: 5 }, 0)).toBe(4);
  });

  it('is none where 200 tokens stand there earlier too', () => {
    const ids = Int32Array.from([...like(200), 2, ...like(200), 3]);
    expect(uniqueLength(ids, { from: 201, to: 202 }, 0)).toBeUndefined();
  });
});
