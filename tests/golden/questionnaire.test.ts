import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fhirpath from 'fhirpath';
import type { Questionnaire, QuestionnaireItem } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { withConsequences } from '../../core/coverage/merge-facts.ts';
import { find } from '../../core/coverage/determine.ts';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import type { FactValue } from '../../core/values/fact.ts';
import { formOf } from '../../shells/fhir/questionnaire/form.ts';
import { questionnaireFor } from '../../shells/fhir/questionnaire/questionnaire.ts';
import { draftOf, readResponse } from '../../shells/fhir/questionnaire/response.ts';
import { readAnswers } from '../../shells/input/read-answers.ts';
import { attested } from '../support/facts.ts';
import { knowledge, ROOT } from '../support/knowledge.ts';
import { tellAll } from '../support/questionnaire-combinations.ts';
import { BASE } from '../support/questionnaire-target.ts';
import { FormFiller } from '../support/questionnaire-walk.ts';

const PRIME = 'prime-ic-0789';
const FEP = 'fep-5.21.223';
const ON = '2026-06-15';
const EXPRESSION = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression';
const TIME = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/estimated-completion-time';

const EXAMPLE = path.resolve(
  ROOT,
  '../shared/fixtures/dtr-2.2.0/examples/Questionnaire-home-o2-std-questionnaire.json',
);

function policy(id: string): Policy {
  const found = knowledge().policies.find((one) => one.id === id);
  if (found === undefined) throw new Error(`No policy ${id} is held`);
  return found;
}

function made(id: string, kind: RequestKind): Questionnaire {
  const questionnaire = questionnaireFor(policy(id), kind, knowledge().facts, BASE);
  if (questionnaire === null) throw new Error(`${id} says nothing of a ${kind} request`);
  return questionnaire;
}

/** Every questionnaire of the policies that are held. */
const all: readonly Questionnaire[] = knowledge().policies.flatMap((one) =>
  (['initial', 'renewal'] as const).flatMap((kind) => questionnaireFor(one, kind, knowledge().facts, BASE) ?? []),
);

function* below(items: readonly QuestionnaireItem[]): Generator<QuestionnaireItem> {
  for (const item of items) {
    yield item;
    yield* below(item.item ?? []);
  }
}

const itemsOf = ({ item }: Questionnaire): readonly QuestionnaireItem[] => [...below(item ?? [])];

const expressionOf = ({ extension }: QuestionnaireItem): string | undefined =>
  extension?.find(({ url }) => url === EXPRESSION)?.valueExpression?.expression;

describe('a questionnaire finds what the evaluator finds on every combination of cells, unknown among them', () => {
  it.each([
    [PRIME, 'initial', 137_781],
    [PRIME, 'renewal', 734_832],
    [FEP, 'initial', 6_561],
    [FEP, 'renewal', 34_992],
    ['credence-vp-0756', 'renewal', 104_976],
    ['tmhp-tarlatamab', 'initial', 6_561],
  ] as const)('%s, %s: %i combinations', (id, kind, count) => {
    expect(tellAll(policy(id), kind, knowledge().facts, ON).combinations).toBe(count);
  });
});

/** A patient who meets every criterion of both policies. */
const COMPLETE: Readonly<Record<string, FactValue>> = {
  'member.line-of-business': 'commercial',
  'patient.birth-date': '1960-03-01',
  'plan.monitors-crs-and-neurotoxicity': true,
  'infection.active-systemic': false,
  'cns.untreated-or-symptomatic-metastases': false,
  'cns.leptomeningeal-disease': false,
  'disease.diagnosis': 'sclc',
  'disease.stage': 'extensive',
  'therapy.progressed-on-or-after-platinum': true,
  'therapy.other-prior-lines': 1,
  'patient.reproductive-potential': true,
  'plan.contraception-advised': true,
  'plan.step-up-dosing': true,
  'response.status': 'partial',
  'judgement.response-or-stabilization': true,
  'toxicity.unacceptable': false,
};

describe('questionnaire of single patients', () => {
  const shownTo = (id: string, kind: RequestKind, otherwise: Readonly<Record<string, FactValue>>): readonly string[] =>
    new FormFiller(made(id, kind)).walk(attested({ ...COMPLETE, ...otherwise }), ON).shown;

  it('who meets everything is asked ten questions for a first request', () => {
    expect(shownTo(PRIME, 'initial', {})).toEqual([
      'member.line-of-business',
      'patient.birth-date',
      'plan.monitors-crs-and-neurotoxicity',
      'infection.active-systemic',
      'cns.untreated-or-symptomatic-metastases',
      'cns.leptomeningeal-disease',
      'disease.diagnosis',
      'disease.stage',
      'therapy.progressed-on-or-after-platinum',
      'therapy.other-prior-lines',
    ]);
  });

  it('nothing is asked after the answer that settles it', () => {
    const last = (otherwise: Readonly<Record<string, FactValue>>): string | undefined =>
      shownTo(PRIME, 'initial', otherwise).at(-1);
    expect(last({ 'infection.active-systemic': true })).toBe('infection.active-systemic');
    expect(last({ 'disease.stage': 'limited' })).toBe('disease.stage');
    expect(last({ 'member.line-of-business': 'medicare-part-b' })).toBe('member.line-of-business');
  });

  it('a birthday counts on its day: 18 years are completed on it and not the day before', () => {
    expect(shownTo(PRIME, 'initial', { 'patient.birth-date': '2008-06-15' })).toHaveLength(10);
    expect(shownTo(PRIME, 'initial', { 'patient.birth-date': '2008-06-16' })).toHaveLength(2);
  });

  it('a judgement and its signer are asked only where the response is open to it', () => {
    const judgement = ['judgement.response-or-stabilization', 'judgement.response-or-stabilization.signer'];
    const asked = (status: string): readonly string[] =>
      shownTo(PRIME, 'renewal', { 'response.status': status }).filter((linkId) => linkId.startsWith('judgement'));
    expect(asked('partial')).toEqual([]);
    expect(asked('progression')).toEqual([]);
    expect(asked('mixed')).toEqual(judgement);
    expect(asked('not-assessed')).toEqual(judgement);
  });

  it('contraception is not asked of who cannot become pregnant', () => {
    const asked = (potential: boolean): boolean =>
      shownTo(FEP, 'initial', { 'patient.reproductive-potential': potential }).includes('plan.contraception-advised');
    expect([asked(true), asked(false)]).toEqual([true, false]);
  });

  it('answers under a question that is no longer asked are named and not used, wrong ones are faults', () => {
    const form = formOf(policy(PRIME), 'initial', knowledge().facts);
    if (form === null) throw new Error('there is an initial request');
    const { facts, ignored, faults } = readResponse(
      form,
      {
        resourceType: 'QuestionnaireResponse',
        status: 'completed',
        item: [
          { linkId: 'patient.birth-date', answer: [{ valueDate: '1960' }] },
          { linkId: 'infection.active-systemic', answer: [{ valueBoolean: true }] },
          { linkId: 'disease.stage', answer: [{ valueCoding: { code: 'extensive' } }] },
        ],
      },
      BASE,
      ON,
    );
    expect([...facts.keys()]).toEqual(['infection.active-systemic']);
    expect(ignored).toEqual(['disease.stage']);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('patient.birth-date takes a day written YYYY-MM-DD');
  });

  it('a draft of the record, sent back, comes to the same finding', () => {
    const files = ['third-line', 'second-line', 'active-infection', 'limited-stage', 'medicare-part-b', 'aged-17'];
    for (const [id, file] of [PRIME, FEP].flatMap((one) => files.map((file) => [one, `${file}.yaml`] as const))) {
      const text = readFileSync(path.join(ROOT, 'examples/answers', file), 'utf8');
      const { facts: definitions } = knowledge();
      const evaluated = (facts: ReturnType<typeof readAnswers>): ReturnType<typeof readAnswers> =>
        withConsequences({ facts, cautions: [] }, definitions, ON).facts;
      const facts = evaluated(readAnswers(text, file, ON, definitions));
      const form = formOf(policy(id), 'initial', definitions);
      if (form === null) throw new Error(`${id} has an initial request`);
      const draft = draftOf(form, facts, `${BASE}/Questionnaire/${id}-initial|1`, BASE, ON);
      const { facts: read, ignored, faults } = readResponse(form, draft, BASE, ON);
      expect([ignored, faults]).toEqual([[], []]);
      expect(find(policy(id), 'initial', evaluated(read)).outcome).toBe(find(policy(id), 'initial', facts).outcome);
    }
  });
});

describe('what a questionnaire is made of', () => {
  it('no link id stands twice, and every group and question has words', () => {
    for (const questionnaire of all) {
      const items = itemsOf(questionnaire);
      expect(new Set(items.map(({ linkId }) => linkId)).size).toBe(items.length);
      expect(items.every(({ text }) => text !== undefined && text !== '')).toBe(true);
    }
  });

  it('a condition looks at earlier items only, and an item has it either way but not both', () => {
    for (const questionnaire of all) {
      const before = new Set<string>();
      for (const item of questionnaire.item ?? []) {
        const condition = expressionOf(item);
        const named = [
          ...(item.enableWhen ?? []).map(({ question }) => question),
          ...[...(condition ?? '').matchAll(/linkId = '([^']+)'/gu)].map(([, linkId]) => linkId ?? ''),
        ];
        expect(named.filter((linkId) => !before.has(linkId))).toEqual([]);
        expect(item.enableWhen !== undefined && condition !== undefined).toBe(false);
        expect(item.enableBehavior === undefined).toBe(item.enableWhen === undefined);
        for (const one of below([item])) before.add(one.linkId);
      }
    }
  });

  it('every expression is FHIRPath', () => {
    const paths = all.flatMap((one) => itemsOf(one).flatMap((item) => expressionOf(item) ?? []));
    expect(paths.length).toBeGreaterThan(50);
    for (const one of paths) expect(() => void fhirpath.parse(one)).not.toThrow();
  });

  it('choices have options, numbers have their bounds, and nothing is hidden or read-only', () => {
    for (const item of all.flatMap(itemsOf)) {
      const urls = (item.extension ?? []).map(({ url }) => url);
      expect(item.type === 'choice').toBe((item.answerOption ?? []).length > 0);
      if (item.type === 'integer') expect(urls).toContain('http://hl7.org/fhir/StructureDefinition/minValue');
      expect(urls).not.toContain('http://hl7.org/fhir/StructureDefinition/questionnaire-hidden');
      expect(item.readOnly).toBeUndefined();
    }
  });

  it('every question is filled from the define of its fact, and a signer never is', () => {
    const { item = [], name = '' } = made(PRIME, 'renewal');
    for (const one of item) {
      const initial = one.extension?.find(({ url }) => url.endsWith('sdc-questionnaire-initialExpression'));
      if (one.type === 'group') expect(initial).toBeUndefined();
      else expect(initial?.valueExpression?.expression).toBe(`"${name}"."${one.linkId}"`);
    }
  });

  it('an answer without which nothing is approved is required, another is not', () => {
    const optional = (id: string, kind: RequestKind): readonly string[] =>
      (made(id, kind).item ?? []).filter((item) => item.required !== true).map(({ linkId }) => linkId);
    expect(optional(PRIME, 'initial')).toEqual([]);
    // Who is advised on contraception need not say whether she could become pregnant.
    expect(optional(FEP, 'initial')).toEqual([
      'plan.step-up-dosing.signer',
      'plan.monitors-crs-and-neurotoxicity.signer',
      'patient.reproductive-potential',
    ]);
  });

  it('states the estimated time by the codes of the DTR guide', () => {
    const time = (id: string, kind: RequestKind): unknown =>
      made(id, kind)
        .extension?.find(({ url }) => url === TIME)
        ?.extension?.find(({ url }) => url === 'totalTime')?.valueCode;
    expect(time(PRIME, 'initial')).toBe('under-3min');
    expect(time('wha-gl-461267', 'initial')).toBe('under-1min');
  });

  it.skipIf(!existsSync(EXAMPLE))(
    'says of itself what the example of the DTR guide says, in elements of the same kinds',
    () => {
      const example = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as Questionnaire;
      const ours = made(PRIME, 'initial');
      expect(ours.meta?.profile).toEqual(example.meta?.profile);
      expect(ours.subjectType).toEqual(example.subjectType);
      expect(ours.text?.div.startsWith('<div xmlns="http://www.w3.org/1999/xhtml">')).toBe(true);
      const said = (one: Questionnaire): ReadonlyMap<string, string> =>
        new Map((one.extension ?? []).map(({ url, ...value }) => [url, Object.keys(value).join()]));
      const theirs = said(example);
      const shared = [...said(ours)].filter(([url]) => theirs.has(url));
      expect(shared.map(([url]) => url.slice(url.lastIndexOf('/') + 1))).toEqual([
        'artifact-versionAlgorithm',
        'questionnaireAudience',
        'request-specific',
        'estimated-completion-time',
      ]);
      for (const [url, kind] of shared) expect(kind).toBe(theirs.get(url));
      const parts = (one: Questionnaire): readonly string[] =>
        (one.extension?.find(({ url }) => url === TIME)?.extension ?? []).map(({ url }) => url);
      expect(parts(ours)).toEqual(parts(example));
    },
  );
});
