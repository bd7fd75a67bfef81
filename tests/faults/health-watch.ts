import { readFileSync } from 'node:fs'
import type { GatewayProcess } from '../support/gateway-process.ts'

/** Nobody waits longer for an answer, whatever else comes in. */
const longestAnswerMs = 5000
const mostMemoryMb = 400

/** Asks a gateway now and then whether it is well, and notes when it is not. */
export function watchHealth(gateway: Pick<GatewayProcess, 'http' | 'pid'>) {
  const problems: string[] = []
  let peakMb = 0
  return {
    async check(after: number) {
      const begun = performance.now()
      const answer = await fetch(`${gateway.http()}/healthz`, {
        signal: AbortSignal.timeout(longestAnswerMs),
      }).catch(() => null)
      const tookMs = Math.round(performance.now() - begun)
      if (!answer?.ok)
        problems.push(`after ${after}: expected a healthy gateway, waited ${tookMs} ms`)
      peakMb = Math.max(peakMb, memoryMb(gateway.pid()))
      if (peakMb > mostMemoryMb) problems.push(`after ${after}: it takes ${peakMb} MB`)
      if (problems.length > 0) throw new Error(problems.join('; '))
    },
    peakMb: () => peakMb,
    outcome: () => ({ acknowledged: 0, missing: 0, doubled: 0, restartsMs: [], problems }),
  }
}

/** Resident memory of a process. */
export function memoryMb(pid: number): number {
  const [, kb = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kb) / 1024)
}
