type Severity = 'info' | 'low' | 'moderate' | 'high' | 'critical';
interface Audit {
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<Severity, number>> };
}

/** What an audit came to: a line to be read, and whether a release has to wait for it. */
export interface Audited {
  readonly line: string;
  readonly stops: boolean;
}

/**
 * What `npm audit --json` answered. No answer is told as such, and is never taken for a sound one.
 * @param answer undefined where none came that is JSON
 */
export function audited(answer: unknown): Audited {
  const found = (answer as Audit | null | undefined)?.metadata?.vulnerabilities;
  if (found === undefined)
    return { line: 'audit: NOT DONE, no registry answered it; ask one before a release', stops: false };
  const { info, low, moderate, high, critical } = found;
  const counts = Object.entries({ info, low, moderate, high, critical })
    .map(([name, count]) => `${String(count)} ${name}`)
    .join(', ');
  return high + critical > 0
    ? { line: `the audit found ${counts}: see npm audit --omit dev`, stops: true }
    : { line: `audit: ${counts}`, stops: false };
}
