import { SimpleGrid, Textarea, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { TracedCriterion } from '../../../../core/criteria/trace.ts';
import type { OpenedRequest } from '../../api/requests.ts';
import type { KeptFinding } from '../../api/review.ts';
import { REQUEST } from '../../words/request.ts';
import type { ReviewAct } from './acts.ts';
import type { Filled } from './filled.ts';

/** What the fields of an act are drawn with. */
export interface FieldsOf {
  readonly type: ReviewAct;
  readonly request: OpenedRequest;
  readonly finding: KeptFinding | undefined;
  /** Criteria that a decision can rest on. */
  readonly grounds: readonly TracedCriterion[];
  readonly filled: Filled;
  readonly change: (filled: Filled) => void;
}

/** Fields that are filled in. */
export interface Changing {
  readonly filled: Filled;
  readonly change: (filled: Filled) => void;
}

/** The reason of an act, which has to be given. */
export function Reason({ filled, change, label }: Changing & { readonly label: string }): ReactElement {
  return (
    <Textarea
      label={label}
      required
      value={filled.reason}
      onChange={(event) => {
        change({ ...filled, reason: event.currentTarget.value });
      }}
    />
  );
}

/** What is approved: number, days, units. */
export function ApprovalFields({ filled, change }: Changing): ReactElement {
  const words = REQUEST.approval;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {(['number', 'from', 'to', 'units'] as const).map((field) => (
        <TextInput
          key={field}
          label={words[field]}
          type={field === 'from' || field === 'to' ? 'date' : 'text'}
          inputMode={field === 'units' ? 'numeric' : undefined}
          pattern={field === 'units' ? '[1-9][0-9]*' : undefined}
          description={field === 'units' ? words.unitsWhy : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required={field !== 'units'}
          value={filled[field]}
          onChange={(event) => {
            change({ ...filled, [field]: event.currentTarget.value });
          }}
        />
      ))}
    </SimpleGrid>
  );
}
