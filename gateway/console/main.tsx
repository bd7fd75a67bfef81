import i18next from 'i18next'
import { render } from 'preact'
import { NOTHING_HEARD } from './feed.ts'
import { language, startLanguage } from './language.ts'
import { followGateway } from './live-feed.ts'
import { Page } from './page.tsx'

const TICK_MS = 5_000

const root = document.getElementById('console')
if (!root) throw new Error('expected an element with the id "console" in index.html')

let feed = NOTHING_HEARD
let asked = false

function draw() {
  if (asked || !root) return
  asked = true
  requestAnimationFrame(() => {
    asked = false
    document.documentElement.lang = language()
    render(<Page feed={feed} now={Date.now()} />, root)
  })
}

await startLanguage()
i18next.on('languageChanged', draw)
followGateway(fresh => {
  feed = fresh
  draw()
})
setInterval(draw, TICK_MS)
draw()
