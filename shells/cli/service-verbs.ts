import type { Verb } from './verb.ts';
import { serveVerb } from './verbs/serve.ts';
import { storeBackupVerb, storeRebuildVerb, storeRestoreVerb, storeVerifyVerb } from './verbs/store.ts';

/**
 * The verbs of the service and its record, listed after all others. They stand apart: the service answers with the
 * others' code and with none of these.
 */
export const SERVICE_VERBS: readonly Verb[] = [
  serveVerb,
  storeVerifyVerb,
  storeRebuildVerb,
  storeBackupVerb,
  storeRestoreVerb,
];
