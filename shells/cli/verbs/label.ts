import type { Label } from '../../../core/regimen/label.ts';
import { drugOf, textOption, unknownName } from '../options.ts';
import { labelListText, labelText } from '../render/label.ts';
import type { Verb } from '../verb.ts';
import { InputError } from '../../input/input-error.ts';

/** Every held version of every drug's label. */
export const labelListVerb: Verb = {
  name: 'label list',
  summary: 'List the label versions that are held',
  examples: ['stepwise label list'],
  configure: (command) => command,
  run: (_options, desk) => {
    const labels = [...desk.knowledge().drugs.values()].flatMap(({ id: drug, labels: held }) =>
      held.map(({ id, version, inForce }, index) => ({
        id,
        drug,
        version,
        from: inForce.from,
        /** The first day of the next version held. */
        until: held[index + 1]?.inForce.from ?? null,
      })),
    );
    return { json: { labels }, text: labelListText(labels, desk.paint), exit: 0 };
  },
};

/** One label version. */
export const labelShowVerb: Verb = {
  name: 'label show',
  summary: 'Show what a label version says of each dose, and its checks',
  examples: ['stepwise label show tarlatamab-2025-11'],
  argument: 'label',
  configure: (command) =>
    command
      .option('--label <id>', 'the label version; its id may also stand alone behind the verb')
      .option('--drug <id>', 'drug, where several are held'),
  run: (options, desk) => {
    const id = textOption(options, 'label');
    if (id === undefined)
      throw new InputError([{ where: '--label', what: 'no label is named', mend: 'See `stepwise label list`' }]);
    const { labels } = drugOf(desk.knowledge(), options);
    const label = labels.find((held) => held.id === id);
    const known = labels.map((held) => held.id);
    if (label === undefined) throw unknownName('--label', 'label', id, known);
    return { json: withTrees(label), text: labelText(label, lastCycle(label), desk.paint), exit: 0 };
  },
};

/** The first cycle from which on all are alike. */
function lastCycle({ schedule, observation, labs, restart }: Label): number {
  const rules = [
    ...schedule.steps,
    ...observation.rules,
    ...labs.rules,
    ...restart.rows.map(({ after }) => ({ doses: after })),
  ];
  return Math.max(...rules.map(({ doses: { cycles } }) => (cycles.to === null ? cycles.from : cycles.to + 1)));
}

/** The compiled criteria are no data; the trees that they were made from are. */
function withTrees(label: Label): unknown {
  const { clearance, populations } = label;
  return {
    ...label,
    clearance: {
      ...clearance,
      checks: clearance.checks.map((check) => ({ ...check, criteria: check.criteria.root })),
      cautions: clearance.cautions.map(({ when, ...caution }) => ({
        ...caution,
        ...(when ? { when: when.root } : {}),
      })),
    },
    populations: {
      rules: populations.rules.map(({ when, ...rule }) => ({ ...rule, ...(when ? { when: when.root } : {}) })),
    },
  };
}
