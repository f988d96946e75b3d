/**
 * Freezes a value with all that it holds. Maps keep their methods, so those that would change them are replaced by
 * ones that refuse.
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (value instanceof Map) {
    for (const item of value.values()) deepFreeze(item);
    const refuse = (): never => {
      throw new TypeError('Knowledge is not changed after it is loaded');
    };
    Object.assign(value, { set: refuse, delete: refuse, clear: refuse });
  }
  Object.freeze(value);
  for (const item of Object.values(value)) deepFreeze(item);
  return value;
}
