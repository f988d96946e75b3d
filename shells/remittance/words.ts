import type { Command } from 'commander';

/** What a payer's answer is called on the command line. These are the payer's acts; no finding uses these words (R10). */
export const TITLES = {
  denials: 'Denied by the payer',
  underpayments: 'Paid below the expected amount',
  overpayments: 'Paid above the expected amount',
  open: 'Without an answer',
  unclear: 'To be looked into',
  paid: 'Paid',
} as const;

/** The name of the option that takes the payer's reason. */
export const REASON_OPTION = 'denied';

export function withReasonOption(command: Command): Command {
  return command.option(
    '--denied <reason>',
    'the payer does not pay: its reason, in its own words or by its codes (CO-197)',
  );
}
