import { isTree } from '../../shells/chart/elm.ts';
import { fhirModel } from '../../shells/fhir/cql/translate.ts';

interface Element {
  readonly type: string;
  readonly isList: boolean;
}

interface Type {
  readonly base: string;
  readonly elements: ReadonlyMap<string, Element>;
}

let model: ReadonlyMap<string, Type> | undefined;

/** The types of FHIR R4 by the model that translators are given: generated XML, one tag a line. */
function types(): ReadonlyMap<string, Type> {
  model ??= new Map(
    [...fhirModel().matchAll(/<typeInfo ([^>]*?)(?:\/>|>([\s\S]*?)<\/typeInfo>)/gu)].map(([, head = '', body = '']) => [
      /\bname="([^"]+)"/u.exec(head)?.[1] ?? '',
      {
        base: /\bbaseType="FHIR\.([^"]+)"/u.exec(head)?.[1] ?? '',
        elements: new Map(
          body
            .split('<element ')
            .slice(1)
            .map((part) => [
              /^name="([^"]+)"/u.exec(part)?.[1] ?? '',
              {
                type: /elementType="FHIR\.([^"]+)"/u.exec(part)?.[1] ?? '',
                isList: part.includes('"ListTypeSpecifier"'),
              },
            ]),
        ),
      },
    ]),
  );
  return model;
}

function elementOf(type: string, name: string): Element | undefined {
  const found = types().get(type);
  return found && (found.elements.get(name) ?? elementOf(found.base, name));
}

/** Where a resource has an element that FHIR R4 does not know there, or one where many are wanted; empty where nowhere. */
export function shapeFaults(value: unknown, type: string, at = type): readonly string[] {
  if (!isTree(value)) return [];
  return Object.entries(value).flatMap(([name, below]): readonly string[] => {
    if (name === 'resourceType') return [];
    const place = `${at}.${name}`;
    const element = elementOf(type, name);
    if (element === undefined) return [`${place}: unknown`];
    if (element.isList !== Array.isArray(below))
      return [`${place}: ${element.isList ? 'a list is wanted' : 'one is wanted'}`];
    if (Array.isArray(below) && below.length === 0) return [`${place}: empty`];
    return (Array.isArray(below) ? (below as readonly unknown[]) : [below]).flatMap((one) => {
      const own = isTree(one) && typeof one['resourceType'] === 'string' ? one['resourceType'] : element.type;
      return shapeFaults(one, own, place);
    });
  });
}
