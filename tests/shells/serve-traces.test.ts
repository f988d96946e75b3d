import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/knowledge.ts';

it('traces calls to the collector that the environment names, by their routes and not by what is in them', async () => {
  const received: Buffer[] = [];
  const collector = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => received.push(chunk)).on('end', () => response.end('{}'));
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const address = collector.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-traces-'));
  const service = spawn(process.execPath, ['shells/cli/main.ts', 'serve', '--no-demo'], {
    cwd: ROOT,
    env: {
      ...process.env,
      STEPWISE_DATA: folder,
      STEPWISE_PORT: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${String(port)}`,
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
    },
  });
  try {
    const said = new Promise<string>((resolve, reject) => {
      let out = '';
      service.once('close', () => {
        reject(new Error(`the service ended: ${out}`));
      });
      service.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()));
      service.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
        const origin = /listens at (http:\S+)/u.exec(out)?.[1];
        if (origin !== undefined) resolve(origin);
      });
    });
    const origin = await said;
    expect((await fetch(`${origin}/v1/courses?search=Example-Patient`)).status).toBe(401);
    const ended = new Promise((resolve) => service.once('close', resolve));
    service.kill('SIGTERM');
    expect(await ended).toBe(0);
    const told = Buffer.concat(received).toString('latin1');
    expect(told).toContain('/v1/courses');
    expect(told).toContain('stepwise');
    expect(told).not.toContain('Example-Patient');
  } finally {
    service.kill('SIGKILL');
    collector.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
