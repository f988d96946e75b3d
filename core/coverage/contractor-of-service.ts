import type { Caution } from '../values/caution.ts';
import type { Citation } from '../values/citation.ts';
import type { FactRecord } from '../values/fact.ts';
import { findContractor } from './contractor.ts';
import type { ContractorFinding, CoverageKnowledge, Needed } from './determination.ts';

export interface PlaceFinding {
  readonly mac: ContractorFinding | null;
  readonly needed: readonly Needed[];
  readonly cites: readonly Citation[];
  readonly cautions: readonly Caution[];
}

/** The contractor follows the place of service; a place that is not known is asked for and never the member's home. */
export function contractorOfService(record: FactRecord, { facts, contractors }: CoverageKnowledge): PlaceFinding {
  const ask = (fact: string): Needed => ({ fact, ask: facts.get(fact)?.ask ?? fact, criteria: ['mac'] });
  const state = record.get('service.state')?.value;
  if (state === undefined) return { mac: null, needed: [ask('service.state')], cites: [], cautions: [] };
  const county = record.get('service.county')?.value;
  const answer = findContractor(contractors, String(state), county === undefined ? undefined : String(county));
  const cautions = answer.caution === undefined ? [] : [{ id: 'contractor-unsettled', text: answer.caution }];
  if (answer.found) return { mac: answer.found, needed: [], cites: answer.cite, cautions };
  return {
    mac: answer.candidates.length > 0 ? { state: String(state), candidates: answer.candidates } : null,
    needed: [ask(answer.candidates.length > 0 ? 'service.county' : 'service.state')],
    cites: answer.cite,
    cautions,
  };
}
