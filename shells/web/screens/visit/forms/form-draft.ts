import { useDraft, type Draft } from '../../../drafts/draft.ts';
import { useOpenedAt } from '../../patient/entering/local-time.ts';
import { usePatient } from '../../patient/opened.ts';

/** What is typed as texts, with the time it is about. */
export type Typed<Field extends string> = Readonly<Partial<Record<Field, string>>> & { readonly at: string };

/** What is typed into a form of the patient that is open. */
export interface FormDraft<Field extends string> {
  readonly draft: Draft<Typed<Field>>;
  readonly value: Typed<Field>;
  readonly set: (field: Field | 'at', text: string) => void;
}

/**
 * The draft of a form, of now where nothing is typed yet.
 * @param name of the form, and of what it is about where there are several
 * @param first what is filled in before anything is typed
 */
export function useFormDraft<Field extends string>(
  name: string,
  first: Readonly<Partial<Record<Field, string>>>,
): FormDraft<Field> {
  const { id } = usePatient();
  const at = useOpenedAt();
  const draft = useDraft<Typed<Field>>(`patient/${id}/visit/${name}`, { ...first, at });
  return {
    draft,
    value: draft.value,
    set: (field, text) => {
      draft.change({ ...draft.value, [field]: text });
    },
  };
}

/** A text that says something; undefined where it says nothing. */
export function said(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? undefined : trimmed;
}

/** A number as it is typed, with a comma or a point; undefined where nothing is. */
export function numberOf(text: string | undefined): number | undefined {
  const plain = said(text)?.replace(',', '.');
  return plain === undefined ? undefined : Number(plain);
}

/** What a number looks like. */
export const NUMBER = String.raw`\s*\d{1,9}([.,]\d{1,5})?\s*`;
