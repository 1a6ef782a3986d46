# Words of the reader site. Every key stands in every language; a test compares them.
# Dates: $day and $year are digits, $month is one of the month-N words below.
date-long = { $day } { $month } { $year }
date-day = { $day } { $month }
date-time = { $date }, { $time }
month-heading = { $month } { $year }
month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря
# The same months standing alone, as in a heading (nominative).
month-alone-1 = Январь
month-alone-2 = Февраль
month-alone-3 = Март
month-alone-4 = Апрель
month-alone-5 = Май
month-alone-6 = Июнь
month-alone-7 = Июль
month-alone-8 = Август
month-alone-9 = Сентябрь
month-alone-10 = Октябрь
month-alone-11 = Ноябрь
month-alone-12 = Декабрь

skip = Перейти к тексту
languages = Языки
sections = Разделы
home = Главная
support-us = Поддержать нас
latest = Новое
read-more = Читать дальше
list-two = { $first } и { $second }
list-more = { $first }, { $second }
updated = Обновлено { $date }
reading-time =
    { $minutes ->
        [one] { $minutes } минута чтения
        [few] { $minutes } минуты чтения
        [many] { $minutes } минут чтения
       *[other] { $minutes } минуты чтения
    }
part-of = Часть { $part } из { $parts }
next-part = Следующая часть
whole-text = Весь текст на одной странице
parts = Части этого текста

notes = Примечания
note-number = Примечание { $number }
back-to-text = Назад к тексту, примечание { $number }
correction-of = Исправление от { $date }
corrections = Исправления
corrections-intro = В чём мы ошиблись и как на самом деле. Каждое исправление указано и в самой статье.
corrections-none = Пока исправлять нечего.
withdrawn = Эта статья отозвана { $date }.
pseudonym = Псевдоним
callout-fact = Коротко
callout-note = Обратите внимание
callout-timeline = Как это было
callout-howwechecked = Как мы это проверяли
related = По теме
story-before = Что было раньше
story-timeline = Вся история по порядку
tags = Темы
articles-by = { $name }: статьи
table-scroll = Таблица: { $name }
gallery = Изображения
file-audio = Аудио, { $size }
file-pdf = PDF, { $size }
size-kb = { $number } КБ
size-mb = { $number } МБ
embed-leads = Ведёт на { $host }. Если открыть ссылку, этот сайт узнает ваш IP-адрес.

archive = Архив
archive-intro = Всё, что мы опубликовали, месяц за месяцем.
find-in-month = Чтобы найти слово на этой странице, воспользуйтесь поиском по странице в браузере.
older = Более старые
newer = Более новые
page-number = Страница { $number }
pages = Страницы

search = Поиск
search-label = Слова для поиска
search-button = Найти
search-noscript = Для поиска нужен единственный скрипт этой страницы: он работает в вашем браузере и никому не передаёт ваши слова. Без него можно просмотреть архив, темы или отдельный месяц.
search-working = Идёт поиск…
search-results =
    { $count ->
        [0] Ничего не найдено.
        [one] Найдена { $count } статья.
        [few] Найдено { $count } статьи.
        [many] Найдено { $count } статей.
       *[other] Найдено { $count } статьи.
    }
search-more = Искать в более старых статьях
search-failed = Часть поискового индекса не загрузилась. Проверьте соединение и повторите поиск.
search-part = Пока что:

newsletter-join = Подписаться по почте
newsletter-preview = Прочитать одно из недавних писем
newsletter-privacy = Политика конфиденциальности
email-label = Адрес электронной почты
subscribe = Подписаться
join-by-mail = Или отправьте пустое письмо на { $address }
join-what = Когда сайт заблокирован, письма всё равно доходят.
join-promise = Ваш адрес шифруется, как только попадает к нам. Никаких картинок-шпионов, никаких отслеживающих ссылок, отписаться можно одним нажатием.
join-danger = Если письмо к нам может вам навредить, используйте адрес, в котором нет вашего имени.

support-title = Поддержать издание «{ $name }»
support-frequency = Как часто
support-once = Один раз
support-monthly = Ежемесячно
support-annual = Ежегодно
support-amount = Сумма
support-give-once = Пожертвовать { $amount } один раз
support-give-monthly = Жертвовать { $amount } каждый месяц
support-give-annual = Жертвовать { $amount } каждый год
support-other-ways = Другие способы помочь
support-fees = С небольшого ежемесячного взноса немалая часть уходит платёжной системе. С одного годового взноса теряется гораздо меньше.
support-page-note = Страница оплаты принадлежит платёжной компании. Для неё нужен JavaScript, и она запрашивает адрес.
support-danger-title = Вы в стране, о которой мы пишем? Сначала прочтите это
support-not-ready = Не готовы сегодня? Напомнить позже
support-remind = Файл календаря с одним напоминанием. Мы не узнаем, что вы его взяли.
support-remind-in = Напоминание: { $month }
support-remind-summary = Напоминание
support-evergreen = Эту журналистику оплачивают читатели.

reach-title = Если этот сайт перестанет открываться
reach-intro = Блокировки — обычное дело. Сохраните один из этих способов, пока есть возможность.
reach-onion = Onion-адрес для Tor Browser
reach-mail = Сегодняшние адреса по почте: отправьте пустое письмо на { $address }
reach-feed = Лента с полными текстами
reach-share-title = Прежде чем что-то пересылать
reach-share = Ссылка может быть опасна и для того, кто её отправляет, и для того, кто её открывает. Потом удалите сообщение на обоих телефонах.

feed-title = { $name }: все статьи
feed-section-title = { $name }: { $section }
no-scripts = На этой странице нет скриптов, cookie и трекеров.
moved = Эта страница переехала
moved-to = Теперь она находится по этому адресу:
not-found = Такой страницы нет
not-found-text = Возможно, в адресе опечатка или этой страницы никогда не было в этой версии сайта. Всё остальное — на главной странице и в архиве.
choose-language = Выберите язык
