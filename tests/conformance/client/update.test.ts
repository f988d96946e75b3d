import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validatePasRequest } from '../../../shells/fhir/validate/validate.ts';
import { listAt, type Element } from '../../../shells/pas/element.ts';
import { entriesOfBundle, referred } from '../../../shells/pas/entries.ts';
import { example, stepwise } from '../../support/cli.ts';
import { temporary } from '../../support/served.ts';

const folder = temporary('update');
const PARTIES = `${example('billing/clinic.yaml')},${example('billing/patient.yaml')}`;
const fileOf = (name: string): string => path.join(folder, name);

/** A request from a chart, written under a name. */
async function prepared(name: string, chart: string, ...more: readonly string[]): Promise<Element> {
  const { err } = await stepwise(
    ...['submit', '--policy', 'fep-5.21.223', '--request', 'initial', '--chart', chart, '--on', '2026-06-15'],
    ...['--answers', example('answers/second-line.yaml'), '--parties', PARTIES, '--setting', 'office'],
    ...['--to', 'https://payer.example/fhir', '--out', fileOf(name), ...more],
  );
  expect(err).toBe('');
  return JSON.parse(readFileSync(fileOf(name), 'utf8')) as Element;
}

interface Chart {
  readonly entry: { readonly resource: { readonly id: string; status?: string; effectiveDateTime?: string } }[];
}

/** The example chart with one infusion less, one more, and a note on the one that stays. */
function changedChart(): string {
  const chart = JSON.parse(readFileSync(example('charts/second-line.json'), 'utf8')) as Chart;
  const infusion = chart.entry.find(({ resource }) => resource.id === 'second-line-carboplatin-2025-12-08');
  if (infusion === undefined) throw new Error('the example has this infusion');
  const text = JSON.stringify(infusion).replaceAll('2025-12-08', '2025-12-09');
  const kept = chart.entry.filter((entry) => entry !== infusion);
  const changed = kept.map((entry) =>
    entry.resource.id === 'second-line-stage'
      ? { ...entry, resource: { ...entry.resource, note: [{ text: 'Looked at again' }] } }
      : entry,
  );
  const file = fileOf('chart.json');
  writeFileSync(file, JSON.stringify({ ...chart, entry: [...changed, JSON.parse(text) as unknown] }));
  return file;
}

let [first, second]: (readonly [Element])[] = [];
beforeAll(async () => {
  first = [await prepared('first.json', example('charts/second-line.json'))];
  second = [await prepared('second.json', changedChart(), '--replaces', fileOf('first.json'))];
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Paper {
  readonly sequence: unknown;
  readonly of: string;
  readonly change: unknown;
  readonly cancelled: boolean;
}

/** The papers of a request, with what each is and how it is marked. */
function papersOf(bundle: Element | undefined): readonly Paper[] {
  const entries = entriesOfBundle(bundle);
  const [claim] = entries;
  return listAt(claim?.resource, 'supportingInfo').map((paper) => {
    const resource = claim && referred(entries, claim, paper['valueReference'])?.resource;
    const id = String(resource?.['id']);
    return {
      sequence: paper['sequence'],
      of: id.startsWith('second-line-') ? id.slice('second-line-'.length) : String(resource?.['resourceType']),
      change: listAt(paper, 'extension').find(({ url }) => String(url).endsWith('infoChanged'))?.['valueCode'],
      cancelled: listAt(paper, 'modifierExtension').some(({ valueBoolean }) => valueBoolean === true),
    };
  });
}

describe('the update of a request', () => {
  it('has every paper of before under its number, and says which are added, changed and taken away [pas prof-6 prof-8 prof-10 spec-72]', () => {
    const paper = (sequence: number, of: string, change?: string, cancelled = false): Paper => ({
      ...{ sequence, of, change, cancelled },
    });
    expect(papersOf(second?.[0])).toEqual([
      paper(1, 'QuestionnaireResponse'),
      paper(2, 'sclc'),
      paper(3, 'stage', 'changed'),
      paper(4, 'plan-first-line'),
      paper(5, 'carboplatin-2025-10-06'),
      paper(6, 'carboplatin-2025-10-27'),
      paper(7, 'carboplatin-2025-11-17'),
      paper(8, 'carboplatin-2025-12-08', 'changed', true),
      paper(9, 'progression-2026-05-18'),
      paper(10, 'carboplatin-2025-12-09', 'added'),
    ]);
    expect(papersOf(first?.[0]).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('fits the profiles, leaves the line as it was, and holds each resource once', () => {
    expect(validatePasRequest(second?.[0]).faults).toEqual([]);
    const entries = entriesOfBundle(second?.[0]);
    expect(new Set(entries.map(({ fullUrl }) => fullUrl)).size).toBe(entries.length);
    const [now, before] = [second, first].map((one) => listAt(entriesOfBundle(one?.[0])[0]?.resource, 'item')[0]);
    expect(now).toEqual(before);
  });

  it('of an update keeps what was taken away as taken away, and marks only what is new', async () => {
    const third = await prepared('third.json', fileOf('chart.json'), '--replaces', fileOf('second.json'));
    expect(validatePasRequest(third).faults).toEqual([]);
    const papers = papersOf(third);
    expect(papers.filter(({ change }) => change !== undefined)).toEqual([]);
    expect(papers.filter(({ cancelled }) => cancelled).map(({ of }) => of)).toEqual(['carboplatin-2025-12-08']);
    expect(papers).toHaveLength(10);
  });
});
