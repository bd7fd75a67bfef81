import { Command, CommanderError } from 'commander'

/** A program with subcommands or options; `--help` comes with it. */
export function newProgram(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .showHelpAfterError('(--help shows what can be said here)')
    .exitOverride()
}

/** Runs a program to its end: exit code 1 for a failure, told in one sentence, 2 for wrong usage. */
export async function runProgram(program: Command): Promise<void> {
  refuseOtherNodes()
  for (const signal of endings) process.on(signal, endAtOnce)
  try {
    await program.parseAsync()
  } catch (failure) {
    if (failure instanceof CommanderError) process.exit(failure.exitCode === 0 ? 0 : 2)
    // Whoever reads the output has read enough, as `head` does.
    if ((failure as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0)
    console.error((failure as Error).message)
    // What was started before the failure must not keep the process alive.
    process.exit(1)
  }
}

/** Calls `close` once on Ctrl-C or SIGTERM, and lets the process end by itself. */
export function closeOnSignal(close: () => Promise<void>): void {
  const end = () => {
    // Who asks a second time does not want to wait.
    for (const signal of endings) process.off(signal, end)
    close().catch((failure: Error) => {
      console.error(`could not close properly: ${failure.message}`)
      process.exitCode = 1
    })
  }
  for (const signal of endings) {
    process.on(signal, end)
    // Only now: a signal that came by then is lost when the last listener goes.
    process.off(signal, endAtOnce)
  }
}

const endings = ['SIGINT', 'SIGTERM'] as const

/** Until there is something to close, the process ends as it would; 'exit' listeners still run. */
const endAtOnce = () => process.exit(130)

/** From Node 26.4 on serial ports deliver nothing until some other timer fires. */
function refuseOtherNodes() {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= 24 && major < 26) return
  console.error(`expected Node 24 or 25, found ${process.version}: start it with npm run`)
  process.exit(1)
}
