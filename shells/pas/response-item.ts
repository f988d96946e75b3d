import { extensionsAt, listAt, type Element } from './element.ts';
import type { Entry } from './entries.ts';
import type { ClaimItem } from './item.ts';
import type { Standing } from './standing.ts';
import { ACTIONS, ACTION_SYSTEM, ADJUDICATION_SYSTEM, EXTENSION, type Action } from './systems.ts';

/** A line of an answer: what was asked for, as it stands. */
export interface AnsweredLine {
  readonly standing: Standing;
  /** Undefined where the newest bundle does not have the line. */
  readonly item: ClaimItem | undefined;
  /** Numbers of the notes that are about it. */
  readonly notes: readonly number[];
  /** Who asked for it, and may give it. */
  readonly provider: Entry | undefined;
}

export function responseItem({ standing, item, notes, provider }: AnsweredLine): Element {
  const { sequence, action, authorization, reference, covered } = standing;
  const extension = [
    ...(item === undefined ? [] : extensionsAt(item.json, EXTENSION.itemTraceNumber)),
    ...(authorization === undefined ? [] : authorizedTime(authorization)),
    ...(covered === undefined ? [] : [{ url: EXTENSION.authorizationNumber, valueString: covered }]),
    ...(reference === undefined ? [] : [{ url: EXTENSION.administrationReferenceNumber, valueString: reference }]),
    ...requestedDate(item),
    ...(action === 'A1' ? [...authorizedProvider(provider), ...authorizedDetail(standing, item)] : []),
  ];
  return {
    ...(extension.length === 0 ? {} : { extension }),
    itemSequence: sequence,
    ...(notes.length === 0 ? {} : { noteNumber: notes }),
    // Of what is changed, the number stands with what was authorized instead.
    adjudication: [adjudication(action, action === 'A1' ? authorization?.number : undefined)],
  };
}

/** What the line said of the service besides, and still holds of what was authorized in its place. */
const KEPT: readonly string[] = [
  EXTENSION.itemTraceNumber,
  EXTENSION.requestType,
  EXTENSION.certificationType,
  EXTENSION.productOrServiceCodeEnd,
  EXTENSION.epsdtIndicator,
  EXTENSION.nursingHomeStatus,
  EXTENSION.nursingHomeLevel,
  EXTENSION.revenueRateLimit,
];

/** What was authorized in place of what was asked for, linked to its line; undefined where nothing was. */
export function addedItem({ standing, item }: AnsweredLine): Element | undefined {
  const { action, authorization, sequence } = standing;
  if (action !== 'A6' || authorization === undefined || item === undefined) return undefined;
  const { json } = item;
  const [category, revenue] = [listAt(json, 'category')[0], listAt(json, 'revenue')[0]];
  return {
    extension: [
      ...listAt(json, 'extension').filter(({ url }) => KEPT.includes(String(url))),
      ...authorizedTime(authorization),
      ...(revenue === undefined ? [] : [{ url: EXTENSION.revenueCode, valueCodeableConcept: revenue }]),
      ...(category === undefined ? [] : [{ url: EXTENSION.itemCategory, valueCodeableConcept: category }]),
    ],
    itemSequence: [sequence],
    productOrService: json['productOrService'],
    ...(json['modifier'] === undefined ? {} : { modifier: json['modifier'] }),
    servicedPeriod: { start: authorization.from, end: authorization.to },
    ...(json['locationCodeableConcept'] === undefined
      ? {}
      : { locationCodeableConcept: json['locationCodeableConcept'] }),
    ...(authorization.units === null ? {} : { quantity: quantityOf(json, authorization.units) }),
    ...(json['unitPrice'] === undefined ? {} : { unitPrice: json['unitPrice'] }),
    adjudication: [adjudication('A1', authorization.number)],
  };
}

function authorizedTime({ issued, from, to }: NonNullable<Standing['authorization']>): readonly Element[] {
  return [
    { url: EXTENSION.preAuthIssueDate, valueDate: issued },
    { url: EXTENSION.preAuthPeriod, valuePeriod: { start: from, end: to } },
  ];
}

function requestedDate(item: ClaimItem | undefined): readonly Element[] {
  if (item?.from === undefined) return [];
  const { from, to = from } = item;
  return [
    from === to
      ? { url: EXTENSION.requestedServiceDate, valueDateTime: from }
      : { url: EXTENSION.requestedServiceDate, valuePeriod: { start: from, end: to } },
  ];
}

/** The one who asked, where that is somebody whom the extension can name. */
function authorizedProvider(provider: Entry | undefined): readonly Element[] {
  if (!['Organization', 'Practitioner'].includes(String(provider?.resource['resourceType']))) return [];
  const valueReference = { reference: provider?.fullUrl };
  return [{ url: EXTENSION.authorizedProvider, extension: [{ url: 'provider', valueReference }] }];
}

function authorizedDetail({ authorization }: Standing, item: ClaimItem | undefined): readonly Element[] {
  if (item === undefined || authorization === undefined) return [];
  const { units } = authorization;
  return [
    {
      url: EXTENSION.authorizedDetail,
      extension: [
        { url: 'productOrServiceCode', valueCodeableConcept: item.json['productOrService'] },
        ...(units === null ? [] : [{ url: 'quantity', valueQuantity: quantityOf(item.json, units) }]),
      ],
    },
  ];
}

/** The units as the line counts them. */
function quantityOf(json: Element, value: number): Element {
  const [asked] = listAt(json, 'quantity');
  return { ...asked, value };
}

function adjudication(action: Action, number: string | undefined): Element {
  return {
    extension: [
      {
        extension: [
          ...(number === undefined ? [] : [{ url: 'number', valueString: number }]),
          {
            url: EXTENSION.reviewActionCode,
            valueCodeableConcept: { coding: [{ system: ACTION_SYSTEM, code: action, display: ACTIONS[action] }] },
          },
        ],
        url: EXTENSION.reviewAction,
      },
    ],
    category: { coding: [{ system: ADJUDICATION_SYSTEM, code: 'submitted' }] },
  };
}
