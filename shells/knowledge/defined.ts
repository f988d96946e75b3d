type Undefinable<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

/** The type of a value without keys that are undefined: such a key may be missing instead. */
export type Defined<T> = T extends readonly unknown[]
  ? { readonly [K in keyof T]: Defined<T[K]> }
  : T extends object
    ? { readonly [K in Exclude<keyof T, Undefinable<T>>]: Defined<T[K]> } & {
        readonly [K in Undefinable<T>]?: Defined<Exclude<T[K], undefined>>;
      }
    : T;

/**
 * The same value without keys that are undefined, at every depth: schemas give optional keys as `undefined`, and the
 * core's types know only keys that are there or not.
 */
export function defined<T>(value: T): Defined<T> {
  if (Array.isArray(value)) return value.map((item: unknown) => defined(item)) as Defined<T>;
  if (typeof value !== 'object' || value === null) return value as Defined<T>;
  const kept = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, defined(item)])) as Defined<T>;
}
