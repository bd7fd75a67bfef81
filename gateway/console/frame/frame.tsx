import { useEffect, useRef } from 'preact/hooks'
import { isInvited } from '../sign-in/first-password.tsx'
import { isSignedIn } from './asking.ts'
import { useChosenSite } from './chosen-site.ts'
import { t } from './language.ts'
import { LanguageChoice } from './language-choice.tsx'
import { Link } from './link.tsx'
import { LinkState, LostNotice } from './link-state.tsx'
import { feed } from './live-feed.ts'
import { mayOpen } from './me.ts'
import { OpenedPage } from './opened-page.tsx'
import { type PageName, pageNames } from './pages.ts'
import { SignIn } from './sign-in.tsx'
import { SiteChoice } from './site-choice.tsx'
import type { NamedSite } from './sites.ts'
import { ThemeChoice } from './theme-choice.tsx'
import { addressOfPage, page } from './view.ts'
import { Who } from './who.tsx'

/** What surrounds every page: where one is, where one can go, and whether the gateway is heard. */
export function Frame() {
  const names = pageNames.filter(mayOpen)
  const open = names.find(name => name === page.value) ?? 'live'
  const { sites, site, isKnown } = useChosenSite(open)
  const isShown = isSignedIn.value && !isInvited()
  return (
    <>
      <a class="skip" href="#page">
        {t('frame.skip')}
      </a>
      <header class="top">
        <Mark />
        <SiteChoice sites={sites} site={site} />
        {isShown && <LinkState />}
        <LanguageChoice />
        <ThemeChoice />
        <Who />
      </header>
      {isShown && <Navigation names={names.filter(isFound)} open={open} />}
      {isShown && <LostNotice />}
      <main id="page" tabIndex={-1}>
        {!isShown && <SignIn />}
        {isShown && isKnown && <Shown open={open} site={site} />}
      </main>
    </>
  )
}

function Navigation({ names, open }: { names: PageName[]; open: PageName }) {
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    const link = bar.current?.querySelector('[aria-current]')
    // Not scrollIntoView: after it, some browsers let Tab go on from there and not from the top.
    if (link) bar.current?.scrollBy({ left: middle(link) - middle(bar.current) })
  }, [open])
  if (names.length < 2) return null
  return (
    <nav ref={bar} class="pages" aria-label={t('frame.pages')}>
      {names.map(name => (
        <Link key={name} to={addressOfPage(name)} current={name === open}>
          {t(`frame.page.${name}`)}
        </Link>
      ))}
    </nav>
  )
}

function middle(element: Element): number {
  const { left, width } = element.getBoundingClientRect()
  return left + width / 2
}

/** Who needs the first steps is led there. */
const isFound = (name: PageName) => name !== 'start'

/** Who may come in has to be said before there is anything to measure. */
const nowhere: NamedSite = { id: '', name: '', timeZone: 'UTC', touchpoints: [] }

function Shown({ open, site }: { open: PageName; site: NamedSite | undefined }) {
  const isFirst = feed.value.link === 'live' && mayOpen('start')
  const name = !site && isFirst && open !== 'access' ? 'start' : open
  const shown = site ?? (name === 'access' || name === 'start' ? nowhere : undefined)
  if (shown) return <OpenedPage key={name} name={name} site={shown} />
  return <p class="empty">{feed.value.link === 'live' ? t('frame.empty') : t('frame.waiting')}</p>
}

function Mark() {
  return (
    <span class="brand">
      <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="9" />
        <circle class="ring" cx="16" cy="16" r="9" />
        <path d="M16 7a9 9 0 0 1 9 9" />
        <circle class="dot" cx="16" cy="16" r="3.5" />
      </svg>
      <span class="name">Loyalty Button</span>
    </span>
  )
}
