import { Ajv, type ValidateFunction } from 'ajv'
import { z } from 'zod'
import { DeviceEvent } from '../shared/events.ts'

const ajv = new Ajv()
const contracts = new Map<unknown, z.ZodType>(
  DeviceEvent.options.map(contract => [contract.shape.kind.value, contract]),
)
const compiled = new Map<unknown, ValidateFunction<DeviceEvent>>()

/**
 * Whether something is an event by the contract of its kind. The contract itself would say so too,
 * and what is wrong where not, but takes as long as to store the event.
 */
export function isEvent(json: unknown): json is DeviceEvent {
  if (typeof json !== 'object' || json === null || !('kind' in json)) return false
  return (compiled.get(json.kind) ?? compile(json.kind))?.(json) ?? false
}

function compile(kind: unknown): ValidateFunction<DeviceEvent> | undefined {
  const contract = contracts.get(kind)
  if (!contract) return undefined
  const schema = z.toJSONSchema(contract, { target: 'draft-7', io: 'input' })
  const check = ajv.compile<DeviceEvent>(schema)
  compiled.set(kind, check)
  return check
}
