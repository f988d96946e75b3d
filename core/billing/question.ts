/** A question about one dose, before its name is put on it. */
export interface Question {
  readonly fact: string;
  readonly ask: string;
}
