import { z } from 'zod';
import { SITE_CONTACTS } from '../../../core/regimen/site.ts';
import { citations, identifier, strict } from '../schema-parts.ts';

const text = z.string().min(1);

const line = strict({
  lead: text.optional().describe('Set in bold before the text'),
  text,
  cite: citations.describe('One for every part of the text: the weakest says how well the line is known'),
});

const wording = strict({
  title: text,
  sections: z
    .array(strict({ id: identifier, title: text, lines: z.array(line).min(1, 'a section has a line|Add one') }))
    .min(1, 'a card says something|Add a section'),
  contacts: z
    .array(
      strict({ call: z.enum(SITE_CONTACTS).describe('The number of the site file that stands here'), label: text }),
    )
    .min(1, 'a card says whom to call|Name one'),
});

/** `cards.yaml`: the words of the cards that go with a patient. */
export const cardsSchema = strict({
  emergency: wording.describe('For an emergency department'),
  patient: wording.describe('For the patient and the caregiver, in plain words'),
});
