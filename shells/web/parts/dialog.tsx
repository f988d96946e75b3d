import { Group, Modal, type MantineSize } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { SHARED } from '../words/shared.ts';

/** A window over the page: it keeps the focus, Esc closes it, and the focus goes back to where it was. */
export function Dialog({
  opened,
  close,
  title,
  size = 'lg',
  children,
}: {
  readonly opened: boolean;
  readonly close: () => void;
  readonly title: string;
  readonly size?: MantineSize;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <Modal.Root opened={opened} onClose={close} size={size}>
      <Modal.Overlay />
      <Modal.Content>
        {/* Not Mantine's own head: that is a landmark, of which a page has one. */}
        <Group justify="space-between" wrap="nowrap" p="md" pb={0}>
          <Modal.Title fz="1.25rem" fw={650}>
            {title}
          </Modal.Title>
          <Modal.CloseButton size={44} aria-label={SHARED.close} />
        </Group>
        <Modal.Body pt="sm">{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
