import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { granted, isScope, mayCall, mayScope, type Act } from './scopes.ts';

const RESOURCES = ['*', 'Questionnaire', 'Claim', 'Subscription'];
const ACTS: readonly Act[] = ['c', 'r', 'u', 'd', 's'];
const resource = fc.constantFrom(...RESOURCES);
const acts = fc.oneof(
  fc.constantFrom('*', 'read', 'write'),
  fc.subarray([...ACTS], { minLength: 1 }).map((some) => some.join('')),
);
const scope = fc.tuple(resource, acts).map(([type, letters]) => `system/${type}.${letters}`);
const scopes = fc.array(scope, { minLength: 1, maxLength: 4 });

describe('scopes', () => {
  it.each([
    ['system/*.cruds', true],
    ['system/Questionnaire.rs', true],
    ['system/questionnaire.read', true],
    ['system/Claim.*', true],
    ['system/Claim.', false],
    ['system/Claim.sr', false],
    ['user/Claim.rs', false],
    ['system/Claim.rs?status=active', false],
    ['', false],
  ])('"%s" is one: %s', (text, is) => {
    expect(isScope(text)).toBe(is);
  });

  it('of a token allow what was asked for and is allowed to the client, and nothing else', () => {
    fc.assert(
      fc.property(
        scopes,
        scopes,
        fc.constantFrom('Questionnaire', 'Claim', 'Other'),
        fc.constantFrom(...ACTS),
        (asked, allowed, type, act) => {
          const got = granted(asked.join(' '), allowed);
          const may = (list: readonly string[]): boolean => mayScope({ scopes: list }, type, act);
          expect(may(got)).toBe(may(asked) && may(allowed));
          expect(got.every(isScope)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('bind nobody whose token names none', () => {
    expect(mayScope({}, 'Claim', 'c')).toBe(true);
    expect(mayScope({ scopes: [] }, 'Claim', 'c')).toBe(false);
  });

  it('of a route are those that it names, and else every resource', () => {
    const caller = { scopes: ['system/Questionnaire.rs'] };
    expect(mayCall(caller, 'questionnaire.r', true)).toBe(true);
    expect(mayCall(caller, 'Questionnaire.c', false)).toBe(false);
    expect(mayCall(caller, undefined, true)).toBe(false);
    expect(mayCall({ scopes: ['system/*.rs'] }, undefined, true)).toBe(true);
    expect(mayCall({ scopes: ['system/*.rs'] }, undefined, false)).toBe(false);
  });
});
