import { mgPerUnitOn } from '../../../core/billing/billing.ts';
import { checkCoverage, type CoverageRequest } from '../../../core/foresight/check-coverage.ts';
import { benefitCautions, benefitIsRecorded } from '../../../core/coverage/cautions.ts';
import type { Course } from '../../../core/course/event.ts';
import { compareDeterminations } from '../../../core/explain/compare.ts';
import { packetOf, type Packet } from '../../../core/explain/packet.ts';
import { recordOf } from '../../../core/foresight/record-of.ts';
import type { FactRecord } from '../../../core/values/fact.ts';
import type { Determination } from '../../../core/coverage/determination.ts';
import type { Drug } from '../../knowledge/drug.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Policy } from '../../../core/coverage/policy.ts';
import { InputError } from '../../input/input-error.ts';
import { readAnswers } from '../../input/read-answers.ts';
import { courseOption, drugOfCall } from '../course-option.ts';
import { choiceOption, dayOption, policiesOf, textOption, unknownName } from '../options.ts';
import { outputOption } from '../output-option.ts';
import { renderDetermination } from '../render/check.ts';
import { renderComparison } from '../render/compare.ts';
import { wrap } from '../render/table.ts';
import type { AnswerExit, Desk, Options, Verb, VerbAnswer } from '../verb.ts';

/** Does the patient meet the criteria, under one policy or several at once? */
export const checkVerb: Verb = {
  name: 'check',
  summary: 'Find whether a patient meets the criteria of one or more policies, and what is missing',
  examples: [
    'stepwise check --policy fep-5.21.223,prime-ic-0789 --request initial --chart examples/charts/second-line.json --answers examples/answers/second-line.yaml --on 2026-06-15',
    'stepwise check --policy prime-ic-0789 --request renewal --answers examples/answers/renewal-response.yaml --on 2026-06-15 --json',
  ],
  configure: (command) =>
    command
      .option('--policy <ids>', 'policies by id, separated by commas')
      .option('--payer <id>', "all of a payer's policies for the drug")
      .requiredOption('--request <kind>', 'initial or renewal')
      .option('--chart <file>', 'FHIR R4 Bundle of one patient')
      .option('--answers <file>', 'facts that a person states (YAML or JSON)')
      .option('--course <file>', "the patient's course of therapy")
      .option('--start <day>', 'first day wanted for the authorization (YYYY-MM-DD)')
      .option('--packet <file>', 'write a submission packet for fax and portal (PDF), of one policy')
      .option('--on <day>', 'date of the answer, or of the service asked about (YYYY-MM-DD); today if left out')
      .option('--drug <id>', 'the drug, where more than one is held'),
  run: async (options, desk): Promise<VerbAnswer> => {
    const kind = choiceOption(options, 'request', ['initial', 'renewal'] as const) ?? 'initial';
    const on = dayOption(options, 'on') ?? desk.today();
    const start = dayOption(options, 'start');
    const knowledge = desk.knowledge();
    const policies = policiesOf(knowledge, options);
    const packet = packetOption(options, policies);
    const request: CoverageRequest = {
      kind,
      on,
      ...(start ? { start } : {}),
      ...(await readInputs(options, desk, on)),
    };
    const record = recordOf(request, knowledge.facts).facts;
    const determinations = policies.map((versions) => {
      const drug = drugOfPolicy(knowledge, versions, options, request.course);
      const found = checkCoverage(versions, request, knowledge, {
        labels: drug.labels,
        mgPerUnit: mgPerUnitOn(drug.billing, on),
        notBilled: drug.billing.notBilled,
      });
      return benefitIsRecorded(knowledge.benefits, record) ? withBenefit(found, record, knowledge) : found;
    });
    const written = packet === undefined ? [] : [await writePacket(packet, determinations, request, knowledge, desk)];
    const comparison = determinations.length > 1 ? compareDeterminations(determinations, knowledge.facts) : undefined;
    return {
      json: { determinations, ...(comparison ? { comparison } : {}) },
      // Made when it is read: a service that answers with the document has no use for it.
      get text(): string {
        const sections = determinations.map((found) => renderDetermination(found, knowledge, desk.paint));
        const compared = comparison ? [renderComparison(comparison, desk.paint)] : [];
        return [[...sections, ...compared].join(`\n\n${RULE}\n\n`), ...written].join('\n\n');
      },
      exit: exitOf(determinations),
    };
  },
};

const RULE = '─'.repeat(100);

async function readInputs(
  options: Options,
  desk: Desk,
  on: string,
): Promise<Pick<CoverageRequest, 'answers' | 'chart' | 'course'>> {
  const [chart, answers, course] = ['chart', 'answers', 'course'].map((name) => textOption(options, name));
  if (chart === undefined && answers === undefined && course === undefined) {
    const what = 'nothing is given about the patient';
    throw new InputError([{ where: 'check', what, mend: 'Give one of --chart, --answers and --course' }]);
  }
  return {
    ...(answers === undefined
      ? {}
      : { answers: readAnswers(desk.read(answers, '--answers'), answers, on, desk.knowledge().facts) }),
    ...(course === undefined ? {} : { course: courseOption(desk, course, on) }),
    ...(chart === undefined ? {} : { chart: await readChartFile(desk.read(chart, '--chart'), chart, on) }),
  };
}

/** The engine that reads charts is only loaded for a call that has one. */
async function readChartFile(text: string, file: string, on: string): Promise<NonNullable<CoverageRequest['chart']>> {
  const { readChart } = await import('../../chart/read-chart.ts');
  return readChart(text, file, on);
}

/** A packet goes to one payer: what another's policy makes of the patient is not for its eyes. @throws InputError */
function packetOption(options: Options, policies: readonly (readonly Policy[])[]): string | undefined {
  const file = outputOption(options, 'packet', ['chart', 'answers', 'course']);
  if (file === undefined || policies.length === 1) return file;
  const ids = policies.map(([version]) => version?.id ?? '').join(', ');
  throw new InputError([
    {
      where: '--packet',
      what: `a packet goes to one payer, and ${policies.length} policies are named`,
      mend: `Call once for each of: ${ids}`,
    },
  ]);
}

/** How many texts that cannot be printed whole are told. */
const TOLD = 3;

/** Draws and writes the packet. The library that draws is only loaded for a call that wants one. @returns what to tell */
async function writePacket(
  file: string,
  determinations: readonly Determination[],
  request: CoverageRequest,
  knowledge: Knowledge,
  desk: Desk,
): Promise<string> {
  const { drawPacket } = await import('../../packet/draw-packet.ts');
  const packet = packetOfRequest(determinations, request, knowledge);
  const { bytes, pages, workSheets, unprintable } = await drawPacket(packet);
  desk.write(file, bytes);
  const told = `Packet written to ${file}: ${pages} ${pages === 1 ? 'page' : 'pages'} to submit, ${workSheets} to keep.`;
  if (unprintable.length === 0) return told;
  const some = unprintable.slice(0, TOLD).join('; ');
  const more = unprintable.length > TOLD ? `; ${unprintable.length - TOLD} more` : '';
  return `${told}\n${desk.paint('yellow', '!')} ${wrap(`Signs that it cannot print stand as [?]. Write them in by hand: ${some}${more}`, 2)}`;
}

function packetOfRequest([found]: readonly Determination[], request: CoverageRequest, knowledge: Knowledge): Packet {
  const policy = knowledge.policies.find(
    ({ id, version }) => id === found?.policy.id && version === found.policy.version,
  );
  const drug = knowledge.drugs.get(policy?.drug ?? '');
  if (found === undefined || policy === undefined || drug === undefined)
    throw new Error('A determination names a policy or a drug that is not held');
  const record = recordOf(request, knowledge.facts);
  const { course, start } = request;
  // The letter says facts that this policy does not ask for: what disagrees about them has to be known as well.
  const known = new Set(found.cautions.map(({ text }) => text));
  const disagreeing = record.cautions.filter(({ text }) => !known.has(text));
  return packetOf(
    {
      found: withBenefit({ ...found, cautions: [...found.cautions, ...disagreeing] }, record.facts, knowledge),
      policy,
      drug,
      facts: record.facts,
      ...(course ? { course } : {}),
      ...(start ? { start } : {}),
    },
    knowledge,
  );
}

/** The determination with the cautions of the benefit, each once; they change nothing else. */
function withBenefit(found: Determination, facts: FactRecord, { benefits }: Knowledge): Determination {
  const more = benefitCautions(benefits, { kind: found.request.kind, facts });
  const said = new Set(found.cautions.map(({ id }) => id));
  return { ...found, cautions: [...found.cautions, ...more.filter(({ id }) => !said.has(id))] };
}

/** 0 where any policy is met, else 10 where any waits for an answer, else 20. */
function exitOf(determinations: readonly Determination[]): AnswerExit {
  if (determinations.some(({ outcome }) => outcome === 'criteria-met')) return 0;
  return determinations.some(({ outcome }) => outcome === 'information-needed') ? 10 : 20;
}

/** The drug that the policy is of; a course of another drug has nothing to do with it. @throws InputError */
function drugOfPolicy(knowledge: Knowledge, versions: readonly Policy[], options: Options, course?: Course): Drug {
  const id = versions[0]?.drug ?? '';
  if (course !== undefined) drugOfCall(knowledge, { ...options, drug: id }, course);
  const drug = knowledge.drugs.get(id);
  if (drug === undefined) throw unknownName('--drug', 'drug', id, [...knowledge.drugs.keys()]);
  return drug;
}
