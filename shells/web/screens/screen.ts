import type { ComponentType } from 'react';
import type { IconName } from '../look/icons.tsx';

/** A screen of the page, loaded when it is opened. */
export interface Screen {
  /** Of react-router, without the first slash: `patients/:id/*`. */
  readonly path: string;
  /** Row of the table of roles that whoever opens it has to be in; null where anybody who is signed in may. */
  readonly needs: string | null;
  /** Only for an organisation of this kind; for both where it is left out. */
  readonly of?: 'practice' | 'payer';
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  /** Where it stands among the screens at the left; left out where another screen leads to it. */
  readonly shown?: {
    readonly title: string;
    readonly icon: IconName;
    /** Pressed after g. */
    readonly key: string;
  };
}
