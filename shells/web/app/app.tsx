import { Center } from '@mantine/core';
import { useRef, type ReactElement } from 'react';
import { useSignIn } from '../api/desk.ts';
import { isSignedOut } from '../api/problem.ts';
import { Failed, Loading } from '../parts/notices.tsx';
import { Frame } from './frame.tsx';
import { Pages } from './pages.tsx';
import { SignIn } from './sign-in.tsx';

/** The page: the way in where nobody is signed in, else its frame with the screen of the address. */
export function App(): ReactElement {
  const { data, error, refetch } = useSignIn();
  const wasIn = useRef(false);
  if (isSignedOut(error)) return <SignIn ended={wasIn.current} />;
  if (data === undefined)
    return (
      <Center component="main" mih="100vh">
        {error === null ? <Loading /> : <Failed error={error} again={() => void refetch()} />}
      </Center>
    );
  wasIn.current = true;
  return (
    <Frame>
      <Pages />
    </Frame>
  );
}
