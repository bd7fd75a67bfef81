/** How often a remote tells that it is alive. */
export const heartbeatMs = 60_000
