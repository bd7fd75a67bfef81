import { t } from './language.ts'
import { chooseTheme, theme } from './theme.ts'

export function ThemeChoice() {
  const isDark = theme() === 'dark'
  const name = isDark ? t('frame.light') : t('frame.dark')
  return (
    <button
      type="button"
      class="theme"
      aria-label={name}
      title={name}
      onClick={() => chooseTheme(isDark ? 'light' : 'dark')}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        {isDark ? (
          <path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4M8 12a4 4 0 1 0 8 0 4 4 0 1 0-8 0" />
        ) : (
          <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z" />
        )}
      </svg>
    </button>
  )
}
