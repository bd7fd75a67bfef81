import './frame/no-eval.ts'
import { render } from 'preact'
import { isSignedIn } from './frame/asking.ts'
import { startFieldWords } from './frame/field-words.ts'
import { Frame } from './frame/frame.tsx'
import { startLanguage } from './frame/language.ts'
import { followGateway } from './frame/live-feed.ts'
import { findOutWho } from './frame/me.ts'
import { startNow } from './frame/now.ts'
import { startTheme } from './frame/theme.ts'
import { followAddress } from './frame/view.ts'
import './style/frame.css'
import './style/page.css'
import './style/form.css'
// Last: what is said of small screens and of paper goes before.
import './style/media.css'

const root = document.getElementById('console')
if (!root) throw new Error('expected an element with the id "console" in index.html')

startTheme()
await Promise.all([startLanguage(), findOutWho()])
startFieldWords()
startNow()
followAddress()
if (isSignedIn.value) followGateway()
render(<Frame />, root)
