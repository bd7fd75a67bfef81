import { useEffect, useState } from 'preact/hooks'
import type { TouchPlace } from '../../../shared/touch-place.ts'
import { Face } from './face.tsx'
import { type Language, preferredLanguage, words } from './words.ts'

export type Outcome = 'thanks' | 'kept' | 'notKept'

interface Props {
  place: TouchPlace
  /** Tells a press that began then, by `performance.now()`, and says what became of it. */
  press(button: number, began: number): Promise<Outcome>
}

const thanksMs = 3000
/** More buttons than faces can tell apart are shown as numbers. */
const mostFaces = 5

export function Page({ place, press }: Props) {
  const [language, speak] = useState<Language>(preferredLanguage)
  const [outcome, setOutcome] = useState<{ button: number; what: Outcome } | null>(null)
  const [downAt, setDownAt] = useState<number | null>(null)
  const { ratings } = place
  const highest = Math.max(...ratings)
  const text = words[language]

  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  useEffect(() => {
    if (!outcome) return
    // The next customer finds the question, in the language of the tablet.
    const next = setTimeout(() => {
      setOutcome(null)
      speak(preferredLanguage())
    }, thanksMs)
    return () => clearTimeout(next)
  }, [outcome])

  async function tell(button: number) {
    const began = downAt ?? performance.now()
    setDownAt(null)
    setOutcome({ button, what: 'thanks' })
    setOutcome({ button, what: await press(button, began) })
  }

  return (
    <>
      <h1 aria-live="polite">
        {outcome ? text[outcome.what] : questionIn(place, language) || text.question}
      </h1>
      <div class={ratings.length > mostFaces ? 'buttons many' : 'buttons'}>
        {ratings.map((rating, index) => (
          <button
            type="button"
            key={rating}
            class={outcome?.button === index + 1 ? 'pressed' : ''}
            aria-label={text.rating(rating, highest)}
            data-rank={rankOf(index, ratings.length)}
            onPointerDown={() => setDownAt(performance.now())}
            onClick={() => tell(index + 1)}
          >
            {ratings.length <= mostFaces ? <Face mood={moodOf(index, ratings.length)} /> : rating}
          </button>
        ))}
      </div>
      <nav aria-label={text.language}>
        {(Object.keys(words) as Language[]).map(one => (
          <button
            type="button"
            key={one}
            aria-pressed={one === language}
            onClick={() => speak(one)}
          >
            {one.toUpperCase()}
          </button>
        ))}
      </nav>
    </>
  )
}

const moodOf = (index: number, buttons: number) => (2 * index) / (buttons - 1) - 1

/** One of five colours, 1 for the lowest. */
const rankOf = (index: number, buttons: number) => 1 + Math.round((4 * index) / (buttons - 1))

/** In a language that the question was not put into, it is asked in one that it was. */
function questionIn({ question }: TouchPlace, language: Language): string | undefined {
  if (typeof question === 'string') return question
  return question[language] ?? question.en ?? question.bg ?? question.ru
}
