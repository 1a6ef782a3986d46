# Words of the reader site. Every key stands in every language; a test compares them.
# Dates: $day and $year are digits, $month is one of the month-N words below.
date-long = { $day } { $month } { $year }
date-day = { $day } { $month }
date-time = { $date }, { $time }
month-heading = { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
# The same months standing alone, as in a heading (nominative).
month-alone-1 = January
month-alone-2 = February
month-alone-3 = March
month-alone-4 = April
month-alone-5 = May
month-alone-6 = June
month-alone-7 = July
month-alone-8 = August
month-alone-9 = September
month-alone-10 = October
month-alone-11 = November
month-alone-12 = December

skip = Skip to the text
languages = Languages
sections = Sections
home = Front page
support-us = Support us
latest = Latest
read-more = Read more
list-two = { $first } and { $second }
list-more = { $first }, { $second }
updated = Updated { $date }
reading-time =
    { $minutes ->
        [one] { $minutes } min read
       *[other] { $minutes } min read
    }
part-of = Part { $part } of { $parts }
next-part = Next part
whole-text = The whole text on one page
parts = Parts of this text

notes = Notes
note-number = Note { $number }
back-to-text = Back to the text, note { $number }
correction-of = Correction, { $date }
corrections = Corrections
corrections-intro = What we got wrong, and what is right. Every correction also stands in its article.
corrections-none = There is nothing to correct so far.
withdrawn = This article was withdrawn on { $date }.
pseudonym = Pseudonym
callout-fact = In short
callout-note = Please note
callout-timeline = How it went
callout-howwechecked = How we checked this
related = Related
story-before = What happened before
story-timeline = The whole story, in order
tags = Topics
articles-by = Articles by { $name }
table-scroll = Table: { $name }
gallery = Pictures
file-audio = Sound, { $size }
file-pdf = PDF, { $size }
size-kb = { $number } kB
size-mb = { $number } MB
embed-leads = Leads to { $host }. Opening it tells that site your address.

archive = Archive
archive-intro = Everything we have published, month by month.
find-in-month = To find a word on this page, use your browser’s “find in page”.
older = Older
newer = Newer
page-number = Page { $number }
pages = Pages

search = Search
search-label = Words to look for
search-button = Search
search-noscript = Searching needs this page’s one script, which runs in your browser and sends your words to nobody. Without it, look through the archive, the topics, or a single month.
search-working = Searching…
search-results =
    { $count ->
        [0] Nothing found.
        [one] { $count } article found.
       *[other] { $count } articles found.
    }
search-more = Search older articles
search-failed = A part of the index could not be loaded. Check the connection and search again.
search-part = So far:

newsletter-join = Join by e-mail
newsletter-preview = Read a recent letter
newsletter-privacy = Privacy policy
email-label = E-mail address
subscribe = Subscribe
join-by-mail = Or send an empty message to { $address }
join-what = When the site is blocked, letters still arrive.
join-promise = Your address is sealed as soon as it reaches us. No pictures that report back, no tracked links, one click to leave.
join-danger = If writing to us could harm you, use an address that does not carry your name.

support-title = Support { $name }
support-frequency = How often
support-once = Once
support-monthly = Monthly
support-annual = Annually
support-amount = How much
support-give-once = Give { $amount } once
support-give-monthly = Give { $amount } every month
support-give-annual = Give { $amount } every year
support-other-ways = Other ways to give
support-fees = Of a small monthly gift, much goes to the card company. One annual gift loses far less.
support-page-note = The payment page belongs to the payment company. It needs JavaScript and asks for an address.
support-danger-title = In the country we report on? Read this first
support-not-ready = Not ready today? Remind me later
support-remind = A calendar file with one reminder. We do not learn that you took it.
support-remind-in = Remind me in { $month }
support-remind-summary = Reminder
support-evergreen = Readers pay for this reporting.

reach-title = If this site stops opening
reach-intro = Blocking is routine. Save one of these ways while you can.
reach-onion = Onion address, for Tor Browser
reach-mail = Today’s addresses by e-mail: send an empty message to { $address }
reach-feed = Full-text feed
reach-share-title = Before you pass something on
reach-share = A link can be dangerous to the one who sends it and to the one who opens it. Delete the message on both phones afterwards.

feed-title = { $name }: all articles
feed-section-title = { $name }: { $section }
no-scripts = This page uses no scripts, cookies or trackers.
moved = This page has moved
moved-to = It is now at this address:
not-found = There is no such page
not-found-text = The address may be mistyped, or the page was never part of this edition. The front page and the archive have everything else.
choose-language = Choose a language
