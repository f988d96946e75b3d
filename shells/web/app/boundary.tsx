import { Button, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactElement, type ReactNode } from 'react';
import { isSignedOut } from '../api/problem.ts';
import { FRAME } from '../words/frame.ts';
import { Failed } from '../parts/notices.tsx';
import { CallError } from '../api/problem.ts';

interface Props {
  readonly children: ReactNode;
}

/** What a screen throws is told in place of that screen; the rest of the page goes on. */
export class Boundary extends Component<Props, { readonly error: unknown }> {
  override readonly state: { readonly error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <Broken
        error={error}
        again={() => {
          this.setState({ error: undefined });
        }}
      />
    );
  }
}

function Broken({ error, again }: { readonly error: unknown; readonly again: () => void }): ReactElement {
  if (error instanceof CallError && !isSignedOut(error)) return <Failed error={error} again={again} />;
  return (
    <Stack className="sheet" align="flex-start" role="alert">
      <Title order={1}>{FRAME.broken.title}</Title>
      <Text>{FRAME.broken.text}</Text>
      <Button
        onClick={() => {
          window.location.reload();
        }}
      >
        {FRAME.broken.again}
      </Button>
    </Stack>
  );
}
