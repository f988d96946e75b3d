/**
 * The tables of an audit, the same in every database. A file gives the same columns under these names or a known other
 * one; a loader turns it into such a table, and nothing after it depends on where the lines came from.
 */
export interface TableColumn {
  readonly name: string;
  readonly type: TableType;
  /** A file without it cannot be audited; an empty value sets the line aside. */
  readonly required: boolean;
  /** Other names that files use for it, in lower case with underscores. */
  readonly aliases: readonly string[];
  /** Names under which files give an amount in dollars instead of cents. */
  readonly dollars?: readonly string[];
  readonly says: string;
}

/** `words` is a text of several words with one space between two, as it stands in one cell; `cents` and `count` are whole. */
export type TableType = 'text' | 'words' | 'date' | 'count' | 'quantity' | 'cents';

/** One claim line, whatever it bills: the audit keeps those of its drug. */
export const CLAIM_LINES: readonly TableColumn[] = [
  column(
    'claim_id',
    'text',
    true,
    ['claim', 'claim_number', 'icn', 'dcn', 'claim_control_number', 'clm_id'],
    'the claim',
  ),
  column('line_no', 'count', true, ['line', 'line_number', 'service_line', 'line_num'], 'its line, from 1'),
  column('member_id', 'text', true, ['member', 'patient_id', 'subscriber_id', 'enrollee_id', 'bene_id'], 'whose claim'),
  column('provider', 'text', false, ['provider_id', 'billing_provider', 'billing_npi', 'npi'], 'who bills'),
  column('payer', 'text', false, ['payer_id', 'payor'], 'who pays'),
  column(
    'line_of_business',
    'text',
    false,
    ['lob', 'product_line', 'coverage_type'],
    'as in a course: commercial, fehb, exchange, medicaid, medicare-advantage, medicare-part-b',
  ),
  column(
    'date_of_service',
    'date',
    true,
    ['dos', 'service_date', 'from_date', 'service_from', 'date_from', 'first_date_of_service'],
    'YYYY-MM-DD, YYYYMMDD or MM/DD/YYYY',
  ),
  column('hcpcs', 'text', true, ['procedure_code', 'hcpcs_code', 'proc_code', 'cpt', 'code'], 'the code billed'),
  column('units', 'quantity', true, ['quantity', 'service_units', 'billed_units', 'qty', 'units_of_service'], 'billed'),
  column('modifiers', 'words', false, ['modifier', 'mods', 'modifier_codes'], 'separated by spaces'),
  column('ndc11', 'text', false, ['ndc', 'ndc_code', 'national_drug_code'], '11 digits, or hyphens as printed'),
  column('ndc_quantity', 'quantity', false, ['ndc_qty', 'ndc_units', 'ndc_unit_count'], 'packages'),
  column('diagnoses', 'words', false, ['diagnosis', 'dx', 'icd10', 'diagnosis_codes', 'dx_codes'], 'of the line'),
  column('place_of_service', 'text', false, ['pos', 'pos_code', 'place_of_service_code'], 'two digits'),
  column(
    'authorization_number',
    'text',
    false,
    ['authorization', 'auth_number', 'prior_auth', 'pa_number'],
    'as billed',
  ),
  {
    ...column('charge_cents', 'cents', false, [], 'billed, in cents'),
    dollars: ['charge', 'charge_amount', 'billed_amount', 'line_charge', 'submitted_charge'],
  },
  {
    ...column('paid_cents', 'cents', false, [], 'paid, in cents'),
    dollars: ['paid', 'paid_amount', 'payment', 'line_paid', 'payment_amount'],
  },
  column('source_file', 'text', false, [], 'where the line was read; the file itself where left out'),
  column('source_line', 'count', false, [], 'the line in that file'),
];

/** One member: supplies the line of business that a claim line does not state. */
export const MEMBERS: readonly TableColumn[] = [
  column('member_id', 'text', true, ['member', 'patient_id', 'subscriber_id', 'enrollee_id', 'bene_id'], 'unique'),
  column('line_of_business', 'text', false, ['lob', 'product_line', 'coverage_type'], 'as of a claim line'),
  column('enrolled_from', 'date', false, ['enrollment_date', 'effective_date', 'coverage_from'], 'first day'),
];

/** One authorization of one member. Both days count. */
export const AUTHORIZATIONS: readonly TableColumn[] = [
  column(
    'number',
    'text',
    true,
    ['authorization_number', 'auth_number', 'prior_auth', 'pa_number'],
    'unique of a member',
  ),
  column('member_id', 'text', true, ['member', 'patient_id', 'subscriber_id', 'enrollee_id', 'bene_id'], 'whose it is'),
  column('policy', 'text', false, ['policy_id'], 'under which it was given'),
  column('valid_from', 'date', true, ['from', 'from_date', 'start_date', 'effective_from'], 'first day'),
  column('valid_to', 'date', true, ['to', 'to_date', 'end_date', 'effective_to'], 'last day'),
  column('units', 'quantity', false, ['authorized_units', 'approved_units', 'quantity'], 'empty: no limit'),
];

function column(
  name: string,
  type: TableType,
  required: boolean,
  aliases: readonly string[],
  says: string,
): TableColumn {
  return { name, type, required, aliases, says };
}
