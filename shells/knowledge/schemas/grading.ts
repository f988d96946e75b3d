import { z } from 'zod';
import { citations, identifier, strict } from '../schema-parts.ts';
import { criterionSchema } from './criterion.ts';

const rule = strict({ grade: z.int().min(1).max(5), criterion: criterionSchema });

/** `grading/<id>.yaml`: a published way of grading adverse events from findings. */
export const gradingSchema = strict({
  id: identifier,
  title: z.string().min(1),
  scales: z
    .array(
      strict({
        id: identifier,
        name: z.string().min(1),
        notes: z.array(
          strict({ id: identifier, text: z.string().min(1), when: criterionSchema.optional(), cite: citations }),
        ),
        grades: z.array(rule).min(1).describe('The most severe first'),
      }),
    )
    .min(1),
});
export type GradingEntry = z.infer<typeof gradingSchema>;
