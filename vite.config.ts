import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * Cross-origin isolation: without it a page gets coarse timers and no shared memory, which the provers'
 * WebAssembly uses where it can. The relay sends the same two headers with the built app.
 */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const standIn = fileURLToPath(new URL('src/codec/bufferShim.ts', import.meta.url));

/** Gives @chainsafe/ssz, and only it, the little of Node's Buffer that it uses. */
function bufferForSsz(): Plugin {
  return {
    name: 'buffer-for-ssz',
    transform(code, id) {
      if (!id.includes('/@chainsafe/ssz/') || !/\bBuffer\.(from|alloc)\(/.test(code)) return null;
      return {
        code: `import { bufferStandIn as Buffer } from ${JSON.stringify(standIn)};\n${code}`,
        map: null,
      };
    },
  };
}

export default defineConfig({
  plugins: [react(), bufferForSsz()],
  appType: 'spa',
  build: {
    outDir: 'dist',
    target: 'es2022',
    // The proving code is one large chunk that loads when a table opens, never with the first page.
    chunkSizeWarningLimit: 3000,
  },
  worker: { format: 'es', plugins: () => [bufferForSsz()] },
  server: { headers: isolation, port: 4610 },
  preview: { headers: isolation, port: 4611 },
});
