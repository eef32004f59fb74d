import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'

const server = 'http://localhost:5080'

/** The two typefaces that every page shows are fetched with the page, not after its styles, so that no line moves when they come. */
const typefaces = (): Plugin => ({
  name: 'typefaces',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) => Object.keys(bundle ?? {})
      .filter(file => /(inter|source-serif-4)-latin-wght-normal.*\.woff2$/.test(file))
      .map(file => ({ tag: 'link', injectTo: 'head', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: '' } })),
  },
})

export default defineConfig({
  plugins: [svelte(), typefaces()],
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1_500 },
  // As the browser asked for it: the server takes cookies from its own origin alone.
  server: { proxy: { '/api': { target: server }, '/live': { target: server, ws: true } } },
})
