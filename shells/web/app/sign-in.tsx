import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { wayIn } from '../api/desk.ts';
import { Failed, Loading } from '../parts/notices.tsx';
import { FRAME } from '../words/frame.ts';

/** What whoever is not signed in sees: the way in. @param ended somebody was signed in on this page before */
export function SignIn({ ended }: { readonly ended: boolean }): ReactElement {
  const { data: provider, error, isPending, refetch } = useQuery({ queryKey: ['way-in'], queryFn: wayIn });
  const words = FRAME.signIn;
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack className="sheet" maw="32rem" gap="md">
        <Title order={1}>{words.title}</Title>
        {ended && <Text fw={600}>{words.ended}</Text>}
        {isPending ? (
          <Loading />
        ) : error !== null ? (
          <Failed error={error} again={() => void refetch()} />
        ) : provider !== null ? (
          <>
            <Text>{words.why}</Text>
            <Button component="a" href={provider}>
              {words.provider}
            </Button>
          </>
        ) : (
          <>
            <Text>{words.link}</Text>
            <Text c="dimmed">{words.again}</Text>
          </>
        )}
      </Stack>
    </Center>
  );
}
