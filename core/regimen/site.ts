/** Whom a site can be called as; what each is called on a card stands in the drug's file. */
export const SITE_CONTACTS = ['clinic', 'afterHours', 'pharmacy'] as const;
export type SiteContact = (typeof SITE_CONTACTS)[number];

/** What a site has settled for itself; what it has not is left out, and there are no defaults. */
export interface Site {
  readonly name?: string;
  /** As the site writes them; one that is left out is a line to fill in by hand. */
  readonly telephone?: Readonly<Partial<Record<SiteContact, string>>>;
  /** IANA zone of the place, in which moments are printed. */
  readonly timeZone?: string;
  /** A laboratory result older than so many days on the day of the dose is not current (R21). */
  readonly labWindowDays?: number;
  /** A limit of its own for a bag at room temperature, where that is shorter (R25). */
  readonly bagHoursAtRoomTemperature?: number;
}
