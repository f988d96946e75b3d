import { readFileSync, writeFileSync } from 'node:fs';
import { plain } from '../../cli/paint.ts';
import type { Desk } from '../../cli/verb.ts';
import { auditVerb } from '../../cli/verbs/audit.ts';
import { InputError } from '../../input/input-error.ts';
import { loadKnowledge } from '../../knowledge/load.ts';
import { JOB_FILES, type JobAsked, type JobTold } from './told.ts';

/**
 * One audit in a process of its own, so that the service goes on answering: the verb of the command line, in the folder
 * of the job. What it says goes to the service; what it finds is written beside the claims.
 */
process.once('message', (asked: JobAsked) => {
  void run(asked).then((told) => {
    process.send?.(told, () => {
      process.exit();
    });
  });
});

async function run({ options, knowledge, now }: JobAsked): Promise<JobTold> {
  const tell = (told: JobTold): void => void process.send?.(told);
  const desk: Desk = {
    knowledge: () => loadKnowledge(knowledge),
    now: () => now,
    today: () => now.slice(0, 10),
    read: (file) => readFileSync(file, 'utf8'),
    write: (file, content) => {
      writeFileSync(file, content);
    },
    paint: plain,
    progress: (part) => {
      tell({ kind: 'progress', part, percent: 0 });
      return {
        update: (percent) => {
          tell({ kind: 'progress', part, percent: Math.min(100, Math.floor(percent)) });
        },
        stop: () => undefined,
      };
    },
  };
  try {
    const { json } = await auditVerb.run({ ...options, ...JOB_FILES }, desk);
    return { kind: 'done', answer: json };
  } catch (error) {
    // What the program did wrong may repeat what stands in the claims: only that it went wrong is told.
    return error instanceof InputError ? { kind: 'refused', faults: error.faults } : { kind: 'broken' };
  }
}
