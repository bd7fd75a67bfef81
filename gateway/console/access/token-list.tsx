import { useState } from 'preact/hooks'
import { z } from 'zod'
import { nameForm } from '../../../shared/name.ts'
import { locale, t } from '../frame/language.ts'
import { LineForm, Secret, useList } from './change.tsx'
import { exampleNames } from './example-names.ts'

const scopes = ['live', 'read', 'sell'] as const
type Scope = (typeof scopes)[number]

const Tokens = z.object({
  tokens: z.array(
    z.object({
      name: z.string(),
      scopes: z.array(z.enum(scopes)),
      until: z.number().nullable(),
    }),
  ),
})
const Made = z.object({ token: z.string(), username: z.string(), password: z.string() })

export function TokenList() {
  const { list, change, problem } = useList('api/tokens', Tokens)
  const [made, setMade] = useState<z.infer<typeof Made> | null>(null)
  const [chosen, setChosen] = useState<readonly Scope[]>([])

  function toggle(scope: Scope) {
    const others = chosen.filter(one => one !== scope)
    setChosen(others.length < chosen.length ? others : [...chosen, scope])
  }

  async function add(fields: FormData) {
    const body = { name: String(fields.get('name')).trim(), scopes: chosen }
    setMade(await change('POST', 'api/tokens', body, Made))
  }

  return (
    <>
      <ul class="rows">
        {list?.tokens.map(({ name, scopes, until }) => (
          <li key={name}>
            <span class="label">{name}</span>
            <span class="aside">
              {scopes.map(scope => t(`access.scope.${scope}`)).join(', ')}
              {until !== null && ` · ${t('access.tokens.until', { day: dayHere(until) })}`}
            </span>
            <span class="acts">
              <button
                type="button"
                class="button"
                onClick={() => change('DELETE', 'api/tokens', { name }, z.object({}))}
              >
                {t('access.revoke')}
              </button>
            </span>
          </li>
        ))}
      </ul>
      {problem}
      {made && (
        <>
          <Secret label={t('access.tokens.http')} text={made.token} />
          <Secret
            label={t('access.tokens.mqtt', { username: made.username })}
            text={made.password}
          />
        </>
      )}
      <LineForm submit={t('access.tokens.add')} send={add}>
        <label class="field">
          {t('access.tokens.name')}
          <input
            name="name"
            placeholder={exampleNames.till}
            maxLength={65}
            pattern={`${nameForm}(/${nameForm})?`}
            title={t('access.tokens.form')}
            required
          />
        </label>
        <fieldset class="field choices">
          <legend>{t('access.tokens.scopes')}</legend>
          {scopes.map(scope => (
            <label key={scope}>
              <input
                type="checkbox"
                name="scope"
                value={scope}
                checked={chosen.includes(scope)}
                required={chosen.length === 0}
                onChange={() => toggle(scope)}
              />{' '}
              {t(`access.scope.${scope}`)}
            </label>
          ))}
        </fieldset>
      </LineForm>
    </>
  )
}

const dayHere = (time: number) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(time)
