import { readFileSync } from 'node:fs';
import path from 'node:path';
import { X12Interchange, X12Parser, type X12Segment } from 'node-x12';
import { describe, expect, it } from 'vitest';
import { example, stepwiseAt } from '../support/cli.ts';
import { claimFileText, foundIn } from '../support/claim-files.ts';
import { ROOT } from '../support/knowledge.ts';

const NOW = '2026-11-21T08:30:00-05:00';
const BILLING = [example('billing', 'clinic.yaml'), example('billing', 'patient.yaml')].join(',');

async function written(course: string, format: string, ...more: readonly string[]): Promise<string> {
  const course837 = example('courses', `${course}.json`);
  const { status, out, err } = await stepwiseAt(
    NOW,
    'claim',
    '--course',
    course837,
    '--format',
    format,
    '--billing',
    BILLING,
    ...more,
  );
  expect([status, err]).toEqual([0, '']);
  return out;
}

/** The segments as an independent parser of X12 reads them, in strict mode. */
function parsed(text: string): readonly X12Segment[] {
  const interchange = new X12Parser(true).parse(text);
  if (!(interchange instanceof X12Interchange)) throw new Error('one interchange is wanted');
  const [group, ...groups] = interchange.functionalGroups;
  const [transaction, ...transactions] = group?.transactions ?? [];
  expect([groups, transactions]).toEqual([[], []]);
  return transaction?.segments ?? [];
}

const valuesOf = ({ tag, elements }: X12Segment): string => [tag, ...elements.map(({ value }) => value)].join('*');

describe('the files that are written, as they stand', () => {
  it.each([
    ['hospital', 'step-up-complete', '837i', []],
    ['clinic-administration', 'white-bagged', '837p', ['--dose', 'C1D8']],
    ['discarded', 'interrupted-dose', '837i', ['--dose', 'C1D15']],
  ] as const)('%s', async (name, course, format, more) => {
    const file = path.join(ROOT, 'tests', 'golden', 'x12', `written-${name}.837`);
    expect(await written(course, format, ...more)).toBe(readFileSync(file, 'utf8'));
  });
});

describe('what is written is read alike by an independent parser and by our own', () => {
  it.each([
    ['step-up-complete', '837i', 4],
    ['step-up-complete', '837p', 4],
    ['white-bagged', '837p', 3],
  ])('%s as %s', async (course, format, claims) => {
    const text = await written(course, format);
    const segments = parsed(text);
    expect(segments.map(valuesOf)).toEqual(
      text
        .trim()
        .split('\n')
        .slice(3, -3)
        .map((line) => line.replace(/~$/u, '')),
    );
    const ours = await foundIn(text);
    expect(ours.map(({ kind }) => kind)).toEqual(Array.from({ length: claims }, () => 'claim'));
    const theirs = segments
      .filter(({ tag }) => tag === 'SV1' || tag === 'SV2')
      .map(({ elements }) => elements.map(({ value }) => value));
    expect(ours.flatMap((one) => (one.kind === 'claim' ? one.lines : [])).map(procedure)).toEqual(
      theirs.map((values) => (format === '837i' ? values.slice(1, 5) : values.slice(0, 4)).join('*')),
    );
  });

  it('the invented files that are read here, too', () => {
    for (const name of ['professional', 'institutional'])
      expect(parsed(claimFileText(name)).length).toBeGreaterThan(30);
  });

  function procedure(line: {
    hcpcs: string | null;
    modifiers: readonly string[];
    chargeCents: number;
    units: number;
  }): string {
    return [['HC', line.hcpcs, ...line.modifiers].join(':'), line.chargeCents / 100, 'UN', line.units].join('*');
  }
});

describe('loop by loop, what a hospital writes of one dose', async () => {
  const text = await written('step-up-complete', '837i', '--dose', 'C1D8');
  const lines = text.trim().split('\n');
  const between = (from: string, to: string): readonly string[] => {
    const start = lines.findIndex((line) => line.startsWith(from));
    const end = lines.findIndex((line, index) => index > start && line.startsWith(to));
    return lines.slice(start, end);
  };

  it('the envelope: a header of 106 characters, counts and control numbers', () => {
    expect(lines[0]).toBe(
      'ISA*00*          *00*          *ZZ*EX0001         *ZZ*EXCLEAR01      *261121*0830*^*00501*000000042*0*T*:~',
    );
    expect(lines[0]).toHaveLength(106);
    expect(lines.slice(1, 4)).toEqual([
      'GS*HC*EX0001*EXCLEAR01*20261121*0830*42*X*005010X223A2~',
      'ST*837*0001*005010X223A2~',
      'BHT*0019*00*000000042*20261121*0830*CH~',
    ]);
    expect(lines.slice(-3)).toEqual([`SE*${lines.length - 4}*0001~`, 'GE*1*42~', 'IEA*1*000000042~']);
  });

  it('1000A, 1000B: who sends and who receives', () => {
    expect(between('NM1*41', 'HL*1')).toEqual([
      'NM1*41*2*Example Infusion Center*****46*EX0001~',
      'PER*IC*Billing Office*TE*2025550140~',
      'NM1*40*2*Example Clearinghouse*****46*EXCLEAR01~',
    ]);
  });

  it('2000A, 2010AA: who is paid', () => {
    expect(between('HL*1', 'HL*2')).toEqual([
      'HL*1**20*1~',
      'PRV*BI*PXC*261QI0500X~',
      'NM1*85*2*Example Infusion Center*****XX*1234567893~',
      'N3*100 Example Street~',
      'N4*Fairfax*VA*220300000~',
      'REF*EI*000000001~',
    ]);
  });

  it('2000B, 2010BA, 2010BB: the subscriber, who is the patient, and the payer; birth date and sex from the course', () => {
    expect(between('HL*2', 'CLM')).toEqual([
      'HL*2*1*22*0~',
      'SBR*P*18*EXG-7******CI~',
      'NM1*IL*1*Example*Dana****MI*EX123456789~',
      'N3*1 Sample Lane~',
      'N4*Fairfax*VA*22030~',
      'DMG*D8*19580309*F~',
      'NM1*PR*2*Example Health Plan*****PI*EX999~',
    ]);
  });

  it('2300, 2310A: bill, statement period, authorization, diagnoses, attending provider', () => {
    expect(between('CLM', 'LX')).toEqual([
      'CLM*EX0001*17400***13:A:1**A*Y*Y~',
      'DTP*434*RD8*20260622-20260622~',
      'CL1*3*1*01~',
      'REF*G1*EX-AUTH-0001~',
      'HI*ABK:Z5112~',
      'HI*ABF:C3411~',
      'NM1*71*1*Sample*Robin****XX*1999999984~',
    ]);
  });

  it('2400, 2410: the drug with its package, and its administration', () => {
    expect(between('LX*1', 'SE')).toEqual([
      'LX*1~',
      'SV2*0636*HC:J9026:JZ*17000*UN*10~',
      'DTP*472*D8*20260622~',
      'REF*6R*EX0001-1~',
      'LIN**N4*55513007701~',
      'CTP****1*UN~',
      'LX*2~',
      'SV2*0335*HC:96413*400*UN*1~',
      'DTP*472*D8*20260622~',
      'REF*6R*EX0001-2~',
    ]);
  });
});
