import { z } from 'zod';
import type { Caller } from '../server/caller.ts';
import { ProblemError } from '../server/problem.ts';
import { utc } from '../server/record.ts';
import type { Service } from '../server/service.ts';
import { assertionOfCard, ASSERTION, eventsOfAssertion } from './assertions.ts';

const text = z.string().max(2_000);

/** What became of cards, as CDS Hooks writes it; what is not known is kept as it came. */
export const feedbackShape = z.looseObject({
  feedback: z
    .array(
      z.looseObject({
        card: z.uuid(),
        outcome: z.enum(['accepted', 'overridden']),
        acceptedSuggestions: z.array(z.looseObject({ id: text })).optional(),
        overrideReason: z.looseObject({ userComment: text.optional() }).optional(),
        outcomeTimestamp: z.iso.datetime({ offset: true, local: false }),
      }),
    )
    .min(1)
    .max(100),
});

/** Keeps what became of cards, each with the answer in which it stood. @throws ProblemError 404 for a card of nobody's */
export async function keepFeedback(
  service: Pick<Service, 'store' | 'now' | 'insurers'>,
  caller: Caller,
  { feedback }: z.output<typeof feedbackShape>,
): Promise<void> {
  const byAnswer = Map.groupBy(feedback, ({ card }) => assertionOfCard(card));
  for (const [id, told] of byAnswer) {
    const found = await answerOf(service, caller, id);
    if (found === undefined)
      throw new ProblemError(404, 'There is no such card', {
        faults: told.map(({ card }) => ({
          where: 'feedback.card',
          what: `${card} is no card of yours`,
          mend: 'Send the uuid of a card that you were answered with',
        })),
      });
    const at = utc(service.now());
    const events = told.map((body) => ({ type: 'feedback', at, body }));
    await service.store.append({
      actor: found.actor,
      stream: id,
      kind: ASSERTION,
      expected: found.length,
      events,
      now: at,
    });
  }
}

/** The answer in the record of whichever payer gave it, where this caller asked for it. */
async function answerOf(
  service: Pick<Service, 'store' | 'now' | 'insurers'>,
  { id: caller, role, organisation: own }: Caller,
  id: string,
): Promise<
  | {
      readonly actor: { readonly organisation: string; readonly id: string; readonly role: string };
      readonly length: number;
    }
  | undefined
> {
  const organisations = service.insurers.map(({ organisation }) => organisation);
  for (const organisation of organisations.includes(own) ? [own] : organisations) {
    const actor = { organisation, id: caller, role };
    const events = await eventsOfAssertion(service, actor, id, 'feedback');
    if (events[0]?.actor.id === caller) return { actor, length: events.length };
  }
  return undefined;
}
