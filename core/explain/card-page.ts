import { emergencyFields } from './card-emergency.ts';
import { patientFields } from './card-patient.ts';
import type { CardField, CardSource, RecordPart } from './card-source.ts';
import { sayPlainTime, sayTime } from './card-time.ts';
import { weakestBasis, type CardReader, type CardWording } from './card-wording.ts';

/** A statement of the drug's file, with its mark where it rests on less than a document. */
export interface PageLine {
  readonly lead?: string;
  readonly text: string;
  readonly mark?: 'secondary' | 'unconfirmed';
}

/** A card as it is read, on paper and on a screen: both say exactly this. */
export interface CardPage extends RecordPart {
  readonly reader: CardReader;
  readonly title: string;
  readonly drug: string;
  /** The moment that the record is looked at. */
  readonly asOf: string;
  /** Day of birth. */
  readonly born: string;
  readonly sections: readonly { readonly title: string; readonly lines: readonly PageLine[] }[];
  /** Whom to call. */
  readonly contacts: readonly CardField[];
  readonly notes: readonly string[];
}

const MARKS = { secondary: '†', unconfirmed: '[NOT CONFIRMED]' } as const;

/** The text of a line with its mark: what nobody has confirmed says so before anything else. */
export function markedText({ text, mark }: PageLine): string {
  switch (mark) {
    case 'unconfirmed':
      return `${MARKS.unconfirmed} ${text}`;
    case 'secondary':
      return `${text} ${MARKS.secondary}`;
    case undefined:
      return text;
    default:
      return mark satisfies never;
  }
}

/** Lays out a card for its reader. */
export function cardPage(reader: CardReader, wording: CardWording, source: CardSource): CardPage {
  const { headline, fields } = reader === 'emergency' ? emergencyFields(source) : patientFields(source);
  const sections = wording.sections.map(({ title, lines }) => ({ title, lines: lines.map(lineOf) }));
  const { name, brand } = source.drug;
  return {
    reader,
    title: wording.title,
    drug: `${brand} (${name})`,
    asOf: reader === 'emergency' ? sayTime(source.now) : sayPlainTime(source.now),
    born: source.facts.birthDate,
    headline,
    fields,
    sections,
    contacts: contactsOf(wording, source),
    notes: notesOf(reader, sections, source.cautions),
  };
}

/** The numbers as the site gave them; one that it did not give is a blank, never a number from elsewhere. */
function contactsOf({ contacts }: CardWording, { site }: CardSource): readonly CardField[] {
  return contacts.map(({ call, label }) => ({ label, text: site.telephone?.[call] ?? null }));
}

function lineOf({ lead, text, cite }: CardWording['sections'][number]['lines'][number]): PageLine {
  const basis = weakestBasis(cite);
  return { ...(lead === undefined ? {} : { lead }), text, ...(basis === 'document' ? {} : { mark: basis }) };
}

function notesOf(reader: CardReader, sections: CardPage['sections'], cautions: readonly string[]): readonly string[] {
  const marks = new Set(sections.flatMap(({ lines }) => lines.flatMap(({ mark }) => mark ?? [])));
  const said =
    reader === 'emergency'
      ? {
          secondary: `${MARKS.secondary} read in a secondary source.`,
          unconfirmed: `${MARKS.unconfirmed} believed and read in no document: check it first.`,
        }
      : {
          secondary: `${MARKS.secondary} from a second-hand source.`,
          unconfirmed: `${MARKS.unconfirmed} ask your care team about this line.`,
        };
  const legend = (['secondary', 'unconfirmed'] as const).filter((mark) => marks.has(mark)).map((mark) => said[mark]);
  // The first says the most; a page has no room for all, and the answer holds them.
  return [...cautions.slice(0, 1), ...(legend.length === 0 ? [] : [legend.join(' ')])];
}
