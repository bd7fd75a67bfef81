import { defineConfig } from 'vitest/config'

/** An emulated board has to keep up with real time: these run after all others. */
const inRealTime = [
  ...['tests/arduino.test.ts', 'tests/arduino-cable.test.ts', 'tests/arduino-rangefinders.test.ts'],
  ...['tests/doctor.test.ts', 'tests/port-survey.test.ts'],
  ...['tests/laser.test.ts', 'tests/laser-port.test.ts'],
]

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Tests mostly wait: for processes to start, for clocks, for disks.
    maxWorkers: 3,
    // What is loaded anew for each file takes a fifth of all; no test looks for it in a module.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['tests/**/*.test.ts'],
          exclude: inRealTime,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'real time',
          include: inRealTime,
          // What is left of one file's boards must not trouble those of the next.
          isolate: true,
          maxWorkers: 3,
          // Where other programs take the processor, a bounce lasts as long as a press.
          retry: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
