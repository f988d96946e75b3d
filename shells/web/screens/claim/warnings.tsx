import { Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { ClaimWarning } from '../../../../core/billing/checks/check-claim.ts';
import { Cited } from '../../parts/cited.tsx';
import { CLAIM } from '../../words/claim.ts';
import classes from './claim.module.css';

/** What the rules of an audit have against the lines, before they go out. */
export function Warnings({ warnings }: { readonly warnings: readonly ClaimWarning[] }): ReactElement {
  const words = CLAIM.warnings;
  return (
    <section className="sheet" aria-labelledby="warnings">
      <Stack gap="md">
        <div>
          <Title order={2} id="warnings">
            {words.title}
          </Title>
          <Text c="dimmed">{warnings.length === 0 ? words.none : words.about}</Text>
        </div>
        {warnings.map(({ rule, severity, text, dose, dateOfService, unitsInQuestion, draft, cites }) => (
          <div key={`${rule} ${dose}`} className={classes['warning']} data-severity={severity}>
            <Text fw={600}>
              {words.severity[severity]}: {text}
            </Text>
            <Text c="dimmed">
              {words.of(dose, dateOfService)}
              {unitsInQuestion > 0 && ` · ${words.units(unitsInQuestion)}`}
            </Text>
            {draft !== undefined && (
              <Text>
                {words.draft}: {draft}
              </Text>
            )}
            <Cited cites={cites} />
          </div>
        ))}
      </Stack>
    </section>
  );
}
