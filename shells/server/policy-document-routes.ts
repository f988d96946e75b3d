import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Policy } from '../../core/coverage/policy.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { openSource } from '../knowledge/verify.ts';
import { verifyDocument } from '../sources/verify.ts';
import { callerOf } from './guard.ts';
import { impactOn } from './policy-impact.ts';
import { impactReport, policyDocument, policyTexts, versionName, versionParams } from './policy-shapes.ts';
import { ProblemError } from './problem.ts';
import type { Service } from './service.ts';

/** A version of a policy as a document, as a file, and what another version would make of the requests in the record. */
export function policyDocumentRoutes(app: FastifyInstance, service: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { knowledge, sources } = service;

  routes.get(
    '/v1/policies/:id/:version',
    {
      config: { route: 'policies.read' },
      schema: {
        summary: 'A version as a document: its criteria, what no rule says, and how the document is accounted for',
        params: versionParams,
        response: { 200: policyDocument },
      },
    },
    ({ params: { id, version } }) => {
      const held = knowledge.current();
      const policy = versionOf(held, id, version);
      const source = held.sources.get(policy.source);
      return {
        policy: withTrees(policy),
        document:
          source === undefined
            ? null
            : {
                ...{ id: source.id, title: source.title, publisher: source.publisher, basis: source.basis },
                ...{ url: source.url, dates: source.dates, supersededBy: source.supersededBy },
                sections: source.sections.map((section) => ({ id: section.id, title: section.title })),
              },
        coverage: sources === undefined ? null : coverageOf(held, policy, sources),
        notEncoded: reasonsOf(held, policy),
        examples: held.cases.filter((one) => one.policy === id).reduce((sum, { cases }) => sum + cases.length, 0),
      };
    },
  );

  routes.get(
    '/v1/policies/:id/:version/files',
    {
      config: { route: 'policies.draft' },
      schema: {
        summary: 'The files of a version and of its worked examples, to begin a draft with',
        params: versionParams,
        response: { 200: policyTexts },
      },
    },
    ({ params: { id, version } }) => {
      const policy = versionOf(knowledge.current(), id, version);
      const folder = path.join(knowledge.folder, 'payers', policy.payer.id, policy.drug);
      return { text: textOf(path.join(folder, `${version}.yaml`)), cases: textOf(path.join(folder, 'cases.yaml')) };
    },
  );

  routes.get(
    '/v1/policies/impact',
    {
      config: { route: 'policies.impact' },
      schema: {
        summary: 'What each of two versions would make of the requests in the record, from what was kept with them',
        querystring: z.object({ from: versionName, to: versionName }),
        response: { 200: impactReport },
      },
    },
    async (request) => {
      const held = knowledge.current();
      const [from, to] = [request.query.from, request.query.to].map((name) => {
        const [id = '', version = ''] = name.split('@');
        return versionOf(held, id, version);
      });
      if (from === undefined || to === undefined) throw new Error('two versions are named');
      return impactOn(from, to, service, callerOf(request));
    },
  );
}

/** @throws ProblemError 404 where it is not held */
function versionOf({ policies }: Knowledge, id: string, version: string): Policy {
  const policy = policies.find((one) => one.id === id && one.version === version);
  if (policy === undefined) throw new ProblemError(404, 'No such version is held');
  return policy;
}

/** The compiled evaluators are no data; the trees that they were made from are. */
function withTrees(policy: Policy): unknown {
  const { initial, renewal } = policy.requests;
  return {
    ...policy,
    cautions: policy.cautions.map(({ when, ...caution }) => ({ ...caution, ...(when ? { when: when.root } : {}) })),
    requests: {
      initial: { ...initial, criteria: initial.criteria.root },
      renewal: renewal && { ...renewal, criteria: renewal.criteria.root },
    },
  };
}

type Told = z.input<typeof policyDocument>;

/** What no rule of the policy's document says. */
function reasonsOf({ notEncoded }: Knowledge, { source }: Policy): Told['notEncoded'] {
  return notEncoded
    .filter((file) => file.source === source)
    .flatMap((file) => file.passages.map((passage) => ({ ...passage, source })));
}

function coverageOf(held: Knowledge, { source }: Policy, folder: string): Told['coverage'] {
  const document = openSource(held, source, folder);
  if (document === undefined) return null;
  const rules = held.cited
    .filter(({ passage }) => passage.source === source)
    .map(({ file, at, passage }) => ({ file, at, ...passage }));
  const reasons = held.notEncoded
    .filter((file) => file.source === source)
    .flatMap(({ file, passages }) =>
      passages.map((passage, index) => ({ file, at: `passages.${String(index)}`, ...passage })),
    );
  const { found, stale, passages, unaccounted } = verifyDocument(document, rules, reasons);
  return {
    ...{
      found,
      withRule: passages.withRule,
      notEncoded: passages.notEncoded,
      unaccounted: unaccounted.map((run) => ({ ...run })),
    },
    stale: stale.map(({ file, at }) => ({ file: path.basename(file), at })),
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
