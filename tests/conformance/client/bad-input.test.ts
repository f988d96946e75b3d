import { describe, expect, it } from 'vitest';
import { example, stepwise } from '../../support/cli.ts';

const PARTIES = `${example('billing/clinic.yaml')},${example('billing/patient.yaml')}`;
const FROM_CHART = [
  ...['--policy', 'fep-5.21.223', '--request', 'initial', '--chart', example('charts/second-line.json')],
  ...['--answers', example('answers/second-line.yaml'), '--on', '2026-06-15'],
];

describe('a call of submit that cannot be used says what is wrong', () => {
  const call = (...args: readonly string[]): ReturnType<typeof stepwise> => stepwise('submit', ...args);
  const TO = ['--to', 'https://payer.example/fhir'];

  it.each([
    ['no address', [], '--to: it is missing. Name the FHIR service of the payer'],
    ['an address without TLS', ['--to', 'http://payer.example/fhir'], '--to: "http://payer.example/fhir" is not TLS.'],
    [
      'nothing of the patient',
      [...TO, '--policy', 'fep-5.21.223', '--request', 'initial', '--parties', PARTIES],
      'submit: nothing is given about the patient.',
    ],
    [
      'two policies',
      [...TO, ...FROM_CHART.slice(2), '--policy', 'fep-5.21.223,prime-ic-0789', '--parties', PARTIES],
      '--policy: a request goes to one payer.',
    ],
    [
      'parties that say too little',
      [...TO, ...FROM_CHART, '--parties', example('billing/clinic.yaml')],
      '--parties: payer.name is missing.',
    ],
    ['no setting', [...TO, ...FROM_CHART, '--parties', PARTIES], '--setting: where it will be given is not known.'],
    [
      'an insurer without its list',
      [...TO, ...FROM_CHART, '--parties', PARTIES, '--insurer', '1234'],
      '--insurer: "1234" is no number of a list.',
    ],
    [
      'a confirmer without a role',
      [...TO, ...FROM_CHART, '--parties', PARTIES, '--confirmed-by', 'Robin'],
      '--confirmed-by: "Robin" names nobody in a role.',
    ],
    ['following nothing', [...TO, '--follow'], '--follow: it is of a request that was written before.'],
    [
      'sending what is not kept',
      [...TO, ...FROM_CHART, '--parties', PARTIES, '--send'],
      '--send: a request that is sent has to be kept.',
    ],
    [
      'a file that is no request',
      [...TO, '--bundle', example('charts/second-line.json'), '--follow'],
      'this is no request for prior authorization.',
    ],
  ])('%s', async (_what, args, told) => {
    const { status, err } = await call(...args);
    expect(err).toContain(told);
    expect(status).toBe(2);
  });
});
