# Words of the reader site. Every key stands in every language; a test compares them.
# Dates: $day and $year are digits, $month is one of the month-N words below.
date-long = { $day } { $month } { $year }
date-day = { $day } { $month }
date-time = { $date }، { $time }
month-heading = { $month } { $year }
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
# The same months standing alone, as in a heading (nominative).
month-alone-1 = يناير
month-alone-2 = فبراير
month-alone-3 = مارس
month-alone-4 = أبريل
month-alone-5 = مايو
month-alone-6 = يونيو
month-alone-7 = يوليو
month-alone-8 = أغسطس
month-alone-9 = سبتمبر
month-alone-10 = أكتوبر
month-alone-11 = نوفمبر
month-alone-12 = ديسمبر

skip = انتقال إلى النص
languages = اللغات
sections = الأقسام
home = الصفحة الأولى
support-us = ادعمونا
latest = أحدث المواد
read-more = قراءة المزيد
list-two = { $first } و{ $second }
list-more = { $first }، { $second }
updated = حُدّث في { $date }
reading-time =
    { $minutes ->
        [zero] مدة القراءة: أقل من دقيقة
        [one] مدة القراءة: دقيقة واحدة
        [two] مدة القراءة: دقيقتان
        [few] مدة القراءة: { $minutes } دقائق
        [many] مدة القراءة: { $minutes } دقيقة
       *[other] مدة القراءة: { $minutes } دقيقة
    }
part-of = الجزء { $part } من { $parts }
next-part = الجزء التالي
whole-text = النص كاملًا في صفحة واحدة
parts = أجزاء هذا النص

notes = الهوامش
note-number = الهامش { $number }
back-to-text = عودة إلى النص، الهامش { $number }
correction-of = تصحيح، { $date }
corrections = التصحيحات
corrections-intro = ما أخطأنا فيه، وما هو الصحيح. ويرد كل تصحيح في مقاله أيضًا.
corrections-none = ليس هناك ما يستدعي التصحيح حتى الآن.
withdrawn = سُحب هذا المقال في { $date }.
pseudonym = اسم مستعار
callout-fact = باختصار
callout-note = يُرجى الانتباه
callout-timeline = كيف جرت الأحداث
callout-howwechecked = كيف تحققنا من ذلك
related = مواد ذات صلة
story-before = ما حدث من قبل
story-timeline = القصة كاملة بالترتيب
tags = المواضيع
articles-by = مقالات { $name }
table-scroll = جدول: { $name }
gallery = صور
file-audio = صوت، { $size }
file-pdf = PDF، { $size }
size-kb = { $number } كيلوبايت
size-mb = { $number } ميغابايت
embed-leads = يؤدي إلى { $host }. فتح الرابط يكشف لذلك الموقع عنوان IP الخاص بكم.

archive = الأرشيف
archive-intro = كل ما نشرناه، شهرًا بشهر.
find-in-month = للعثور على كلمة في هذه الصفحة، استخدموا «البحث في الصفحة» في متصفحكم.
older = الأقدم
newer = الأحدث
page-number = صفحة { $number }
pages = الصفحات

search = البحث
search-label = كلمات البحث
search-button = بحث
search-noscript = يحتاج البحث إلى البرنامج النصي الوحيد في هذه الصفحة، وهو يعمل في متصفحكم ولا يرسل كلماتكم إلى أحد. ومن دونه، يمكنكم تصفح الأرشيف أو المواضيع أو شهر بعينه.
search-working = جارٍ البحث…
search-results =
    { $count ->
        [0] لم يُعثر على شيء.
        [zero] لم يُعثر على شيء.
        [one] عُثر على مقال واحد.
        [two] عُثر على مقالين.
        [few] عُثر على { $count } مقالات.
        [many] عُثر على { $count } مقالًا.
       *[other] عُثر على { $count } مقال.
    }
search-more = البحث في مقالات أقدم
search-failed = تعذّر تحميل جزء من الفهرس. تحققوا من الاتصال وأعيدوا البحث.
search-part = حتى الآن:

newsletter-join = الاشتراك بالبريد الإلكتروني
newsletter-preview = قراءة رسالة حديثة
newsletter-privacy = سياسة الخصوصية
email-label = عنوان البريد الإلكتروني
subscribe = اشتراك
join-by-mail = أو أرسلوا رسالة فارغة إلى { $address }
join-what = حين يُحجب الموقع، تظل الرسائل تصل.
join-promise = يُشفَّر عنوانكم فور وصوله إلينا. لا صور ترصدكم، ولا روابط تتعقبكم، ونقرة واحدة تكفي لإلغاء الاشتراك.
join-danger = إن كانت مراسلتنا قد تعرّضكم للأذى، فاستخدموا عنوانًا لا يحمل اسمكم.

support-title = ادعموا { $name }
support-frequency = كم مرة
support-once = مرة واحدة
support-monthly = شهريًا
support-annual = سنويًا
support-amount = المبلغ
support-give-once = تبرع بمبلغ { $amount } مرة واحدة
support-give-monthly = تبرع بمبلغ { $amount } كل شهر
support-give-annual = تبرع بمبلغ { $amount } كل سنة
support-other-ways = طرق أخرى للتبرع
support-fees = يذهب جزء كبير من التبرع الشهري الصغير إلى شركة البطاقات. أما التبرع السنوي الواحد فيُقتطع منه أقل بكثير.
support-page-note = صفحة الدفع تابعة لشركة الدفع، وهي تحتاج إلى JavaScript وتطلب عنوانًا.
support-danger-title = هل أنتم في البلد الذي نكتب عنه؟ اقرأوا هذا أولًا
support-not-ready = لستم مستعدين اليوم؟ ذكّروني لاحقًا
support-remind = ملف تقويم فيه تذكير واحد. لن نعلم أنكم أخذتموه.
support-remind-in = تذكير في { $month }
support-remind-summary = تذكير
support-evergreen = هذا العمل الصحفي يموّله القراء.

reach-title = إذا تعذّر فتح هذا الموقع
reach-intro = الحجب أمر معتاد. احفظوا إحدى هذه الطرق ما دام ذلك ممكنًا.
reach-onion = عنوان onion لمتصفح Tor
reach-mail = عناوين اليوم بالبريد الإلكتروني: أرسلوا رسالة فارغة إلى { $address }
reach-feed = خلاصة بالنصوص الكاملة
reach-share-title = قبل أن تمرّروا شيئًا إلى غيركم
reach-share = قد يشكّل الرابط خطرًا على من يرسله وعلى من يفتحه. احذفوا الرسالة بعد ذلك من الهاتفين كليهما.

feed-title = { $name }: كل المقالات
feed-section-title = { $name }: { $section }
no-scripts = لا تستخدم هذه الصفحة برامج نصية ولا ملفات تعريف ارتباط ولا أدوات تتبع.
moved = انتقلت هذه الصفحة
moved-to = وهي الآن على هذا العنوان:
not-found = لا توجد صفحة كهذه
not-found-text = قد يكون في العنوان خطأ، أو أن الصفحة لم تكن يومًا جزءًا من هذه النسخة. وكل ما عدا ذلك تجدونه في الصفحة الأولى والأرشيف.
choose-language = اختيار اللغة
