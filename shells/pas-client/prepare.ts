import type { Bundle, FhirResource } from 'fhir/r4.js';
import { mgPerUnitOn } from '../../core/billing/billing.ts';
import type { Determination } from '../../core/coverage/determination.ts';
import type { Policy } from '../../core/coverage/policy.ts';
import type { Course, Setting } from '../../core/course/event.ts';
import { checkCoverage, type CoverageRequest } from '../../core/foresight/check-coverage.ts';
import { recordOf } from '../../core/foresight/record-of.ts';
import type { FactRecord } from '../../core/values/fact.ts';
import { formFor } from '../dtr/held-form.ts';
import { toTheSecond } from '../export/course-record.ts';
import { InputError } from '../input/input-error.ts';
import type { Drug } from '../knowledge/drug.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { NewId } from './addresses.ts';
import type { RequestChart } from './chart-part.ts';
import type { RequestParties } from './parties.ts';
import { requestBundle } from './request-bundle.ts';

/** Who looked over what the record says, and answers for it. */
export interface Confirmer {
  readonly by: string;
  readonly role: string;
}

/** What a request is prepared from. */
export interface RequestInput {
  /** Every held version of the policy. */
  readonly versions: readonly Policy[];
  readonly coverage: CoverageRequest;
  readonly chart?: RequestChart;
  readonly drug: Drug;
  readonly parties: RequestParties;
  /** Where it will be given; that of the last dose of the course where left out. */
  readonly setting?: Setting;
  readonly isUrgent: boolean;
  readonly confirmer?: Confirmer;
  /** The payer's FHIR service: its forms are published below it. */
  readonly base: string;
  /** A moment with its offset. */
  readonly now: string;
}

/** A request that can be written and sent. */
export interface PreparedRequest {
  readonly found: Determination;
  readonly bundle: Bundle<FhirResource>;
  /** How many answers the payer's form got from a person, and how many stand as the record has them. */
  readonly answers: { readonly stated: number; readonly recorded: number };
  /** How many resources of the chart go along, and how many it has. */
  readonly chart?: { readonly sent: number; readonly held: number };
}

/**
 * Looks at the patient as `check` does, and puts the request together that says so.
 * @throws InputError where there is no form for such a request, or its setting is not known
 */
export async function prepareRequest(input: RequestInput, knowledge: Knowledge, next: NewId): Promise<PreparedRequest> {
  const { versions, coverage, drug, chart, confirmer } = input;
  const { kind, on, course } = coverage;
  const found = checkCoverage(versions, coverage, knowledge, {
    labels: drug.labels,
    mgPerUnit: mgPerUnitOn(drug.billing, on),
    notBilled: drug.billing.notBilled,
  });
  const policy = versions.find(({ version }) => version === found.policy.version) ?? versions[0];
  const form = policy && formFor(policy, kind, false, knowledge, input.base);
  if (form === undefined)
    throw new InputError([
      {
        where: '--request',
        what: `${found.policy.id} says nothing of a ${kind} request`,
        mend: 'Ask the payer how to request it',
      },
    ]);
  const recorded = recordOf(coverage, knowledge.facts).facts;
  const facts = confirmer === undefined ? recorded : confirmed(recorded, confirmer);
  const bundle = await requestBundle(
    {
      ...{ found, facts, form, drug, parties: input.parties, isUrgent: input.isUrgent },
      setting: input.setting ?? lastSetting(course),
      start: coverage.start ?? on,
      ...(course === undefined ? {} : { course }),
      ...(chart === undefined ? {} : { chart }),
      now: toTheSecond(input.now),
    },
    next,
  );
  const asked = form.form.asked.flatMap(({ question }) => (question.kind === 'value' ? [question.linkId] : []));
  const origins = asked.flatMap((fact) => facts.get(fact)?.origin ?? []);
  const stated = origins.filter((origin) => origin === 'attested').length;
  return {
    found,
    bundle,
    answers: { stated, recorded: origins.length - stated },
    ...(chart === undefined ? {} : { chart: { sent: sentOf(bundle, chart), held: chart.chart.resources.size } }),
  };
}

/** What a chart or a course says counts as the word of the one who looked it over. */
function confirmed(facts: FactRecord, { by, role }: Confirmer): FactRecord {
  return new Map(
    [...facts].map(([id, fact]) => [id, fact.origin === 'attested' ? fact : { ...fact, origin: 'attested', by, role }]),
  );
}

function lastSetting(course: Course | undefined): Setting {
  const dose = course?.events.findLast((event) => event.type === 'dose-given');
  if (dose?.setting !== undefined) return dose.setting;
  throw new InputError([
    {
      where: '--setting',
      what: 'where it will be given is not known',
      mend: 'Give --setting office, hospital-outpatient, observation or inpatient',
    },
  ]);
}

function sentOf({ entry = [] }: Bundle<FhirResource>, { chart }: RequestChart): number {
  return entry.filter(({ resource }) => chart.resources.has(`${resource?.resourceType ?? ''}/${resource?.id ?? ''}`))
    .length;
}
