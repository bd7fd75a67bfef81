import type { LiveNumbers } from '../../../shared/numbers.ts'
import { t } from '../frame/language.ts'

const TERMS = ['support', 'critical', 'criticality', 'silent', 'response', 'relevance'] as const

export function HowToRead({ numbers: { discretion } }: { numbers: LiveNumbers }) {
  const { answersAtOnce: answers, atMostMinutes: minutes } = discretion
  return (
    <footer class="how-to-read">
      <details>
        <summary>{t('live.reading.name')}</summary>
        <dl>
          {TERMS.map(term => (
            <div key={term}>
              <dt>{t(`live.reading.term.${term}`)}</dt>
              <dd>{t(`live.reading.means.${term}`)}</dd>
            </div>
          ))}
          {answers > 1 && (
            <div>
              <dt>{t('live.discretion.name')}</dt>
              <dd>{t('live.discretion.why', { answers, minutes })}</dd>
            </div>
          )}
        </dl>
      </details>
    </footer>
  )
}
