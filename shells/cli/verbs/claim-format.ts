import type { Claim } from '../../../core/billing/claim-answer.ts';
import type { Caution } from '../../../core/values/caution.ts';
import { claimForms, type ClaimForms } from '../../claim-forms/forms.ts';
import type { ClaimFormat } from '../../claim-forms/form.ts';
import { readBilling } from '../../claim-forms/read-billing.ts';
import { forms1500 } from '../../cms1500/form.ts';
import { layoutFor } from '../../cms1500/ndc-line.ts';
import { text1500 } from '../../cms1500/render.ts';
import { claimResource } from '../../fhir/claim/claim-resource.ts';
import { InputError } from '../../input/input-error.ts';
import type { ClaimFormRules } from '../../knowledge/schemas/claim-forms.ts';
import { write837 } from '../../x12/write837.ts';
import { choiceOption, textOption } from '../options.ts';
import { outputOption } from '../output-option.ts';
import { claimText } from '../render/claim.ts';
import type { Desk, Options, VerbAnswer } from '../verb.ts';

/** What `--format` takes. */
export const CLAIM_FORMATS = ['json', '837p', '837i', 'cms1500', 'fhir'] as const;

/** A claim in one of its formats. */
interface Written {
  /** What a person reads at the terminal. */
  readonly shown: string;
  /** What goes into a file. */
  readonly filed: string;
  /** The document as a part of a JSON answer. */
  readonly document: unknown;
  readonly cautions: readonly Caution[];
}

/**
 * The claim in the format that `--format` names; undefined where it is the answer itself. A form is written only when
 * nothing is missing, or with --draft; else the answer says what is needed.
 * @throws InputError
 */
export function claimInFormat(
  options: Options,
  desk: Desk,
  claim: Claim,
  rules: ClaimFormRules,
): VerbAnswer | undefined {
  const format = choiceOption(options, 'format', CLAIM_FORMATS) ?? 'json';
  const files = textOption(options, 'billing')?.split(',') ?? [];
  const out = outputOption({ ...options, ...Object.fromEntries(files.entries()) }, 'out', [
    'course',
    ...files.keys().map(String),
  ]);
  if (format === 'json') {
    for (const name of ['billing', 'out'])
      if (options[name] !== undefined)
        throw new InputError([
          { where: `--${name}`, what: 'it goes with a claim form', mend: 'Name one with --format' },
        ]);
    return undefined;
  }
  const forms = formsOf(files, desk, claim, format);
  const complete = claim.ready && forms.needed.length === 0 && forms.claims.length > 0;
  const draft = !complete && options['draft'] === true && forms.claims.length > 0;
  const cautions = [...claim.cautions, ...settingCautions(claim, format)];
  const answer: Claim = { ...claim, ready: complete, needed: forms.needed, cautions };
  const exit = complete ? 0 : 10;
  if (!complete && !draft) {
    const text = `${missing(format, forms, desk)}\n\n${claimText({ ...answer, needed: claim.needed }, false, desk.paint)}`;
    return { json: { format, document: null, ...answer }, text, exit };
  }
  const written = write(format, forms, claim, desk.now(), rules);
  const told = { ...answer, cautions: [...answer.cautions, ...written.cautions] };
  if (out !== undefined) desk.write(out, written.filed);
  const json = { format, document: written.document, ...told };
  const text =
    out === undefined ? written.shown : `${summary(forms, out, draft)}\n\n${claimText(told, false, desk.paint)}`;
  return { json, text, exit };
}

function formsOf(files: readonly string[], desk: Desk, claim: Claim, format: ClaimFormat): ClaimForms {
  const billing = readBilling(files.map((file) => ({ file, text: desk.read(file, '--billing') })));
  const forms = claimForms(claim, billing, format);
  return { ...forms, needed: [...claim.needed, ...forms.needed] };
}

function write(format: ClaimFormat, forms: ClaimForms, claim: Claim, now: string, rules: ClaimFormRules): Written {
  switch (format) {
    case '837p':
    case '837i':
      return written837(forms, format, now);
    case 'cms1500': {
      const chosen = claim.encounters.map(({ dose, coverage }) => ({
        dose,
        ...layoutFor(rules, forms.billing.payer?.ndcLine, coverage, claim.parties.patient.state),
      }));
      const usual = layoutFor(rules, forms.billing.payer?.ndcLine, null, undefined);
      const document = forms1500(forms, ({ dose }) => (chosen.find((one) => one.dose === dose) ?? usual).layout);
      const cautions = new Map(chosen.flatMap((one) => one.cautions).map((caution) => [caution.id, caution]));
      const shown = text1500(document);
      return { shown, filed: `${shown}\n`, document, cautions: [...cautions.values()] };
    }
    case 'fhir': {
      const document = claimResource(forms, now);
      const shown = JSON.stringify(document, null, 2);
      return { shown, filed: `${shown}\n`, document, cautions: [] };
    }
    default:
      return format satisfies never;
  }
}

function written837(forms: ClaimForms, format: '837p' | '837i', now: string): Written {
  // A draft never says that it is production.
  const { billing } = forms;
  const usage = forms.needed.length === 0 ? billing.interchange?.usage : 'test';
  const marked = usage === undefined ? billing : { ...billing, interchange: { ...billing.interchange, usage } };
  const result = write837({ ...forms, billing: marked }, format === '837p' ? 'professional' : 'institutional', now);
  if (!result.ok)
    throw new InputError(
      result.unwritable.map(({ place, text, what }) => ({
        where: '--billing',
        what: `${place} "${text}": ${what}`,
        mend: 'Write it with letters, digits and other signs',
      })),
    );
  const document = result.segments.join('');
  return { shown: result.segments.join('\n'), filed: document, document, cautions: [] };
}

/** The drug given in a hospital is on the hospital's bill. */
function settingCautions({ encounters }: Claim, format: ClaimFormat): readonly Caution[] {
  if (format !== '837p' && format !== 'cms1500') return [];
  const doses = encounters.filter(({ facilityType }) => facilityType !== undefined).map(({ dose }) => dose);
  if (doses.length === 0) return [];
  const text = `${doses.join(', ')}: given in a hospital's setting, where the drug is the hospital's to bill (837i). A professional claim for it is not usual.`;
  return [{ id: 'professional-claim-of-hospital', text }];
}

/** What keeps the form back, by the key of the billing file where it stands there. */
function missing(format: ClaimFormat, { needed, claims }: ClaimForms, { paint }: Desk): string {
  const head = `${paint('bold', format)}  ${paint('yellow', 'Not written')}`;
  if (claims.length === 0) return `${head}: there is no line to bill`;
  const keyed = needed.filter(({ fact }) => fact.startsWith(OF_FILE));
  const others = needed.length - keyed.length;
  return [
    `${head}: ${needed.length} ${needed.length === 1 ? 'answer is' : 'answers are'} missing. With --draft it is written as far as it goes.`,
    ...(keyed.length === 0 ? [] : ['', paint('bold', 'Missing from the billing file')]),
    ...keyed.map(({ fact, ask }) => `  ${fact.slice(OF_FILE.length)}: ${ask}`),
    ...(others === 0 ? [] : ['', paint('bold', 'Missing from the record')]),
    ...needed
      .filter((one) => !keyed.includes(one))
      .map(({ dose, ask }) => `  ${dose === null ? '' : `${dose}: `}${ask}`),
  ].join('\n');
}

const OF_FILE = 'billing.';

function summary({ claims }: ClaimForms, out: string, draft: boolean): string {
  const told = claims.map(({ number, dose, chargeCents, lines }) => {
    const charge = chargeCents === null ? 'charge not known' : `${(chargeCents / 100).toFixed(2)} USD`;
    return `  ${number || 'no number'}  ${dose}  ${lines.length} ${lines.length === 1 ? 'line' : 'lines'}  ${charge}`;
  });
  return [`Written to ${out}${draft ? ', as a draft: it may not go out' : ''}`, ...told].join('\n');
}
