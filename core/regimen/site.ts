/** What a site has settled for itself; what it has not is left out, and there are no defaults. */
export interface Site {
  readonly name?: string;
  /** A laboratory result older than so many days on the day of the dose is not current (R21). */
  readonly labWindowDays?: number;
  /** A limit of its own for a bag at room temperature, where that is shorter (R25). */
  readonly bagHoursAtRoomTemperature?: number;
}
