/** How a request came in. */
export interface Arrival {
  way: 'http' | 'https' | 'command line'
  address: string
}

/** Beginning with `__Host-`, no other site and no plain connection can set it. */
const nameOf = (way: Arrival['way']) => (way === 'https' ? '__Host-session' : 'session')

const secondsOfAYear = 31_536_000

/** The cookie that gives a session's key, or takes it away. How long it holds, the gateway says. */
export function cookieOf(session: string | null, way: Arrival['way']): string {
  const life = session === null ? 0 : secondsOfAYear
  const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${life}`
  return `${nameOf(way)}=${session ?? ''}; ${attributes}${way === 'https' ? '; Secure' : ''}`
}

export function sessionIn(cookies: string | undefined, way: Arrival['way']): string | null {
  const start = `${nameOf(way)}=`
  const found = cookies?.split(/; ?/).find(cookie => cookie.startsWith(start))
  return found?.slice(start.length) || null
}
