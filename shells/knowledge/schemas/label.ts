import { z } from 'zod';
import type { AdverseEventKind } from '../../../core/course/event.ts';
import { citations, identifier, isoDate, strict } from '../schema-parts.ts';
import { milligrams } from './drug.ts';

const CYCLES = 'these are no cycles|Write 1, 3-4 or "5 onward"';

/** `1`, `3-4` or `5 onward`. */
const cycles = z
  .union([z.int().min(1), z.string().regex(/^[1-9]\d*(?:-[1-9]\d*| onward)?$/u)], { error: CYCLES })
  .transform((written, context): { from: number; to: number | null } => {
    const [, first, last] = /^([1-9]\d*)(?:-([1-9]\d*)| onward)?$/u.exec(String(written)) ?? [];
    const from = Number(first);
    const to = last === undefined ? from : Number(last);
    if (first === undefined || to < from) {
      context.addIssue(CYCLES);
      return z.NEVER;
    }
    return { from, to: String(written).endsWith('onward') ? null : to };
  });

const day = z.int().min(1);
const days = z.union([z.literal('any'), z.array(day).min(1)], {
  error: 'these are no days|Write a list of days of the cycle, [1, 15], or "any"',
});

/** Which doses a rule is about. */
export const doses = strict({ cycles, days });
const listedDoses = strict({ cycles, days: z.array(day).min(1) });

/** Cautions that belong to doses. */
export const doseCautions = z.array(
  strict({ id: identifier, from: isoDate.optional(), doses, text: z.string().min(1), cite: citations }),
);

const hours = z.number().positive();
const countedFrom = z.enum(['start', 'end']);

const leastAndMost = z
  .tuple([hours, hours], { error: 'two numbers are wanted here|Write [least, most]; one number twice: [2, 2]' })
  .refine(([least, most]) => least <= most, 'the least is more than the most|Write [least, most]');

const ADVERSE_EVENTS = [
  'crs',
  'icans',
  'neurotoxicity',
  'neutropenia',
  'febrile-neutropenia',
  'thrombocytopenia',
  'anemia',
  'infection',
  'hepatotoxicity',
  'hypersensitivity',
  'other',
] as const satisfies readonly AdverseEventKind[];

const adverseEvent = z.enum(ADVERSE_EVENTS, {
  error: `this is no kind of adverse event of a course|Use one of: ${ADVERSE_EVENTS.join(', ')}`,
});

/** `label.yaml` */
export const labelSchema = strict({
  id: identifier,
  drug: identifier,
  version: z.string().min(1),
  inForce: strict({ from: isoDate, cite: citations }),
  cautions: doseCautions,
});

/** `schedule.yaml` */
export const scheduleSchema = strict({
  cycle: strict({ days: z.int().min(1), cite: citations }),
  steps: z.array(strict({ doses: listedDoses, mg: milligrams, cite: citations })).min(1),
  infusion: strict({ hours, cite: citations }),
  rate: strict({ volumeMl: z.number().positive(), mlPerHour: z.number().positive(), cite: citations }),
  secondStepUp: strict({
    repeats: strict({ cycle: z.int().min(1), days: z.array(day).min(1) }),
    thenObserveLike: strict({ cycle: z.int().min(1), day }),
    caution: z.string().min(1),
    cite: citations,
  }),
  everyDose: z.array(strict({ id: identifier, text: z.string().min(1), cite: citations })),
  cautions: doseCautions,
});

/** `observation.yaml` */
export const observationSchema = strict({
  rules: z
    .array(
      strict({
        doses,
        hours: leastAndMost,
        from: countedFrom,
        setting: z.string().min(1).optional(),
        stayNear: strict({
          hours,
          from: countedFrom,
          within: z.string().min(1),
          recommended: z.boolean(),
          caregiver: z.boolean(),
          cite: citations,
        }).optional(),
        cite: citations,
      }),
    )
    .min(1),
  extended: strict({
    kinds: z.array(adverseEvent).min(1),
    fromGrade: z.int().min(1).max(5),
    hours: leastAndMost,
    from: countedFrom,
    setting: z.string().min(1).optional(),
    cite: citations,
  })
    .describe('The longer observation of the dose after such an event')
    .optional(),
  cautions: doseCautions,
});

/** `premedication.yaml` */
export const premedicationSchema = strict({
  items: z.array(
    strict({
      id: identifier,
      give: z.string().min(1),
      when: z.enum(['before', 'after']),
      timing: z.string().min(1),
      doses,
      cite: citations,
    }),
  ),
  cautions: doseCautions,
});

/** `labs.yaml` */
export const labsSchema = strict({
  panels: z.array(strict({ id: identifier, name: z.string().min(1) })),
  rules: z.array(strict({ doses, panels: z.array(identifier).min(1), cite: citations })),
  cautions: doseCautions,
}).superRefine(({ panels, rules }, context) => {
  const known = panels.map(({ id }) => id);
  rules.forEach((rule, index) => {
    rule.panels.forEach((panel, at) => {
      if (!known.includes(panel))
        context.addIssue({
          code: 'custom',
          path: ['rules', index, 'panels', at],
          message: `there is no panel "${panel}"|Use one of: ${known.join(', ')}`,
        });
    });
  });
});
