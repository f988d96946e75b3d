/** A route as it was registered, with its row of the table of roles; `open` has none. */
export interface GuardedRoute {
  readonly method: string;
  readonly url: string;
  readonly route: string;
}
