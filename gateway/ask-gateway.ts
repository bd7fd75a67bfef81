import { type Asked, askLocally } from './local-socket.ts'
import type { GatewaySettings } from './settings.ts'

/** Asks the gateway that runs on these settings; without one, its routes on its database. */
export async function askGateway(
  settings: GatewaySettings,
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const asked = { method, path, body }
  const { status, text } =
    (await askLocally(settings.data, asked)) ?? (await askHere(settings, asked))
  const told = JSON.parse(text)
  if (status !== 200) throw new Error(told.error)
  return told
}

async function askHere(settings: GatewaySettings, asked: Asked) {
  // All of that loads slowly, and a gateway that runs has it.
  const { askRoutes } = await import('./ask-routes.ts')
  return askRoutes(settings, asked)
}
