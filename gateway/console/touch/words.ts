const english = {
  question: 'How was it?',
  thanks: 'Thank you!',
  kept: 'Thank you! Your answer is kept on this tablet and will be sent later.',
  notKept: 'Your answer could not be kept.',
  rating: (rating: number, highest: number) => `${rating} of ${highest}`,
  unreachable: 'The gateway cannot be reached. This page tries again by itself.',
  pair: (device: string) => `Pairing code of ${device}`,
  send: 'Pair',
  wrongCode: 'This code does not hold.',
  language: 'Language',
}
type Words = typeof english

const russian: Words = {
  question: 'Как вам у нас?',
  thanks: 'Спасибо!',
  kept: 'Спасибо! Ответ сохранён на планшете и будет отправлен позже.',
  notKept: 'Ответ сохранить не удалось.',
  rating: (rating, highest) => `${rating} из ${highest}`,
  unreachable: 'Шлюз недоступен. Страница повторит попытку сама.',
  pair: device => `Код сопряжения для ${device}`,
  send: 'Подключить',
  wrongCode: 'Этот код не подходит.',
  language: 'Язык',
}

const bulgarian: Words = {
  question: 'Как беше при нас?',
  thanks: 'Благодарим!',
  kept: 'Благодарим! Отговорът е запазен на таблета и ще бъде изпратен по-късно.',
  notKept: 'Отговорът не можа да бъде запазен.',
  rating: (rating, highest) => `${rating} от ${highest}`,
  unreachable: 'Няма връзка с шлюза. Страницата ще опита отново сама.',
  pair: device => `Код за свързване на ${device}`,
  send: 'Свързване',
  wrongCode: 'Този код не е валиден.',
  language: 'Език',
}

export const words = { en: english, ru: russian, bg: bulgarian }
export type Language = keyof typeof words

/** The first language of the browser that is spoken here. */
export function preferredLanguage(): Language {
  for (const tag of navigator.languages) {
    const [spoken = ''] = tag.toLowerCase().split('-')
    if (spoken in words) return spoken as Language
  }
  return 'en'
}
