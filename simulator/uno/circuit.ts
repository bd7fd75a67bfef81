/** What is wired to an Arduino Uno. It stays as it is when the board restarts. */
export interface Circuit {
  /** Digital pins that a pressed button connects to ground; 14 is A0. */
  grounded: Set<number>
  /** Volts at A0 to A5. */
  volts: number[]
  /** What the LIDAR-Lite on the I2C pins measures; null when it is not there. */
  lidarCm: number | null
}

export const emptyCircuit = (): Circuit => ({
  grounded: new Set(),
  volts: [0, 0, 0, 0, 0, 0],
  lidarCm: null,
})
