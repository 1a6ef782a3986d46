# Words of the reader site. Every key stands in every language; a test compares them.
# Dates: $day and $year are digits, $month is one of the month-N words below.
date-long = { $day } { $month } { $year }
date-day = { $day } { $month }
date-time = { $date }، { $time }
month-heading = { $month } { $year }
month-1 = ژانویه
month-2 = فوریه
month-3 = مارس
month-4 = آوریل
month-5 = مه
month-6 = ژوئن
month-7 = ژوئیه
month-8 = اوت
month-9 = سپتامبر
month-10 = اکتبر
month-11 = نوامبر
month-12 = دسامبر
# The same months standing alone, as in a heading (nominative).
month-alone-1 = ژانویه
month-alone-2 = فوریه
month-alone-3 = مارس
month-alone-4 = آوریل
month-alone-5 = مه
month-alone-6 = ژوئن
month-alone-7 = ژوئیه
month-alone-8 = اوت
month-alone-9 = سپتامبر
month-alone-10 = اکتبر
month-alone-11 = نوامبر
month-alone-12 = دسامبر

skip = رفتن به متن
languages = زبان‌ها
sections = بخش‌ها
home = صفحهٔ نخست
support-us = حمایت از ما
latest = تازه‌ترین‌ها
read-more = ادامهٔ مطلب
list-two = { $first } و { $second }
list-more = { $first }، { $second }
updated = به‌روزرسانی: { $date }
reading-time =
    { $minutes ->
        [one] { $minutes } دقیقه مطالعه
       *[other] { $minutes } دقیقه مطالعه
    }
part-of = قسمت { $part } از { $parts }
next-part = قسمت بعدی
whole-text = متن کامل در یک صفحه
parts = قسمت‌های این متن

notes = پانوشت‌ها
note-number = پانوشت { $number }
back-to-text = بازگشت به متن، پانوشت { $number }
correction-of = اصلاحیه، { $date }
corrections = اصلاحیه‌ها
corrections-intro = آنچه اشتباه نوشته بودیم و آنچه درست است. هر اصلاحیه در خود مقاله هم آمده است.
corrections-none = تا این لحظه چیزی برای اصلاح نیست.
withdrawn = این مقاله در { $date } پس گرفته شد.
pseudonym = نام مستعار
callout-fact = خلاصه
callout-note = لطفاً توجه کنید
callout-timeline = روند رویدادها
callout-howwechecked = چگونه این را بررسی کردیم
related = مطالب مرتبط
story-before = پیش‌تر چه گذشت
story-timeline = کل ماجرا به‌ترتیب
tags = موضوع‌ها
articles-by = مقاله‌های { $name }
table-scroll = جدول: { $name }
gallery = تصویرها
file-audio = صدا، { $size }
file-pdf = PDF، { $size }
size-kb = { $number } کیلوبایت
size-mb = { $number } مگابایت
embed-leads = به { $host } می‌رود. اگر پیوند را باز کنید، آن سایت نشانی IP شما را می‌بیند.

archive = بایگانی
archive-intro = هرچه منتشر کرده‌ایم، ماه به ماه.
find-in-month = برای یافتن واژه‌ای در این صفحه، از امکان «یافتن در صفحه» در مرورگر خود استفاده کنید.
older = قدیمی‌تر
newer = جدیدتر
page-number = صفحهٔ { $number }
pages = صفحه‌ها

search = جست‌وجو
search-label = واژه‌های جست‌وجو
search-button = جست‌وجو
search-noscript = جست‌وجو به تنها اسکریپت این صفحه نیاز دارد که در مرورگر شما اجرا می‌شود و واژه‌های شما را برای کسی نمی‌فرستد. بدون آن می‌توانید بایگانی، موضوع‌ها یا یک ماه مشخص را مرور کنید.
search-working = در حال جست‌وجو…
search-results =
    { $count ->
        [0] چیزی پیدا نشد.
        [one] { $count } مقاله پیدا شد.
       *[other] { $count } مقاله پیدا شد.
    }
search-more = جست‌وجو در مقاله‌های قدیمی‌تر
search-failed = بخشی از نمایه بارگذاری نشد. اتصال خود را بررسی کنید و دوباره جست‌وجو کنید.
search-part = تا اینجا:

newsletter-join = عضویت با ایمیل
newsletter-preview = خواندن یکی از نامه‌های اخیر
newsletter-privacy = سیاست حریم خصوصی
email-label = نشانی ایمیل
subscribe = عضویت
join-by-mail = یا پیامی خالی به { $address } بفرستید
join-what = وقتی سایت مسدود است، نامه‌ها همچنان می‌رسند.
join-promise = نشانی شما به‌محض رسیدن به ما رمزگذاری می‌شود. نه تصویری که شما را زیر نظر بگیرد، نه پیوندی که ردیابی شود؛ لغو عضویت هم با یک کلیک.
join-danger = اگر نوشتن به ما ممکن است برایتان خطر داشته باشد، از نشانی‌ای استفاده کنید که نام شما در آن نباشد.

support-title = حمایت از { $name }
support-frequency = هر چند وقت یک بار
support-once = یک بار
support-monthly = ماهانه
support-annual = سالانه
support-amount = مبلغ
support-give-once = اهدای { $amount }، یک بار
support-give-monthly = اهدای { $amount } در هر ماه
support-give-annual = اهدای { $amount } در هر سال
support-other-ways = راه‌های دیگر کمک
support-fees = از یک کمک کوچک ماهانه، سهم زیادی به شرکت کارت می‌رسد. از یک کمک سالانه بسیار کمتر کسر می‌شود.
support-page-note = صفحهٔ پرداخت متعلق به شرکت پرداخت است؛ به JavaScript نیاز دارد و نشانی می‌خواهد.
support-danger-title = در کشوری هستید که درباره‌اش می‌نویسیم؟ اول این را بخوانید
support-not-ready = امروز آماده نیستید؟ یادآوری برای بعد
support-remind = یک فایل تقویم با یک یادآوری. ما باخبر نمی‌شویم که آن را گرفته‌اید.
support-remind-in = یادآوری در { $month }
support-remind-summary = یادآوری
support-evergreen = هزینهٔ این گزارش‌ها را خوانندگان می‌پردازند.

reach-title = اگر این سایت دیگر باز نشد
reach-intro = مسدودسازی امری معمول است. تا فرصت هست، یکی از این راه‌ها را ذخیره کنید.
reach-onion = نشانی onion برای مرورگر Tor
reach-mail = نشانی‌های امروز با ایمیل: پیامی خالی به { $address } بفرستید
reach-feed = فید با متن کامل
reach-share-title = پیش از آنکه چیزی را برای دیگران بفرستید
reach-share = پیوند می‌تواند هم برای فرستنده خطرناک باشد و هم برای کسی که آن را باز می‌کند. پس از آن، پیام را از هر دو گوشی پاک کنید.

feed-title = { $name }: همهٔ مقاله‌ها
feed-section-title = { $name }: { $section }
no-scripts = این صفحه هیچ اسکریپت، کوکی یا ردیابی ندارد.
moved = این صفحه جابه‌جا شده است
moved-to = اکنون در این نشانی است:
not-found = چنین صفحه‌ای وجود ندارد
not-found-text = شاید نشانی اشتباه نوشته شده باشد، یا این صفحه هرگز در این نسخه نبوده است. همهٔ چیزهای دیگر در صفحهٔ نخست و بایگانی هست.
choose-language = انتخاب زبان
