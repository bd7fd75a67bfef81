import type { Command } from 'commander'
import { askGateway } from './ask-gateway.ts'
import type { GatewaySettings } from './settings.ts'
import { consoleAddresses } from './welcome.ts'

interface Options {
  config?: string
}

type SettingsOf = (options: Options) => GatewaySettings

/** Adds the commands about who may come in; they work beside a gateway that runs, and without. */
export function addAccessCommands(program: Command, settingsOf: SettingsOf): void {
  const withConfig = (command: Command) =>
    command.option('-c, --config <file>', 'settings, such as gateway.json')

  withConfig(program.command('erase'))
    .description('removes the raw events of a span for good; what was counted of it stays')
    .requiredOption('--from <moment>', 'epoch ms, ISO time or date')
    .requiredOption('--to <moment>', 'the same; not part of the span')
    .option('--touchpoint <id>', 'counter-1 or hall/counter-1 (all without it)')
    .action(async ({ config, ...span }: Options & { from: string; to: string }) => {
      const settings = settingsOf(config === undefined ? {} : { config })
      console.log(JSON.stringify(await askGateway(settings, 'POST', '/api/erase', span)))
    })

  const devices = program.command('device').description('the remotes that may come in')
  const device = (name: string) => withConfig(devices.command(name))

  device('add')
    .description('prints a pairing code for `remote -- init --code`: once, and for ten minutes')
    .argument('<site>')
    .argument('<device>')
    .option('--touchpoint <id>', 'where it is mounted; refused if the settings say otherwise')
    .option('--print', 'print credentials at once instead, for other MQTT clients')
    .action(
      async (
        site: string,
        name: string,
        { touchpoint, print, ...options }: Options & { touchpoint?: string; print?: boolean },
      ) => {
        const path = `/api/devices/${site}/${name}/${print ? 'credentials' : 'pairing'}`
        const body = touchpoint === undefined ? {} : { touchpoint }
        const told = await askGateway(settingsOf(options), 'POST', path, body)
        console.log(print ? JSON.stringify(told) : told.code)
      },
    )

  device('revoke')
    .description('takes the credentials of a remote away; it is disconnected at once')
    .argument('<site>')
    .argument('<device>')
    .action(async (site: string, name: string, options: Options) => {
      const path = `/api/devices/${site}/${name}/credentials`
      await askGateway(settingsOf(options), 'DELETE', path, {})
    })

  device('list')
    .description('the remotes that have credentials')
    .action(async (options: Options) => {
      const told = await askGateway(settingsOf(options), 'GET', '/api/devices/paired')
      console.log(JSON.stringify(told.devices, null, 2))
    })

  const tokens = program.command('token').description('what tills and readers come in with')
  const token = (name: string) => withConfig(tokens.command(name))

  token('add')
    .description('prints a token as JSON: for HTTP, and as a user name and password for MQTT')
    .argument('<name>', 'like node-red, or hall/till-1 for a till that tells over MQTT')
    .requiredOption('--scopes <scopes...>', 'of live, read, sell')
    .option('--days <n>', 'days until it is over; 0 is never', Number, 365)
    .action(
      async (
        name: string,
        { scopes, days, ...options }: Options & { scopes: string[]; days: number },
      ) => {
        const body = { name, scopes, days: days === 0 ? null : days }
        console.log(
          JSON.stringify(await askGateway(settingsOf(options), 'POST', '/api/tokens', body)),
        )
      },
    )

  token('revoke')
    .description('takes a token away; who is connected with it is disconnected at once')
    .argument('<name>')
    .action(async (name: string, options: Options) => {
      await askGateway(settingsOf(options), 'DELETE', '/api/tokens', { name })
    })

  token('list')
    .description('the tokens, without their secrets')
    .action(async (options: Options) => {
      const told = await askGateway(settingsOf(options), 'GET', '/api/tokens')
      console.log(JSON.stringify(told.tokens, null, 2))
    })

  const people = program.command('person').description('those who look at the console')
  const person = (name: string) => withConfig(people.command(name))

  person('add')
    .description('prints a link that sets the password, once; also of somebody who forgot it')
    .argument('<name>')
    .requiredOption('--role <role>', 'viewer, manager or admin')
    .action(async (name: string, { role, ...options }: Options & { role: string }) => {
      const settings = settingsOf(options)
      const path = `/api/people/${encodeURIComponent(name)}`
      const { link } = await askGateway(settings, 'PUT', path, { role })
      for (const address of consoleAddresses(settings)) console.log(address + link)
    })

  person('remove')
    .description('removes somebody; their sessions end at once')
    .argument('<name>')
    .action(async (name: string, options: Options) => {
      await askGateway(settingsOf(options), 'DELETE', `/api/people/${encodeURIComponent(name)}`, {})
    })

  person('list')
    .description('who may look at the console')
    .action(async (options: Options) => {
      const told = await askGateway(settingsOf(options), 'GET', '/api/people')
      console.log(JSON.stringify(told.people, null, 2))
    })
}
