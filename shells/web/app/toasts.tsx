import { Button, CloseButton, Group, Paper, Stack, Text } from '@mantine/core';
import { useSyncExternalStore, type ReactElement } from 'react';
import { SHARED } from '../words/shared.ts';
import classes from './frame.module.css';

/** A short word that something was done; gone by itself, except where it offers a way back. */
interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo?: () => void;
}

const SHOWN_MS = 6_000;
const SHOWN_WITH_UNDO_MS = 15_000;
let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

/** Says that something was done. @param undo how it is taken back, where it can be */
export function toast(text: string, undo?: () => void): void {
  last += 1;
  const id = last;
  set([...toasts, undo === undefined ? { id, text } : { id, text, undo }]);
  window.setTimeout(
    () => {
      drop(id);
    },
    undo === undefined ? SHOWN_MS : SHOWN_WITH_UNDO_MS,
  );
}

function drop(id: number): void {
  set(toasts.filter((one) => one.id !== id));
}

function set(now: readonly Toast[]): void {
  toasts = now;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Where they stand; screen readers say them when they come. */
export function Toasts(): ReactElement {
  const shown = useSyncExternalStore(listen, () => toasts);
  return (
    <Stack role="status" aria-live="polite" className={`${classes['toasts'] ?? ''} no-print`} gap="xs">
      {shown.map(({ id, text, undo }) => (
        <Paper key={id} shadow="md" withBorder p="sm">
          <Group wrap="nowrap" justify="space-between">
            <Text>{text}</Text>
            <Group wrap="nowrap" gap="xs">
              {undo !== undefined && (
                <Button
                  variant="subtle"
                  onClick={() => {
                    drop(id);
                    undo();
                  }}
                >
                  {SHARED.undo}
                </Button>
              )}
              <CloseButton
                size={44}
                aria-label={SHARED.close}
                onClick={() => {
                  drop(id);
                }}
              />
            </Group>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}
