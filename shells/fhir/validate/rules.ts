/** What a slice is told apart by: the value at a place inside the element has this value, pattern, code or type. */
export interface Condition {
  /** '' is the element itself; `type`, `resource`; `extension('url').value`. */
  readonly at: string;
  readonly fixed?: unknown;
  readonly pattern?: unknown;
  /** A value set. */
  readonly codes?: string;
  readonly type?: string;
}

/** What a profile asks of an element beyond what R4 asks of every one. */
export interface Rule {
  readonly min?: number;
  readonly max?: number;
  /** The types that are left of a choice, or of what may stand there. */
  readonly types?: readonly string[];
  /** What a reference may lead to: types and addresses of profiles. */
  readonly targets?: readonly string[];
  /** Profiles of which the value keeps one. */
  readonly profiles?: readonly string[];
  readonly fixed?: unknown;
  readonly pattern?: unknown;
  /** The value set whose code has to stand there. */
  readonly codes?: string;
  /** The value set whose code stands there wherever one fits. */
  readonly usual?: string;
  /** Keys of invariants. */
  readonly invariants?: readonly string[];
  /** No item beside those of the slices. */
  readonly closed?: boolean;
  readonly slices?: Readonly<Record<string, Slice>>;
  readonly elements?: Readonly<Record<string, Rule>>;
}

export interface Slice extends Rule {
  readonly when: readonly Condition[];
}

export interface Profile extends Rule {
  readonly type: string;
}

export interface Invariant {
  readonly severity: 'error' | 'warning';
  /** FHIRPath; the context is the element. */
  readonly expression: string;
}

/** System -> its codes, joined by `|`; `*` where the codes of the system are not held here. */
export type Codes = Readonly<Record<string, string>>;

/** One guide's profiles as data; profiles, value sets and invariants by their address or key. */
export interface Rules {
  readonly profiles: Readonly<Record<string, Profile>>;
  readonly invariants: Readonly<Record<string, Invariant>>;
  readonly codes: Readonly<Record<string, Codes>>;
}

/** An address without its version: `http://…/profile-claim|2.2.1`. */
export const unversioned = (canonical: string): string => canonical.replace(/\|.*$/su, '');
