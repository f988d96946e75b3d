import fc from 'fast-check';
import { ROLES, type Role } from '../../shells/server/caller.ts';

/** What somebody tries with a request. */
export interface Command {
  readonly role: Role;
  /** What is sent; `determine` has the program look. */
  readonly sent: Readonly<Record<string, unknown>> | 'determine';
  /** Hours before now; undefined leaves the time out. */
  readonly ago: number | undefined;
  readonly seen: 'newest' | 'older' | 'unsaid';
  readonly organisation: 'payer' | 'other';
}

const signature = fc.record({
  name: fc.constant('Dr. Example'),
  npi: fc.constantFrom('1234567893', '1111111112', '1234567890'),
  specialty: fc.constantFrom('oncology', 'oncology', ' '),
  reason: fc.constant('an example'),
});
const approval = fc.constantFrom(
  { number: 'A-1', from: '2026-06-15', to: '2026-12-14', units: 24 },
  { number: 'A-2', from: '2026-06-15', to: '2026-06-14', units: null },
);
const what = fc.constantFrom([], ['disease.stage'], ['disease.stage', 'a document']);
const reason = fc.constant('an example');
const sent: fc.Arbitrary<Command['sent']> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('submitted'), channel: fc.constantFrom('fax', 'portal') }) },
  fc.record({ type: fc.constantFrom('expedited', 'referred', 'appealed', 'withdrawn'), reason }),
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('information-requested', 'information-received'), what }) },
  fc.record({ type: fc.constant('approved'), approval }),
  {
    weight: 4,
    arbitrary: fc.record(
      {
        type: fc.constant('decided'),
        decision: fc.constantFrom('approved', 'approved-in-part', 'denied', 'rescinded'),
        approval,
        signature,
      },
      { requiredKeys: ['type', 'decision', 'signature'] },
    ),
  },
  fc.record(
    {
      type: fc.constant('answer-recorded'),
      heard: fc.constant('fax'),
      answer: fc.constantFrom('approved', 'denied', 'pended', 'rescinded'),
      approval,
      what,
    },
    { requiredKeys: ['type', 'heard', 'answer'] },
  ),
  {
    weight: 2,
    arbitrary: fc.record(
      {
        type: fc.constant('appeal-decided'),
        decision: fc.constantFrom('overturned', 'upheld'),
        approval,
        signature,
        notSubordinate: fc.boolean(),
      },
      { requiredKeys: ['type', 'decision', 'signature', 'notSubordinate'] },
    ),
  },
  fc.constant({ type: 'drafted', side: 'payer', kind: 'initial', policy: 'fep-5.21.223', drug: 'tarlatamab' }),
  // The program's own entry, and somebody else's name: neither is for a person to write.
  fc.constant({
    type: 'determined',
    policy: { id: 'x', version: 'y' },
    on: '2026-06-15',
    outcome: 'criteria-met',
    notEnough: [],
  }),
  fc.constant({ type: 'withdrawn', reason: 'x', by: { name: 'Dr. Example', role: 'clinician' } }),
  fc.constant<'determine'>('determine'),
);
/** Whose work each is: half of what is tried comes from them. */
const THEIRS: Readonly<Record<string, Role>> = {
  ...{ submitted: 'nurse', withdrawn: 'nurse', appealed: 'nurse', 'information-received': 'nurse' },
  ...{ expedited: 'prescriber', referred: 'reviewer', approved: 'reviewer', 'information-requested': 'reviewer' },
  ...{ decided: 'clinician', 'appeal-decided': 'clinician', 'answer-recorded': 'biller' },
};
export const command: fc.Arbitrary<Command> = fc
  .record({
    ...{ theirs: fc.boolean(), role: fc.constantFrom(...ROLES), sent },
    ago: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, fc.integer({ min: -2, max: 220 })),
    seen: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom<Command['seen']>('newest', 'unsaid') },
      { weight: 1, arbitrary: fc.constant<Command['seen']>('older') },
    ),
    organisation: fc.oneof(
      { weight: 15, arbitrary: fc.constant<Command['organisation']>('payer') },
      { weight: 1, arbitrary: fc.constant<Command['organisation']>('other') },
    ),
  })
  .map(({ theirs, role, ...rest }) => {
    const whose = rest.sent === 'determine' ? 'reviewer' : THEIRS[String(rest.sent['type'])];
    return { ...rest, role: theirs && whose !== undefined ? whose : role };
  });
