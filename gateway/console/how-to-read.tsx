import { t } from 'i18next'

const TERMS = ['support', 'critical', 'criticality', 'silent', 'response', 'relevance'] as const

export function HowToRead() {
  return (
    <footer class="how-to-read">
      <details>
        <summary>{t('reading.name')}</summary>
        <dl>
          {TERMS.map(term => (
            <div key={term}>
              <dt>{t(`reading.term.${term}`)}</dt>
              <dd>{t(`reading.means.${term}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </footer>
  )
}
