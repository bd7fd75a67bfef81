/*
 * Lets a touch page open without the gateway: what it was made of last is kept. The page and its
 * question come fresh whenever the gateway answers; assets are named by their content and stay.
 */
const kept = 'loyalty-touch'

addEventListener('install', () => skipWaiting())
addEventListener('activate', event => event.waitUntil(clients.claim()))

addEventListener('fetch', event => {
  const { method, url } = event.request
  if (method !== 'GET' || new URL(url).origin !== location.origin) return
  if (new URL(url).pathname.includes('/assets/')) event.respondWith(keptFirst(event.request))
  else event.respondWith(freshFirst(event.request))
})

async function keptFirst(request) {
  return (await caches.match(request)) ?? keep(request, await fetch(request))
}

async function freshFirst(request) {
  try {
    return await keep(request, await fetch(request))
  } catch (failure) {
    const known = await caches.match(request)
    if (known) return known
    throw failure
  }
}

async function keep(request, answer) {
  if (answer.ok) await (await caches.open(kept)).put(request, answer.clone())
  return answer
}
