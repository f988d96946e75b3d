import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { InputError } from '../input/input-error.ts';
import { refuseClosedWay } from './postgres-process.ts';

const above = mkdtempSync(path.join(tmpdir(), 'stepwise-way-'));
const data = path.join(above, 'data');
mkdirSync(data);
afterAll(() => {
  rmSync(above, { recursive: true, force: true });
});

describe.skipIf(process.getuid?.() !== 0)('data below a folder, where root starts the server', () => {
  it('are refused where the user of the server cannot pass through it, with the folder and the mend', () => {
    chmodSync(above, 0o700);
    expect(() => {
      refuseClosedWay(data);
    }).toThrow(
      new InputError([
        {
          where: above,
          what: 'the user postgres, as whom the database runs, cannot pass through this folder',
          mend: `Open it with chmod o+x ${above}, or keep the data elsewhere (STEPWISE_DATA)`,
        },
      ]),
    );
  });

  it('are taken where it can, though it cannot look into it', () => {
    chmodSync(above, 0o711);
    expect(() => {
      refuseClosedWay(data);
    }).not.toThrow();
  });
});
