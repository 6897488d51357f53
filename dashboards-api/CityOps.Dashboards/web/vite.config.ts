import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { phoneWorker } from './phoneWorker.ts'

export default defineConfig({
  plugins: [vue(), phoneWorker()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // The content policy forbids inline data: scripts and fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': 'http://localhost:5080', '/signin': 'http://localhost:5080', '/signout': 'http://localhost:5080' } },
})
