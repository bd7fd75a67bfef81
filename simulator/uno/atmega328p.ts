import {
  ADCMuxInputType,
  AVRADC,
  AVREEPROM,
  AVRIOPort,
  AVRTimer,
  AVRTWI,
  AVRUSART,
  adcConfig,
  avrInstruction,
  CPU,
  EEPROMMemoryBackend,
  PinState,
  portBConfig,
  portCConfig,
  portDConfig,
  timer0Config,
  timer1Config,
  timer2Config,
  twiConfig,
  usart0Config,
} from 'avr8js'
import type { Circuit } from './circuit.ts'
import { findIdleRounds } from './idle-rounds.ts'
import { lidarAddress, lidarRegisters } from './lidar-lite-registers.ts'

const clockHz = 16_000_000
const sramBytes = 2048
export const flashBytes = 0x8000
const eepromBytes = 1024
/** Eight bits of data and one of acknowledgement. */
const bitsOnBus = 9
const pins = Array.from({ length: 20 }, (_, pin) => pin)

/** The processor of an Arduino Uno, from its start. */
export interface Atmega328p {
  /** Lets so much of its time pass. */
  run(ms: number): void
  /** Calls back when so much of its time has passed. */
  after(ms: number, act: () => void): void
  /** To be called when the circuit has changed. */
  feel(): void
  /** Whether it drives a pin high. */
  drives(pin: number): boolean
  hear(bytes: Uint8Array): void
}

export function startAtmega328p(
  code: Uint8Array,
  circuit: Circuit,
  tell: (byte: number) => void,
): Atmega328p {
  const cpu = new CPU(new Uint16Array(code.slice().buffer), sramBytes)
  const [b, c, d] = [portBConfig, portCConfig, portDConfig].map(port => new AVRIOPort(cpu, port))
  for (const timer of [timer0Config, timer1Config, timer2Config]) new AVRTimer(cpu, timer)
  new AVREEPROM(cpu, new EEPROMMemoryBackend(eepromBytes))
  const usart = new AVRUSART(cpu, usart0Config, clockHz)
  const waiting: number[] = []

  function portOf(pin: number): { port: AVRIOPort | undefined; bit: number } {
    if (pin < 8) return { port: d, bit: pin }
    return pin < 14 ? { port: b, bit: pin - 8 } : { port: c, bit: pin - 14 }
  }

  function feel() {
    for (const pin of pins) {
      const { port, bit } = portOf(pin)
      const isHigh = !circuit.grounded.has(pin) && port?.pinState(bit) === PinState.InputPullUp
      port?.setPin(bit, isHigh)
    }
  }

  function feed() {
    while (!usart.rxBusy && usart.rxEnable) {
      const byte = waiting.shift()
      if (byte === undefined) return
      usart.writeByte(byte)
    }
  }

  usart.onByteTransmit = tell
  usart.onRxComplete = feed
  for (const port of [b, c, d]) port?.addListener(feel)
  feel()
  measureVolts(cpu, circuit)
  joinBus(cpu, circuit)
  const idle = findIdleRounds(cpu)

  return {
    run(ms) {
      feed()
      for (const end = cpu.cycles + (ms * clockHz) / 1000; cpu.cycles < end; ) {
        avrInstruction(cpu)
        cpu.tick()
        if (idle.isTurn()) idle.wait(end)
      }
    },
    after: (ms, act) => void cpu.addClockEvent(act, Math.round((ms * clockHz) / 1000)),
    feel,
    drives(pin) {
      const { port, bit } = portOf(pin)
      return port?.pinState(bit) === PinState.High
    },
    hear(bytes) {
      waiting.push(...bytes)
    },
  }
}

function measureVolts(cpu: CPU, { volts }: Circuit) {
  const adc = new AVRADC(cpu, adcConfig)
  adc.onADCRead = input => {
    const level = input.type === ADCMuxInputType.SingleEnded ? (volts[input.channel] ?? 0) / 5 : 0
    const value = Math.min(1023, Math.max(0, Math.round(level * 1023)))
    cpu.addClockEvent(() => adc.completeADCRead(value), adc.sampleCycles)
  }
}

function joinBus(cpu: CPU, circuit: Circuit) {
  const twi = new AVRTWI(cpu, twiConfig, clockHz)
  const lidar = lidarRegisters(() => circuit.lidarCm ?? 0)
  let addressed = false
  const soon = (act: () => void) =>
    cpu.addClockEvent(act, Math.round((bitsOnBus * clockHz) / twi.sclFrequency))
  twi.eventHandler = {
    start: () => twi.completeStart(),
    stop: () => twi.completeStop(),
    connectToSlave(address, isWrite) {
      addressed = address === lidarAddress && circuit.lidarCm !== null
      if (addressed && isWrite) lidar.begin()
      soon(() => twi.completeConnect(addressed))
    },
    writeByte(byte) {
      if (addressed) lidar.write(byte)
      soon(() => twi.completeWrite(addressed))
    },
    readByte() {
      const byte = addressed ? lidar.read() : 0xff
      soon(() => twi.completeRead(byte))
    },
  }
}
