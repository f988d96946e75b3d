import { describe, expect, it } from 'vitest';
import type { Library } from 'fhir/r4.js';
import { formById } from '../../../shells/dtr/held-form.ts';
import { librariesOf } from '../../../shells/dtr/published-libraries.ts';
import { listAt, type Tree } from '../../../shells/fhir/cql/elm-tree.ts';
import { loadTranslator } from '../../../shells/fhir/cql/translate.ts';
import { BASE, ON } from '../../support/dtr.ts';
import { elmIn } from '../../support/cql-chart.ts';
import { knowledge } from '../../support/knowledge.ts';

const cqlOf = ({ content = [] }: Library): string => Buffer.from(content[0]?.data ?? '', 'base64').toString('utf8');

/** Without the hints for overloaded operators, which the translator writes or leaves out by the order of the defines. */
const withoutHints = (elm: unknown): unknown =>
  JSON.parse(JSON.stringify(elm, (key, value: unknown) => (key === 'signature' ? undefined : value)));

/** The parts of a library, each list in one order; remarks of the translator are left out. */
function partsOf(elm: unknown): unknown {
  const { library } = withoutHints(elm) as { readonly library: Tree };
  return Object.fromEntries(
    Object.entries(library)
      .filter(([part]) => part !== 'annotation')
      .map(([part, value]) => {
        const entries = listAt(value, 'def').map(
          (one) => [JSON.stringify(one['name'] ?? one['localIdentifier']), one] as const,
        );
        return [part, entries.length === 0 ? value : [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))];
      }),
  );
}

describe('the ELM of a cut library is that of its text', () => {
  it.each(['fep-5.21.223-initial', 'wha-gl-461267-renewal', 'prime-ic-0789-renewal'])(
    '%s [dtr spec-95]',
    async (id) => {
      const held = formById(id, undefined, knowledge(), BASE, ON);
      if (held === undefined) return expect.fail('the form is held');
      const [main, own] = await librariesOf(held, knowledge().facts);
      if (main === undefined || own === undefined) return expect.fail('there are two libraries');
      const translator = await loadTranslator(new Map([[own.name ?? '', cqlOf(own)]]));
      for (const library of [own, main])
        expect(partsOf(elmIn(library))).toEqual(partsOf(translator.elmOf(cqlOf(library), library.name ?? '')));
      expect(cqlOf(own).length).toBeLessThan(60_000);
    },
    60_000,
  );
});
