import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// While developing, the API is the LocalHost of 'dotnet dev.cs up'.
// The page's own address stays in the request: a write that seems to come from another site is refused.
const host = { target: process.env.FOLLOWUP_URL ?? 'http://localhost:7071', changeOrigin: false }

export default defineConfig({
  plugins: [react()],
  // The server puts a fresh nonce in place of this word each time it serves the page (FollowUp.Api/Web).
  html: { cspNonce: 'FOLLOWUP-NONCE' },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  server: { proxy: { '/api': host, '/sim': host, '/emulator': host } },
})
