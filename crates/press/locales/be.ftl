# Words of the reader site. Every key stands in every language; a test compares them.
# Dates: $day and $year are digits, $month is one of the month-N words below.
date-long = { $day } { $month } { $year }
date-day = { $day } { $month }
date-time = { $date }, { $time }
month-heading = { $month } { $year }
month-1 = студзеня
month-2 = лютага
month-3 = сакавіка
month-4 = красавіка
month-5 = мая
month-6 = чэрвеня
month-7 = ліпеня
month-8 = жніўня
month-9 = верасня
month-10 = кастрычніка
month-11 = лістапада
month-12 = снежня
# The same months standing alone, as in a heading (nominative).
month-alone-1 = Студзень
month-alone-2 = Люты
month-alone-3 = Сакавік
month-alone-4 = Красавік
month-alone-5 = Май
month-alone-6 = Чэрвень
month-alone-7 = Ліпень
month-alone-8 = Жнівень
month-alone-9 = Верасень
month-alone-10 = Кастрычнік
month-alone-11 = Лістапад
month-alone-12 = Снежань

skip = Перайсці да тэксту
languages = Мовы
sections = Раздзелы
home = Галоўная
support-us = Падтрымаць нас
latest = Апошняе
read-more = Чытаць далей
list-two = { $first } і { $second }
list-more = { $first }, { $second }
updated = Абноўлена { $date }
reading-time =
    { $minutes ->
        [one] { $minutes } хвіліна чытання
        [few] { $minutes } хвіліны чытання
        [many] { $minutes } хвілін чытання
       *[other] { $minutes } хвіліны чытання
    }
part-of = Частка { $part } з { $parts }
next-part = Наступная частка
whole-text = Увесь тэкст на адной старонцы
parts = Часткі гэтага тэксту

notes = Зноскі
note-number = Зноска { $number }
back-to-text = Назад да тэксту, зноска { $number }
correction-of = Выпраўленне ад { $date }
corrections = Выпраўленні
corrections-intro = У чым мы памыліліся і як насамрэч. Кожнае выпраўленне пазначана і ў самім артыкуле.
corrections-none = Пакуль выпраўляць няма чаго.
withdrawn = Гэты артыкул адкліканы { $date }.
pseudonym = Псеўданім
callout-fact = Коратка
callout-note = Звярніце ўвагу
callout-timeline = Як гэта было
callout-howwechecked = Як мы гэта правяралі
related = Па тэме
story-before = Што было раней
story-timeline = Уся гісторыя па парадку
tags = Тэмы
articles-by = { $name }: артыкулы
table-scroll = Табліца: { $name }
gallery = Выявы
file-audio = Аўдыя, { $size }
file-pdf = PDF, { $size }
size-kb = { $number } КБ
size-mb = { $number } МБ
embed-leads = Вядзе на { $host }. Калі адкрыць спасылку, гэты сайт даведаецца ваш IP-адрас.

archive = Архіў
archive-intro = Усё, што мы апублікавалі, месяц за месяцам.
find-in-month = Каб знайсці слова на гэтай старонцы, скарыстайцеся пошукам па старонцы ў браўзеры.
older = Старэйшыя
newer = Навейшыя
page-number = Старонка { $number }
pages = Старонкі

search = Пошук
search-label = Словы для пошуку
search-button = Знайсці
search-noscript = Для пошуку патрэбны адзіны скрыпт гэтай старонкі: ён працуе ў вашым браўзеры і нікому не перадае вашых слоў. Без яго можна праглядзець архіў, тэмы або асобны месяц.
search-working = Ідзе пошук…
search-results =
    { $count ->
        [0] Нічога не знойдзена.
        [one] Знойдзены { $count } артыкул.
        [few] Знойдзена { $count } артыкулы.
        [many] Знойдзена { $count } артыкулаў.
       *[other] Знойдзена { $count } артыкула.
    }
search-more = Шукаць у старэйшых артыкулах
search-failed = Частка пошукавага індэкса не загрузілася. Праверце злучэнне і паўтарыце пошук.
search-part = Пакуль што:

newsletter-join = Падпісацца па пошце
newsletter-preview = Прачытаць адзін з нядаўніх лістоў
newsletter-privacy = Палітыка прыватнасці
email-label = Адрас электроннай пошты
subscribe = Падпісацца
join-by-mail = Або адпраўце пусты ліст на { $address }
join-what = Калі сайт заблакаваны, лісты ўсё роўна даходзяць.
join-promise = Ваш адрас шыфруецца, як толькі трапляе да нас. Ніякіх карцінак-шпіёнаў, ніякіх спасылак з адсочваннем, адпісацца можна адным націскам.
join-danger = Калі ліст да нас можа вам нашкодзіць, скарыстайцеся адрасам, у якім няма вашага імя.

support-title = Падтрымаць выданне «{ $name }»
support-frequency = Як часта
support-once = Адзін раз
support-monthly = Штомесяц
support-annual = Штогод
support-amount = Сума
support-give-once = Ахвяраваць { $amount } адзін раз
support-give-monthly = Ахвяраваць { $amount } штомесяц
support-give-annual = Ахвяраваць { $amount } штогод
support-other-ways = Іншыя спосабы дапамагчы
support-fees = З невялікага штомесячнага ўнёску немалая частка ідзе плацёжнай сістэме. З аднаго гадавога ўнёску губляецца значна менш.
support-page-note = Старонка аплаты належыць плацёжнай кампаніі. Для яе патрэбны JavaScript, і яна запытвае адрас.
support-danger-title = Вы ў краіне, пра якую мы пішам? Спачатку прачытайце гэта
support-not-ready = Не гатовыя сёння? Нагадаць пазней
support-remind = Файл календара з адным напамінам. Мы не даведаемся, што вы яго ўзялі.
support-remind-in = Напамін: { $month }
support-remind-summary = Напамін
support-evergreen = Гэтую журналістыку аплачваюць чытачы.

reach-title = Калі гэты сайт перастане адкрывацца
reach-intro = Блакіроўкі — звычайная справа. Захавайце адзін з гэтых спосабаў, пакуль ёсць магчымасць.
reach-onion = Onion-адрас для Tor Browser
reach-mail = Сённяшнія адрасы па пошце: адпраўце пусты ліст на { $address }
reach-feed = Стужка з поўнымі тэкстамі
reach-share-title = Перш чым нешта перасылаць
reach-share = Спасылка можа быць небяспечная і для таго, хто яе адпраўляе, і для таго, хто яе адкрывае. Потым выдаліце паведамленне на абодвух тэлефонах.

feed-title = { $name }: усе артыкулы
feed-section-title = { $name }: { $section }
no-scripts = На гэтай старонцы няма скрыптоў, cookie і трэкераў.
moved = Гэтая старонка пераехала
moved-to = Цяпер яна па гэтым адрасе:
not-found = Такой старонкі няма
not-found-text = Магчыма, у адрасе памылка або гэтай старонкі ніколі не было ў гэтай версіі сайта. Усё астатняе — на галоўнай старонцы і ў архіве.
choose-language = Выберыце мову
