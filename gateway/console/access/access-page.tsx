import type { ComponentChildren } from 'preact'
import { t } from '../frame/language.ts'
import { AuditLog } from './audit-log.tsx'
import { Pairing } from './pairing.tsx'
import { PeopleList } from './people-list.tsx'
import { TokenList } from './token-list.tsx'
import '../style/access.css'

/** Who may come in: people, remotes, programs; and who changed what. */
export function AccessPage() {
  return (
    <>
      <header class="page-head">
        <h1>{t('frame.page.access')}</h1>
      </header>
      <div class="access">
        <Section title={t('access.people.title')} says={t('access.people.says')}>
          <PeopleList />
        </Section>
        <Section title={t('access.remotes.title')} says={t('access.remotes.says')}>
          <Pairing />
        </Section>
        <Section title={t('access.tokens.title')} says={t('access.tokens.says')}>
          <TokenList />
        </Section>
        <Section title={t('access.audit.title')} says={t('access.audit.says')}>
          <AuditLog />
        </Section>
      </div>
    </>
  )
}

interface SectionProps {
  title: string
  says: string
  children: ComponentChildren
}

function Section({ title, says, children }: SectionProps) {
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      <p class="aside">{says}</p>
      {children}
    </section>
  )
}
