import { Suspense, type ReactElement } from 'react';
import type { VisitAnswer } from '../../../../../core/foresight/visit.ts';
import { Loading } from '../../../parts/notices.tsx';
import { AssessmentForm } from './assessment-form.tsx';
import { ChoiceForm } from './choice-form.tsx';
import { DischargeForm, ObservationForm } from './observation-forms.tsx';
import { DoseForm } from './dose-form.tsx';
import { EndedForm, HeldForm } from './hold-forms.tsx';
import { InfusionEndedForm, StoppedForm } from './infusion-forms.tsx';
import { LabsForm } from './labs-form.tsx';
import { ToxicityForm } from './toxicity-form.tsx';
import { VoidForm } from './void-form.tsx';
import type { Wanted } from './wanted.ts';

/** What every form has. */
interface Opened {
  readonly wanted: Wanted;
  /** Undefined while the answer for today is not there: what has happened is recorded all the same. */
  readonly visit: VisitAnswer | undefined;
  readonly close: () => void;
}

/** The form that is wanted. */
export function OpenForm(opened: Opened): ReactElement {
  return (
    <Suspense fallback={<Loading />}>
      <Form {...opened} />
    </Suspense>
  );
}

function Form({ wanted, visit, close }: Opened): ReactElement {
  switch (wanted.form) {
    case 'assessment':
      return <AssessmentForm close={close} />;
    case 'labs':
      return <LabsForm panel={wanted.panel} close={close} />;
    case 'toxicity':
      return <ToxicityForm of={wanted.of} close={close} />;
    case 'dose':
      return <DoseForm visit={visit} close={close} />;
    case 'stopped':
      return <StoppedForm visit={visit} close={close} />;
    case 'infusion-ended':
      return <InfusionEndedForm of={wanted.of} close={close} />;
    case 'observation':
      return <ObservationForm close={close} />;
    case 'discharge':
      return <DischargeForm of={wanted.of} close={close} />;
    case 'held':
      return <HeldForm close={close} />;
    case 'ended':
      return <EndedForm close={close} />;
    case 'choice':
      return <ChoiceForm paths={wanted.paths} chosen={wanted.chosen} close={close} />;
    case 'void':
      return <VoidForm of={wanted.of} close={close} />;
    default:
      return wanted satisfies never;
  }
}
