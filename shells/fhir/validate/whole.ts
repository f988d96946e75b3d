import { error, warning, type Found } from './found.ts';
import { isObject, type Json } from './values.ts';

/** A body made to exhaust the stack is stopped here. */
const DEEPEST = 200;

/** Entries that share an address, or whose address does not agree with the resource's id. */
export function* entryFaults(bundle: Json, where: string): Generator<Found> {
  const entries = Array.isArray(bundle['entry']) ? bundle['entry'] : [];
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    if (!isObject(entry) || !isObject(entry['resource']) || typeof entry['fullUrl'] !== 'string') continue;
    const { fullUrl, resource } = entry as { readonly fullUrl: string; readonly resource: Json };
    const at = `${where}.entry[${index}].fullUrl`;
    const meta = resource['meta'];
    const version = isObject(meta) ? meta['versionId'] : undefined;
    const key = `${fullUrl} ${typeof version === 'string' ? version : ''}`;
    if (seen.has(key) && bundle['type'] !== 'history') {
      yield error(at, `${fullUrl} stands there twice`, 'Put each resource in once');
    }
    seen.add(key);
    if (fullUrl.includes('/_history/'))
      yield error(at, 'The address of the entry names a version', 'Give it without /_history/');
    const named = `${String(resource['resourceType'])}/${String(resource['id'])}`;
    if (typeof resource['id'] === 'string' && /^https?:/u.test(fullUrl) && !fullUrl.endsWith(`/${named}`)) {
      yield warning(at, `The address and the id of the resource do not agree (${named})`, 'Correct one of them');
    }
  }
}

function* textsIn(whole: unknown): Generator<string> {
  const waiting: unknown[] = [whole];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string') yield value;
    else if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value) as readonly unknown[]) waiting.push(part);
    }
  }
}

/** Whether lists and objects stand in one another more deeply than any resource's do. */
export function isTooDeep(whole: unknown): boolean {
  let level: readonly unknown[] = [whole];
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    level = level.flatMap((value): readonly unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}

/** Contained resources without an id, that contain others, or that nothing refers to. */
export function* containedFaults(resource: Json, where: string): Generator<Found> {
  const held = Array.isArray(resource['contained']) ? resource['contained'] : [];
  if (held.length === 0) return;
  const texts = new Set([...textsIn(resource)].filter((text) => text.startsWith('#')));
  for (const [index, one] of held.entries()) {
    if (!isObject(one)) continue;
    const at = `${where}.contained[${index}]`;
    const outward = [...textsIn(one)].includes('#');
    if (typeof one['id'] !== 'string') yield error(`${at}.id`, 'A contained resource has no id', 'Give it one');
    else if (!texts.has(`#${one['id']}`) && !outward) {
      yield error(at, 'Nothing refers to the contained resource', `Refer to it as #${one['id']}, or take it out`);
    }
    if (one['contained'] !== undefined) {
      yield error(`${at}.contained`, 'A contained resource contains others', 'Put them all into the outer one');
    }
  }
}
