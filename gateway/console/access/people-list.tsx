import { useState } from 'preact/hooks'
import { z } from 'zod'
import { notBlank } from '../frame/field-words.ts'
import { t } from '../frame/language.ts'
import { LineForm, Secret, useList } from './change.tsx'

const roles = ['viewer', 'manager', 'admin'] as const

const People = z.object({
  people: z.array(z.object({ name: z.string(), role: z.enum(roles), cameIn: z.boolean() })),
})
const Invited = z.object({ link: z.string() })

const pathOf = (name: string) => `api/people/${encodeURIComponent(name)}`

export function PeopleList() {
  const { list, change, problem } = useList('api/people', People)
  const [link, setLink] = useState<string | null>(null)

  async function put(name: string, role: string) {
    const invited = await change('PUT', pathOf(name), { role }, Invited)
    setLink(invited && new URL(invited.link, location.href).href)
  }

  return (
    <>
      <ul class="rows">
        {list?.people.map(({ name, role, cameIn }) => (
          <li key={name}>
            <span class="label">{name}</span>
            <span class="aside">
              {t(`access.role.${role}`)}
              {!cameIn && ` · ${t('access.people.invited')}`}
            </span>
            <span class="acts">
              <button type="button" class="button" onClick={() => put(name, role)}>
                {t('access.people.link')}
              </button>
              <button
                type="button"
                class="button"
                onClick={() => change('DELETE', pathOf(name), {}, z.object({}))}
              >
                {t('access.remove')}
              </button>
            </span>
          </li>
        ))}
      </ul>
      {problem}
      {link && <Secret label={t('access.people.link-says')} text={link} />}
      <LineForm
        submit={t('access.people.add')}
        send={fields => put(String(fields.get('name')).trim(), String(fields.get('role')))}
      >
        <label class="field">
          {t('sign-in.name')}
          <input name="name" maxLength={64} pattern={notBlank} required />
        </label>
        <label class="field">
          {t('access.people.role')}
          <select name="role">
            {roles.map(role => (
              <option key={role} value={role}>
                {t(`access.role.${role}`)}
              </option>
            ))}
          </select>
        </label>
      </LineForm>
    </>
  )
}
