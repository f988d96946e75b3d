import { z } from 'zod';
import { citations, identifier, strict } from '../schema-parts.ts';

const number = z
  .number({ error: 'a number is wanted here|Write it plainly, as 0.5' })
  .positive('a limit is more than 0|Correct the number')
  .refine((value) => /^\d+(\.\d+)?$/u.test(String(value)), 'a limit is a plain decimal number|Write it as 0.5');

const multiple = strict({ times: number, of: z.enum(['uln', 'lln', 'baseline']) });
const bound = z.union([number, multiple], {
  error: 'this is neither a value nor a multiple of a limit|Write 0.5, or { times: 3, of: uln }',
});

const ONE = 'a grade has one limit|Write one of: less-than, more-than, at-least';

const limit = z.union([strict({ 'less-than': bound }), strict({ 'more-than': bound }), strict({ 'at-least': bound })], {
  error: ONE,
});

const common = {
  grade: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)], {
    error: 'a grade here is 1 to 4|Write the number alone',
  }),
  raisedBaseline: limit.optional().describe('Instead, where the value before treatment was above the upper limit'),
};

const grade = z.union(
  [
    strict({ ...common, 'less-than': bound }),
    strict({ ...common, 'more-than': bound }),
    strict({ ...common, 'at-least': bound }),
  ],
  { error: ONE },
);

const unit = strict({ names: z.array(z.string().min(1)).min(1), times: number });

/** `grading/ctcae-5.yaml`: how laboratory values are graded. */
export const labScaleSchema = strict({
  id: identifier,
  title: z.string().min(1),
  units: z
    .record(z.string(), z.array(unit).min(1))
    .describe('Sets of units by name; the first of a set is the unit of its limits, with `times` 1'),
  analytes: z
    .array(
      strict({
        id: identifier,
        name: z.string().min(1),
        also: z.array(z.string().min(1)).default([]).describe('Other names under which a course may record it'),
        units: z.string().min(1).describe('The name of a set of `units`'),
        grades: z.array(grade).min(1).describe('The most severe first'),
        cite: citations,
      }),
    )
    .min(1),
});
export type LabScaleEntry = z.infer<typeof labScaleSchema>;
