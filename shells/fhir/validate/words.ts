/** What is wrong where an invariant is broken, and how to mend it. */
export interface Words {
  readonly what: string;
  readonly mend: string;
}

const says = (what: string, mend: string): Words => ({ what, mend });

/** Invariants by key, in our words. */
const WORDS: Readonly<Record<string, Words>> = {
  AttachmentNeeded: says('The task asks for attachments and names none', 'Add an input of type attachments-needed'),
  ClaimFirst: says('The first entry is no Claim', 'Put the Claim first'),
  ClaimResponseFirst: says('The first entry is no ClaimResponse', 'Put the ClaimResponse first'),
  FullDateRule: says('The date is not a whole day', 'Give year, month and day, without a time'),
  IdentifierUnlessVO: says('There is no identifier', 'Add one, or ask by voice (medium VO)'),
  ImmediateLevelOfCare: says(
    'An appeal for immediate decision (certification type 1) has no level of service',
    'Add the extension levelOfServiceCode',
  ),
  QuestionnaireContext: says(
    'The task asks for a questionnaire without its context',
    'Add an input of type questionnaire-context',
  ),
  'bdl-1': says('A total belongs to a search result or a history', 'Leave the total out'),
  'bdl-2': says('Search details belong to a search result', 'Leave entry.search out'),
  'bdl-3': says('entry.request does not suit this type of bundle', 'Leave entry.request out, or correct the type'),
  'bdl-4': says('entry.response does not suit this type of bundle', 'Leave entry.response out, or correct the type'),
  'cds-actions': says('An action has not what its type needs', 'Give a resource, or resourceId for delete'),
  'cds-behavior': says('Suggestions stand without selectionBehavior', 'Add selectionBehavior'),
  'cds-ids': says('A resource in the context has no id', 'Give each resource its id'),
  'cds-orders': says('Nothing was dispatched', 'Give dispatchedOrders'),
  'cds-summary': says('The summary of the card is too long', 'Use fewer than 140 characters'),
  'cpt-2': says('A telephone number or address for contact has no system', 'Add system: phone, email, fax or another'),
  'crd-q1': says(
    'A questionnaire is named where no documents are needed',
    'Add doc-needed, or take the questionnaire out',
  ),
  'crd-q2': says('A service that is not covered is told to need authorization', 'Leave pa-needed out'),
  'crd-q3': says('An answer is conditional without the information it hangs on', 'Add info-needed'),
  'crd-q4': says('Documents for authorization are asked for where none is needed', 'Take doc-purpose withpa out'),
  'crd-q5': says(
    'satisfied-pa-id and pa-needed do not agree',
    'Give satisfied-pa-id if and only if pa-needed is satisfied',
  ),
  'crd-q6': says('Other information is needed without saying which', 'Add a reason'),
  'crd-q7': says('A reason has neither a known code nor a text', 'Add a text to the reason'),
  'crd-q8': says('doc-purpose stands there without a reason', 'Add a reason'),
  'crd-q9': says('An answer is indeterminate without a reason', 'Add a reason'),
  'dtr-1': says('Nothing says which questionnaires are wanted', 'Give order, questionnaire or context'),
  'dtr-adapt': says('The questionnaire of an adaptive form is not contained', 'Contain it and refer to it as #id'),
  'dtr-draft': says('The prepared answers are no draft', 'Give status in-progress'),
  'dtr-elm': says('A CQL expression stands without its ELM', 'Add the extension alternativeExpression'),
  'dtr-first': says('The first entry is no Questionnaire', 'Put the Questionnaire first'),
  'dtr-form': says('The questionnaire has no item', 'Add the questions'),
  'dtr-library': says('The library lacks CQL or ELM', 'Give both as content, each with its data'),
  'dtr-response-first': says('The first entry is no QuestionnaireResponse', 'Put the QuestionnaireResponse first'),
  'dtr-same': says('The answers are to another questionnaire', "Refer to the package's questionnaire"),
  'dtr-version': says('The questionnaire is named without its version', 'Add |version to its address'),
  'dtrq-6': says('The completion time has no clinicalTime', 'Add clinicalTime for a clinical or patient audience'),
  'dtrx-1': says(
    'author and the source of the answer do not agree',
    'Give author for override and manual, and only then',
  ),
  'inv-1': says('The task was changed before it was written', 'Correct lastModified or authoredOn'),
  'org-1': says('The organization has neither name nor identifier', 'Add one of them'),
  'org-2': says("An organization's address is of use home", 'Give another use'),
  'org-3': says("An organization's telephone or e-mail is of use home", 'Give another use'),
  'pat-1': says('The contact has neither name, telephone, address nor organization', 'Add one of them'),
  'pd-1': says('The role has neither telephone nor endpoint', 'Add one of them'),
  'per-1': says('The period ends before it begins', 'Correct start or end'),
  'prr-1': says('Details of the order stand without its code', 'Add the code'),
  'qty-3': says('A coded unit has no system', 'Add the system of the unit'),
  'self-beneficiary': says('The subscriber is missing', 'Add subscriber, unless the patient is the subscriber (18)'),
  'sqty-1': says('A comparator does not belong to this quantity', 'Leave the comparator out'),
  'tim-1': says('A duration has no unit', 'Add durationUnit'),
  'tim-2': says('A period has no unit', 'Add periodUnit'),
  'tim-4': says('The duration is negative', 'Give a duration from 0'),
  'tim-5': says('The period is negative', 'Give a period from 0'),
  'tim-6': says('periodMax stands without period', 'Add period'),
  'tim-7': says('durationMax stands without duration', 'Add duration'),
  'tim-8': says('countMax stands without count', 'Add count'),
  'tim-9': says('offset does not suit when', 'Leave offset out, or name an event that it can be counted from'),
  'tim-10': says('timeOfDay and when stand there together', 'Give one of them'),
  'us-core-6': says(
    'The name has neither family nor given name',
    'Add one of them, or the extension data-absent-reason',
  ),
  'us-core-6 DocumentReference': says('The document has neither address nor content', 'Add url or data'),
  'us-core-13': says('The role has neither practitioner, organization, service nor location', 'Add one of them'),
  'us-core-15': says('The member id is missing', 'Add an identifier of type MB, or subscriberId'),
  'us-core-16': says('The NPI is not ten digits', 'Give the ten digits'),
  'us-core-17': says('The NPI fails its check digit', 'Correct the number'),
  'us-core-18': says('The CLIA number has not its form', 'Give two digits, D, and seven digits'),
  'us-core-19': says('The NAIC number is not five digits', 'Give the five digits'),
  'us-core-21': says('An order has no requester', 'Add requester'),
};

/** How the breach of an invariant is told; its expression where no words are held for it. */
export function wordsOf(key: string, expression: string): Words {
  return WORDS[key] ?? says(`Rule ${key} is not kept: ${expression}`, 'Correct the values that it names');
}
