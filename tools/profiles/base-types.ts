import { readFileSync } from 'node:fs';
import path from 'node:path';
import r4 from 'fhirpath/fhir-context/r4';
import ts from 'typescript';

/** Type -> element -> `0..* Reference(Patient|Group)`: how often, then each type with its codes or targets. */
export type BaseTypes = Readonly<Record<string, Readonly<Record<string, string>>>>;

const DECLARED = path.resolve(import.meta.dirname, '../../node_modules/@types/fhir/r4.d.ts');

/** Choices that R4 requires; the declarations write each type of a choice apart, and so none as required. */
const REQUIRED_CHOICES: ReadonlySet<string> = new Set([
  'Claim.diagnosis.diagnosis',
  'Claim.procedure.procedure',
  'Communication.payload.content',
  'CommunicationRequest.payload.content',
  'Coverage.costToBeneficiary.value',
  'DeviceRequest.code',
  'Immunization.occurrence',
  'Medication.ingredient.item',
  'MedicationAdministration.effective',
  'MedicationAdministration.medication',
  'MedicationDispense.medication',
  'MedicationRequest.medication',
  'MedicationStatement.medication',
  'Questionnaire.item.answerOption.value',
  'Questionnaire.item.enableWhen.answer',
  'Questionnaire.item.initial.value',
  'SupplyRequest.item',
  'Task.input.value',
  'Task.output.value',
  'UsageContext.value',
]);

/** FHIRPath's own types stand where FHIR's model describes ids and addresses of extensions. */
const SYSTEM_TYPES: Readonly<Record<string, string>> = {
  'System.Boolean': 'boolean',
  'System.Date': 'date',
  'System.DateTime': 'dateTime',
  'System.Decimal': 'decimal',
  'System.Integer': 'integer',
  'System.String': 'string',
  'System.Time': 'time',
};

const MODELLED: ReadonlySet<string> = new Set(Object.values(r4.path2Type));

/** FHIRPath's model writes the primitive types of choices with a capital letter. */
const choiceType = (name: string): string => {
  const small = name.charAt(0).toLowerCase() + name.slice(1);
  return MODELLED.has(small) ? small : name;
};

/** Type -> the stems of its choices -> the types of each. */
const CHOICES = new Map<string, Map<string, readonly string[]>>();
for (const [place, of] of Object.entries(r4.choiceTypePaths)) {
  const [, type = '', stem = ''] = /^(.*)\.(\w+)$/u.exec(place) ?? [];
  CHOICES.set(type, (CHOICES.get(type) ?? new Map<string, readonly string[]>()).set(stem, of));
}

interface Interface {
  readonly parent: string | null;
  readonly resource: boolean;
  readonly members: ReadonlyMap<string, { readonly type: string; readonly optional: boolean }>;
}

function interfaces(): ReadonlyMap<string, Interface> {
  const source = ts.createSourceFile('r4.d.ts', readFileSync(DECLARED, 'utf8'), ts.ScriptTarget.ESNext);
  const found = new Map<string, Interface>();
  for (const statement of source.statements) {
    if (!ts.isInterfaceDeclaration(statement)) continue;
    const members = new Map<string, { type: string; optional: boolean }>();
    for (const member of statement.members) {
      if (!ts.isPropertySignature(member) || member.type === undefined) continue;
      const type = member.type.getText(source).replace(' | undefined', '').replace('<T>', '');
      members.set(member.name.getText(source), { type, optional: member.questionToken !== undefined });
    }
    const parent = statement.heritageClauses?.[0]?.types[0]?.expression.getText(source) ?? null;
    const resource = members.get('resourceType')?.type.startsWith("'") === true;
    found.set(statement.name.text, { parent, resource, members });
  }
  return found;
}

/** `'active'|'draft'` as `(active|draft)`; '' where no codes are declared. */
function codesIn(type: string): string {
  const codes = [...type.matchAll(/'([^']*)'/gu)].map(([, code]) => code);
  return codes.length === 0 ? '' : `(${codes.join('|')})`;
}

function targetsOf(place: string): string {
  const targets = r4.path2RefType[place] ?? [];
  return targets.length === 0 || targets.includes('Resource') ? '' : `(${targets.join('|')})`;
}

/**
 * The resources and data types of R4, from the declarations of `@types/fhir` (what is required, what is a list, which
 * codes) and FHIRPath's model (which type, which references). Elements that all resources share stand in their parent.
 */
export function baseTypes(): BaseTypes {
  const declared = interfaces();
  const types: Record<string, Record<string, string>> = {};

  const write = (place: string, name: string): void => {
    if (types[place] !== undefined) return;
    const { members, parent } = declared.get(name) ?? { members: new Map<never, never>(), parent: null };
    const elements: Record<string, string> = parent === null ? {} : { is: parent };
    types[place] = elements;
    const choices = CHOICES.get(place) ?? new Map<string, readonly string[]>();
    for (const [member, { type, optional }] of members) {
      if (member.startsWith('_') || member === 'resourceType') continue;
      const choice = [...choices].find(([stem, of]) => of.some((one) => stem + one === member))?.[0];
      const at = `${place}.${choice ?? member}`;
      if (choice !== undefined) {
        const of = (choices.get(choice) ?? []).map((one) => {
          const small = choiceType(one);
          return small === 'Reference' ? `Reference${targetsOf(at)}` : small;
        });
        elements[`${choice}[x]`] = `${REQUIRED_CHOICES.has(at) ? 1 : 0}..1 ${of.join(' ')}`;
        continue;
      }
      const elsewhere = r4.pathsDefinedElsewhere[at] ?? at;
      const modelled = r4.path2Type[at];
      const known =
        at === 'Resource.id' ? 'id' : modelled === undefined ? elsewhere : (SYSTEM_TYPES[modelled] ?? modelled);
      const inner = type.replace(/\[\]$/u, '');
      const own = known === 'BackboneElement' || known === 'Element' || modelled === undefined;
      const of = own && declared.has(inner) ? elsewhere : known;
      const detail = of === 'Reference' ? targetsOf(at) : codesIn(type);
      elements[member] = `${optional ? 0 : 1}..${type.endsWith('[]') ? '*' : 1} ${of}${detail}`;
      if (own && declared.has(inner)) write(elsewhere, inner);
    }
  };

  for (const [name, { resource }] of declared) if (resource) write(name, name);
  for (const type of MODELLED) if (declared.has(type)) write(type, type);
  for (const type of ['Resource', 'DomainResource', 'Element', 'BackboneElement', 'Quantity']) write(type, type);
  return Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)));
}
