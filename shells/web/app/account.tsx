import { Button, Divider, NativeSelect, Popover, Stack, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { signOut, useDesk, useSignInAs } from '../api/desk.ts';
import { dropDrafts } from '../drafts/draft.ts';
import { Icon } from '../look/icons.tsx';
import { FRAME, ROLES } from '../words/frame.ts';

/** Who is signed in and in which role; on one machine also the choice of another. */
export function Account(): ReactElement {
  const { caller, organisation, roles } = useDesk();
  const words = FRAME.account;
  const role = ROLES[caller.role] ?? caller.role;
  return (
    <Popover position="bottom-end" withArrow shadow="md" width={340} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          px="sm"
          leftSection={<Icon name="person" />}
          aria-label={`${words.title}: ${caller.name}, ${role}`}
        >
          <Text span visibleFrom="md" fw={600}>
            {role}
          </Text>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <div>
            <Text fw={600}>{caller.name}</Text>
            <Text c="dimmed">
              {role}, {organisation.name}
            </Text>
          </div>
          {roles !== null && (
            <>
              <Divider />
              <ChooseRole roles={roles} />
            </>
          )}
          <Divider />
          <Button
            variant="default"
            onClick={() => {
              dropDrafts();
              void signOut().finally(() => {
                window.location.assign('/');
              });
            }}
          >
            {words.signOut}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function ChooseRole({ roles }: { readonly roles: readonly string[] }): ReactElement {
  const { caller, organisation, organisations } = useDesk();
  const [role, setRole] = useState(caller.role);
  const [other, setOther] = useState(organisation.id);
  const signInAs = useSignInAs();
  const navigate = useNavigate();
  const words = FRAME.account;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void signInAs(role, other).then(() => navigate('/'));
      }}
    >
      <Stack gap="sm">
        <NativeSelect
          label={words.as}
          value={role}
          onChange={(event) => {
            setRole(event.currentTarget.value);
          }}
          data={roles.map((value) => ({ value, label: ROLES[value] ?? value }))}
        />
        <NativeSelect
          label={words.organisation}
          value={other}
          onChange={(event) => {
            setOther(event.currentTarget.value);
          }}
          data={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Text size="sm" c="dimmed">
          {words.local}
        </Text>
        <Button type="submit" disabled={role === caller.role && other === organisation.id}>
          {words.change}
        </Button>
      </Stack>
    </form>
  );
}
