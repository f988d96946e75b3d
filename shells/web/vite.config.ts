import react from '@vitejs/plugin-react';
import path from 'node:path';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

const HERE = import.meta.dirname;
const OUT = path.join(HERE, '..', '..', 'build', 'page');

/** Writes each script and style sheet compressed beside itself, so that the service need not do it for each call. */
const compressed: Plugin = {
  name: 'compressed-beside',
  closeBundle() {
    const folder = path.join(OUT, 'assets');
    for (const name of readdirSync(folder).filter((one) => /\.(?:js|css|svg)$/u.test(one))) {
      const content = readFileSync(path.join(folder, name));
      writeFileSync(path.join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
      writeFileSync(path.join(folder, `${name}.br`), brotliCompressSync(content));
    }
  },
};

/** The page as files to be served: hashed names, one script for each screen. */
const config: UserConfig = defineConfig({
  root: HERE,
  base: '/',
  plugins: [react(), compressed],
  publicDir: false,
  // What stands here is replaced for each answer by a word that nobody can foresee: only styles that carry it count.
  html: { cspNonce: 'NONCE-OF-THE-ANSWER' },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2023',
    // A picture inside a script or a style sheet would need a weaker policy for what may be loaded.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
  },
});
export default config;
