import path from 'node:path';
import { z } from 'zod';
import { billingFileSchema } from '../shells/claim-forms/billing-schema.ts';
import { courseSchema } from '../shells/course/course-schema.ts';
import { findingsSchema } from '../shells/grading/findings-schema.ts';
import { answersSchema } from '../shells/input/answers-schema.ts';
import { FILE_KINDS, knowledgeSchema } from '../shells/knowledge/json-schemas.ts';
import { loadKnowledge } from '../shells/knowledge/load.ts';
import { usingSchema } from '../shells/preparation/using-schema.ts';
import { siteSchema } from '../shells/site/site-schema.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** The JSON Schemas that other programs rely on, by file name under `schemas/`. */
export function publishedSchemas(): ReadonlyMap<string, string> {
  const knowledge = loadKnowledge(path.join(ROOT, 'knowledge'));
  const course = { title: 'Stepwise course', ...z.toJSONSchema(courseSchema, { io: 'input' }) };
  const findings = { title: 'Stepwise findings', ...z.toJSONSchema(findingsSchema, { io: 'input' }) };
  const files: readonly (readonly [string, unknown])[] = [
    ['answers.schema.json', answersSchema(knowledge.facts.values())],
    ['billing.schema.json', { title: 'Stepwise billing file', ...z.toJSONSchema(billingFileSchema, { io: 'input' }) }],
    ['course.schema.json', course],
    ['findings.schema.json', findings],
    ['preparation.schema.json', { title: 'Stepwise preparation', ...z.toJSONSchema(usingSchema, { io: 'input' }) }],
    ['site.schema.json', { title: 'Stepwise site', ...z.toJSONSchema(siteSchema, { io: 'input' }) }],
    ...Object.entries(FILE_KINDS).map(
      ([name, kind]) => [`knowledge/${name}.json`, knowledgeSchema(kind, knowledge)] as const,
    ),
  ];
  return new Map(files.map(([name, schema]) => [name, `${JSON.stringify(schema, null, 2)}\n`]));
}
