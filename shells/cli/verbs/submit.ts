import type { Verb } from '../verb.ts';
import { SETTINGS } from './submit-settings.ts';

/** Ask a payer for prior authorization over its FHIR service, and hear what it says. */
export const submitVerb: Verb = {
  name: 'submit',
  summary: 'Prepare a request for prior authorization (Da Vinci PAS), send it, ask what became of it',
  examples: [
    'stepwise submit --policy fep-5.21.223 --request initial --chart examples/charts/second-line.json --answers examples/answers/second-line.yaml --parties examples/billing/clinic.yaml,examples/billing/patient.yaml --setting hospital-outpatient --to https://payer.example/fhir --on 2026-06-15',
  ],
  configure: (command) =>
    command
      .option('--policy <id>', 'the policy of the payer')
      .option('--request <kind>', 'initial or renewal')
      .option('--chart <file>', 'FHIR R4 Bundle of the patient: what the criteria rest on goes along')
      .option('--answers <file>', 'facts that a person states (YAML or JSON)')
      .option('--course <file>', "the patient's course of therapy")
      .option('--parties <files>', 'who asks whom for whom: the billing files, with commas between')
      .option('--insurer <number>', "the payer's own number as system|value, instead of the payer id of the file")
      .option('--setting <setting>', `where it will be given: ${SETTINGS.join(', ')}`)
      .option('--start <day>', 'first day wanted for the authorization (YYYY-MM-DD)')
      .option('--urgent', 'the prescriber says that it cannot wait')
      .option('--confirmed-by <person>', 'who looked over what chart and course say: "name, role"')
      .option('--replaces <file>', 'the request that was sent before, which this one changes or completes')
      .option('--on <day>', 'date of the request (YYYY-MM-DD); today if left out')
      .option('--drug <id>', 'the drug, where more than one is held')
      .option('--to <address>', "the payer's FHIR service")
      .option('--out <file>', 'write the request, to be read, sent and followed')
      .option('--incomplete', 'send it although its criteria are not found met')
      .option('--bundle <file>', 'a request that was written before')
      .option('--send', 'send it')
      .option('--follow', 'ask once what became of the request of --bundle')
      .option('--cancel', 'take the request of --bundle back')
      .option('--subscribe <address>', 'have the payer post what it decides to this address of the practice')
      .option('--received <file>', 'tell what the payer posted about the request of --bundle')
      .option('--client <id>', 'as what the payer has registered the practice')
      .option('--key <file>', 'the private key for it (JWK)'),
  // The rules of the guide and what signs in are loaded for a call that needs them only.
  run: async (options, desk) => (await import('./submit-request.ts')).submit(options, desk),
};
