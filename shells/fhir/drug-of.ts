import type { CodeableConcept, Coding } from 'fhir/r4.js';
import { readNdc, ndc11 } from '../../core/billing/ndc.ts';
import type { Drug } from '../knowledge/drug.ts';

/** What a medication's codings say about which drug it is. A name in words is only a hint. */
export type DrugFound =
  | { readonly kind: 'found'; readonly drug: string }
  /** Its codes name one drug and another thing besides. */
  | { readonly kind: 'contradictory'; readonly drug: string; readonly codes: readonly string[] }
  /** No code of it is known; its words sound like this drug. */
  | { readonly kind: 'named'; readonly drug: string }
  | { readonly kind: 'other' };

const HCPCS = [
  'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  'http://terminology.hl7.org/CodeSystem/HCPCS-all-codes',
  'urn:oid:2.16.840.1.113883.6.285',
];
const NDC = ['http://hl7.org/fhir/sid/ndc', 'urn:oid:2.16.840.1.113883.6.69'];
const RXNORM = ['http://www.nlm.nih.gov/research/umls/rxnorm', 'urn:oid:2.16.840.1.113883.6.88'];

type Drugs = ReadonlyMap<string, Pick<Drug, 'id' | 'name' | 'brand' | 'products' | 'billing' | 'rxnorm'>>;
type Held = Drugs extends ReadonlyMap<string, infer One> ? One : never;

/**
 * Which held drug a medication is, by its codings: billing code, package number (as printed, with or without hyphens, or
 * in 11 digits) or RxNorm concept.
 * @param concepts the medication's own code and what stands beside it, such as likely billing codes
 */
export function drugOf(concepts: readonly CodeableConcept[], drugs: Drugs): DrugFound {
  const codings = concepts.flatMap(({ coding = [] }) => coding);
  const found = [...drugs.values()].find((drug) => codings.some((coding) => isOf(coding, drug)));
  if (found !== undefined) {
    const others = codings.filter((coding) => isAnother(coding, found));
    const codes = others.map(({ code = '' }) => code);
    return others.length === 0
      ? { kind: 'found', drug: found.id }
      : { kind: 'contradictory', drug: found.id, codes: [...new Set(codes)] };
  }
  const words = [...concepts.map(({ text }) => text), ...codings.map(({ display }) => display)]
    .filter((word) => word !== undefined)
    .map((word) => word.toLowerCase());
  const named = [...drugs.values()].find(({ name, brand }) =>
    [name, brand].some((one) => words.some((word) => word.includes(one.toLowerCase()))),
  );
  return named === undefined ? { kind: 'other' } : { kind: 'named', drug: named.id };
}

function isIn({ system }: Coding, systems: readonly string[]): boolean {
  return system !== undefined && systems.includes(system);
}

function isOf(coding: Coding, drug: Held): boolean {
  const { code } = coding;
  if (code === undefined) return false;
  if (isIn(coding, HCPCS)) return billingCodesOf(drug).includes(code.toUpperCase());
  if (isIn(coding, NDC)) return drug.products.some((product) => isPackage(code, product));
  return isIn(coding, RXNORM) && (drug.rxnorm ?? []).some((concept) => concept.code === code);
}

/** A package number or the code of an administered drug, which is not this one's. Of other codes that cannot be told. */
function isAnother(coding: Coding, drug: Held): boolean {
  const { code = '' } = coding;
  const tells = isIn(coding, NDC) || (isIn(coding, HCPCS) && /^[CJQ]\d{4}$/iu.test(code));
  return tells && !isOf(coding, drug) && !isGeneral(code, drug);
}

/** Codes that name the drug alone: those of drugs in general have no unit. */
function billingCodesOf({ billing }: Held): readonly string[] {
  const earlier = billing.earlierCodes.filter(({ mgPerUnit }) => mgPerUnit !== undefined);
  return [...billing.codes, ...earlier].map(({ hcpcs }) => hcpcs);
}

function isGeneral(code: string, { billing }: Held): boolean {
  return billing.earlierCodes.some(({ hcpcs }) => hcpcs === code.toUpperCase());
}

/** As printed, in the 11 digits of a claim, in ten digits without hyphens, or of the product without its package. */
function isPackage(code: string, { ndc, ndcFormat }: Held['products'][number]): boolean {
  const read = readNdc(code);
  if ('ndc11' in read) return read.ndc11 === ndc11(ndc, ndcFormat);
  const [labeler = '', product = ''] = ndc.split('-');
  return code === ndc.replaceAll('-', '') || code === `${labeler}-${product}`;
}
