import { t } from './language.ts'

/** Who did something, as the gateway names them: people by their names, all others in words. */
export function callerName(caller: string): string {
  if (caller === 'anyone') return t('frame.caller.anyone')
  if (caller === 'gateway') return t('frame.caller.gateway')
  if (caller === 'command line') return t('frame.caller.command-line')
  const [, kind, name = ''] = /^(person|token|device) (.*)$/.exec(caller) ?? []
  if (kind === 'token') return t('frame.caller.token', { name })
  if (kind === 'device') return t('frame.caller.device', { name })
  return kind === 'person' ? name : caller
}
