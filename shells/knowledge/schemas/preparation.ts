import { z } from 'zod';
import { stepNumbers, type Preparation } from '../../../core/preparation/preparation.ts';
import { citations, identifier, strict } from '../schema-parts.ts';
import { milligrams } from './drug.ts';

const volume = z.number().positive('a volume is more than 0|Write the mL that the document prints');

const clock = strict({
  hours: z.number().positive(),
  from: z.string().min(1),
  caution: z.string().min(1).optional(),
  cite: citations,
});

const words = z.string().min(1, 'something has to stand here|Write what people call it');
const named = { id: identifier, name: words, also: z.array(words).optional() };
const notToUse = strict({ ...named, text: z.string().min(1), cite: citations });
const namedList = z.array(strict(named)).min(1, 'the list is empty|Name at least one');

const materials = strict({
  reconstitution: strict({ liquid: strict(named), never: z.array(notToUse), cite: citations }),
  bag: strict({ fluid: strict(named), materials: namedList, cite: citations }),
  line: strict({ materials: namedList, primeWith: namedList, cite: citations }),
  advisedAgainst: z.array(notToUse),
});

/** `preparation.yaml` */
export const preparationSchema = strict({
  doses: z
    .array(
      strict({
        mg: milligrams,
        vial: strict({ strengthMg: milligrams, count: z.int().min(1) }),
        sterileWaterMl: volume,
        concentrationMgPerMl: z.number().positive(),
        withdrawableMl: volume,
        salineToWithdrawMl: volume,
        stabilizerMl: volume,
        drugMl: volume,
        bagMl: volume,
        cite: citations,
      }),
    )
    .min(1),
  clocks: strict({
    dilute: clock,
    roomTemperature: clock,
    refrigerated: clock,
    outOfRefrigerator: clock,
    vials: clock,
  }),
  stabilizer: strict({ vials: z.int().min(1), vialMl: volume, cite: citations }),
  materials,
  inspections: z
    .array(
      strict({
        id: identifier,
        after: identifier,
        when: z.enum(['preparation', 'infusion']),
        ask: words,
        otherwise: words,
        cite: citations,
      }),
    )
    .min(1, 'the list is empty|Name at least one'),
  onBag: z.array(strict({ text: words, cite: citations })),
  steps: z
    .array(
      strict({
        id: identifier,
        sourceStep: z.int().min(1).optional(),
        title: z.string().min(1),
        text: z.string().min(1),
        warnings: z.array(z.string().min(1)),
        cite: citations,
      }),
    )
    .min(1),
}).superRefine((value, context) => {
  const { doses, clocks, steps } = value as Preparation;
  const [dose] = doses;
  if (dose === undefined) return;
  const names = [...stepNumbers(dose, clocks).keys()];
  steps.forEach(({ text }, index) => {
    for (const [, name = ''] of text.matchAll(/\{([^}]*)\}/gu))
      if (!names.includes(name))
        context.addIssue({
          code: 'custom',
          path: ['steps', index, 'text'],
          message: `{${name}} stands for no number|Use one of: ${names.join(', ')}`,
        });
  });
});
