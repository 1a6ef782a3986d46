# Words of the reader site. Every key stands in every language; a test compares them.
# Dates: $day and $year are digits, $month is one of the month-N words below.
date-long = { $day } { $month } { $year }
date-day = { $day } { $month }
date-time = { $date }, { $time }
month-heading = { $month } { $year }
month-1 = січня
month-2 = лютого
month-3 = березня
month-4 = квітня
month-5 = травня
month-6 = червня
month-7 = липня
month-8 = серпня
month-9 = вересня
month-10 = жовтня
month-11 = листопада
month-12 = грудня
# The same months standing alone, as in a heading (nominative).
month-alone-1 = Січень
month-alone-2 = Лютий
month-alone-3 = Березень
month-alone-4 = Квітень
month-alone-5 = Травень
month-alone-6 = Червень
month-alone-7 = Липень
month-alone-8 = Серпень
month-alone-9 = Вересень
month-alone-10 = Жовтень
month-alone-11 = Листопад
month-alone-12 = Грудень

skip = Перейти до тексту
languages = Мови
sections = Розділи
home = Головна
support-us = Підтримати нас
latest = Найновіше
read-more = Читати далі
list-two = { $first } та { $second }
list-more = { $first }, { $second }
updated = Оновлено { $date }
reading-time =
    { $minutes ->
        [one] { $minutes } хвилина читання
        [few] { $minutes } хвилини читання
        [many] { $minutes } хвилин читання
       *[other] { $minutes } хвилини читання
    }
part-of = Частина { $part } з { $parts }
next-part = Наступна частина
whole-text = Увесь текст на одній сторінці
parts = Частини цього тексту

notes = Примітки
note-number = Примітка { $number }
back-to-text = Назад до тексту, примітка { $number }
correction-of = Виправлення від { $date }
corrections = Виправлення
corrections-intro = У чому ми помилилися і як є насправді. Кожне виправлення зазначено й у самій статті.
corrections-none = Поки що виправляти нічого.
withdrawn = Цю статтю відкликано { $date }.
pseudonym = Псевдонім
callout-fact = Коротко
callout-note = Зверніть увагу
callout-timeline = Як це було
callout-howwechecked = Як ми це перевіряли
related = На цю тему
story-before = Що було раніше
story-timeline = Уся історія по порядку
tags = Теми
articles-by = { $name }: статті
table-scroll = Таблиця: { $name }
gallery = Зображення
file-audio = Аудіо, { $size }
file-pdf = PDF, { $size }
size-kb = { $number } КБ
size-mb = { $number } МБ
embed-leads = Веде на { $host }. Якщо відкрити посилання, цей сайт дізнається вашу IP-адресу.

archive = Архів
archive-intro = Усе, що ми опублікували, місяць за місяцем.
find-in-month = Щоб знайти слово на цій сторінці, скористайтеся пошуком на сторінці у своєму браузері.
older = Старіші
newer = Новіші
page-number = Сторінка { $number }
pages = Сторінки

search = Пошук
search-label = Слова для пошуку
search-button = Знайти
search-noscript = Для пошуку потрібен єдиний скрипт цієї сторінки: він працює у вашому браузері й нікому не передає ваших слів. Без нього можна переглянути архів, теми або окремий місяць.
search-working = Триває пошук…
search-results =
    { $count ->
        [0] Нічого не знайдено.
        [one] Знайдено { $count } статтю.
        [few] Знайдено { $count } статті.
        [many] Знайдено { $count } статей.
       *[other] Знайдено { $count } статті.
    }
search-more = Шукати в старіших статтях
search-failed = Частина пошукового індексу не завантажилася. Перевірте з’єднання і повторіть пошук.
search-part = Поки що:

newsletter-join = Підписатися поштою
newsletter-preview = Прочитати один із недавніх листів
newsletter-privacy = Політика приватності
email-label = Адреса електронної пошти
subscribe = Підписатися
join-by-mail = Або надішліть порожній лист на { $address }
join-what = Коли сайт заблоковано, листи однаково доходять.
join-promise = Ваша адреса шифрується, щойно потрапляє до нас. Жодних картинок-шпигунів, жодних посилань зі стеженням, відписатися можна одним натисканням.
join-danger = Якщо лист до нас може вам зашкодити, скористайтеся адресою, у якій немає вашого імені.

support-title = Підтримати видання «{ $name }»
support-frequency = Як часто
support-once = Один раз
support-monthly = Щомісяця
support-annual = Щороку
support-amount = Сума
support-give-once = Пожертвувати { $amount } один раз
support-give-monthly = Жертвувати { $amount } щомісяця
support-give-annual = Жертвувати { $amount } щороку
support-other-ways = Інші способи допомогти
support-fees = Із невеликого щомісячного внеску чимала частина йде платіжній системі. З одного річного внеску втрачається значно менше.
support-page-note = Сторінка оплати належить платіжній компанії. Для неї потрібен JavaScript, і вона запитує адресу.
support-danger-title = Ви в країні, про яку ми пишемо? Спершу прочитайте це
support-not-ready = Не готові сьогодні? Нагадати пізніше
support-remind = Файл календаря з одним нагадуванням. Ми не дізнаємося, що ви його взяли.
support-remind-in = Нагадування: { $month }
support-remind-summary = Нагадування
support-evergreen = Цю журналістику оплачують читачі.

reach-title = Якщо цей сайт перестане відкриватися
reach-intro = Блокування — звична річ. Збережіть один із цих способів, поки є змога.
reach-onion = Onion-адреса для Tor Browser
reach-mail = Сьогоднішні адреси поштою: надішліть порожній лист на { $address }
reach-feed = Стрічка з повними текстами
reach-share-title = Перш ніж щось пересилати
reach-share = Посилання може бути небезпечним і для того, хто його надсилає, і для того, хто його відкриває. Потім видаліть повідомлення на обох телефонах.

feed-title = { $name }: усі статті
feed-section-title = { $name }: { $section }
no-scripts = На цій сторінці немає скриптів, cookie та трекерів.
moved = Ця сторінка переїхала
moved-to = Тепер вона за цією адресою:
not-found = Такої сторінки немає
not-found-text = Можливо, в адресі помилка або цієї сторінки ніколи не було в цій версії сайту. Усе інше — на головній сторінці та в архіві.
choose-language = Виберіть мову
