import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { YamlFile } from './yaml-file.ts';

const valueOf = (path: string, text: string): unknown => {
  const read = YamlFile.parse(path, text);
  return read instanceof YamlFile ? read.value : read.map(({ what }) => what);
};

describe('a JSON text that a program wrote', () => {
  it('is read as the YAML reader reads it, whatever it holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())), (value) => {
        const text = JSON.stringify(value);
        expect(valueOf('a.json', text)).toEqual(valueOf('a.yaml', text));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['{"a":1,"a":2}', ['Map keys must be unique']],
    ['{"a":{"b":1,"c":2,"b":1}}', ['Map keys must be unique']],
  ])('with a key twice is a fault still: %s', (text, wanted) => {
    expect(valueOf('a.json', text)).toEqual(wanted);
  });

  it('that nests too deeply is a fault still', () => {
    const deep = '['.repeat(5_000) + ']'.repeat(5_000);
    expect(valueOf('a.json', deep)).toEqual(valueOf('a.yaml', deep));
  });

  it('knows where its parts stand', () => {
    const read = YamlFile.parse('a.json', '{"a":{"b":[1,2]},"c":"d"}');
    if (!(read instanceof YamlFile)) throw new Error('it is sound');
    expect([read.place(['a', 'b', 1]), read.place(['c']), read.place(['x'])]).toEqual([
      { line: 1, column: 14 },
      { line: 1, column: 18 },
      { line: 1, column: 1 },
    ]);
  });
});
