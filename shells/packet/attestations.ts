import type { Attestation } from '../../core/explain/packet-attestations.ts';
import { drawChoices } from './cover.ts';
import { BODY, FULL, heightOf, lineHeight, NOTE, STRONG, type SetText, type Sheet } from './sheet.ts';

const SIGNING = 56;

/** Draws each statement with the lines to sign it on; a statement and its lines are never on two pages. */
export function drawAttestations(sheet: Sheet, attestations: readonly Attestation[]): void {
  if (attestations.length === 0) return;
  sheet.newPage();
  sheet.heading('Attestations to sign');
  sheet.write(
    'A recorded name is not a signature. Sign only what you know to be true; strike and correct the rest.',
    NOTE,
  );
  sheet.gap(8);
  for (const [index, attestation] of attestations.entries()) drawAttestation(sheet, attestation, index + 1);
}

function drawAttestation(sheet: Sheet, attestation: Attestation, number: number): void {
  const { name, criteria, ask, statement, value, choices } = attestation;
  const texts: readonly SetText[] = [
    sheet.set(`${number}. ${name}`, STRONG),
    sheet.set(statement ?? ask, BODY),
    sheet.set(
      value === null
        ? 'Not recorded: to be answered by the signer.'
        : `Recorded answer: ${value}. ${saidBy(attestation)}`,
    ),
    sheet.set(`For the criterion: ${criteria.join('; ')}`, NOTE),
    ...(attestation.byTheRole
      ? []
      : [sheet.set(`The policy asks for the word of the ${attestation.roles.join(' or ')}.`, NOTE)]),
  ];
  sheet.room(heightOf(texts) + SIGNING + (value === null ? 2 * lineHeight(BODY) : 0));
  sheet.writeSet(texts);
  if (value === null) {
    sheet.gap(4);
    if (choices.length > 0 && choices.length <= 3) drawChoices(sheet, choices, FULL.left, sheet.y);
    else sheet.rule(0.6, FULL, sheet.y + lineHeight(BODY) - 2);
    sheet.gap(lineHeight(BODY));
  }
  drawSigning(sheet, attestation);
  sheet.gap(14);
}

function saidBy({ by, role, at }: Attestation): string {
  const parts = [by, role, at].filter((part) => part !== null);
  return parts.length === 0 ? 'No name is recorded with it.' : `As recorded: ${parts.join(', ')}.`;
}

/** Name and role, then signature and date. A recorded name is printed where its role is the one asked for. */
function drawSigning(sheet: Sheet, { by, role, roles, byTheRole }: Attestation): void {
  const half = FULL.width / 2;
  const wanted = roles.length === 1 ? roles[0] : undefined;
  const rows: readonly (readonly (readonly [label: string, text: string | null])[])[] = [
    [
      ['Name', byTheRole ? by : null],
      ['Role', byTheRole ? role : (wanted ?? null)],
    ],
    [
      ['Signature', null],
      ['Date', null],
    ],
  ];
  for (const row of rows) {
    sheet.gap(10);
    const top = sheet.y;
    const texts = row.flatMap(([label, text], index) => {
      const left = FULL.left + index * half;
      const column = { left: left + 58, width: half - 74 };
      if (text === null) sheet.rule(0.6, column, top + lineHeight(BODY) - 2);
      return [sheet.set(label, BODY, { left, width: 58 }), sheet.set(text ?? '', STRONG, column)];
    });
    sheet.writeBeside(texts);
  }
  sheet.gap(8);
  sheet.rule(0.4);
}
