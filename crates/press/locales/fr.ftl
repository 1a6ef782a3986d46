# Words of the reader site. Every key stands in every language; a test compares them.
# Dates: $day and $year are digits, $month is one of the month-N words below.
date-long =
    { $day ->
        [1] 1er { $month } { $year }
       *[other] { $day } { $month } { $year }
    }
date-day =
    { $day ->
        [1] 1er { $month }
       *[other] { $day } { $month }
    }
date-time = { $date } à { $time }
month-heading = { $month } { $year }
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
# The same months standing alone, as in a heading (nominative).
month-alone-1 = Janvier
month-alone-2 = Février
month-alone-3 = Mars
month-alone-4 = Avril
month-alone-5 = Mai
month-alone-6 = Juin
month-alone-7 = Juillet
month-alone-8 = Août
month-alone-9 = Septembre
month-alone-10 = Octobre
month-alone-11 = Novembre
month-alone-12 = Décembre

skip = Aller au texte
languages = Langues
sections = Rubriques
home = Accueil
support-us = Nous soutenir
latest = Derniers articles
read-more = Lire la suite
list-two = { $first } et { $second }
list-more = { $first }, { $second }
updated = Mis à jour le { $date }
reading-time =
    { $minutes ->
        [one] { $minutes } min de lecture
        [many] { $minutes } min de lecture
       *[other] { $minutes } min de lecture
    }
part-of = Partie { $part } sur { $parts }
next-part = Partie suivante
whole-text = Tout le texte sur une page
parts = Parties de ce texte

notes = Notes
note-number = Note { $number }
back-to-text = Retour au texte, note { $number }
correction-of = Correction, { $date }
corrections = Corrections
corrections-intro = Ce que nous avons écrit de faux, et ce qui est exact. Chaque correction figure aussi dans son article.
corrections-none = Rien à corriger pour l’instant.
withdrawn = Cet article a été retiré le { $date }.
pseudonym = Pseudonyme
callout-fact = En bref
callout-note = À noter
callout-timeline = Le fil des événements
callout-howwechecked = Comment nous avons vérifié
related = Sur le même sujet
story-before = Ce qui s’est passé avant
story-timeline = Toute l’histoire, dans l’ordre
tags = Thèmes
articles-by = Articles signés { $name }
table-scroll = Tableau : { $name }
gallery = Images
file-audio = Audio, { $size }
file-pdf = PDF, { $size }
size-kb = { $number } ko
size-mb = { $number } Mo
embed-leads = Mène vers { $host }. En ouvrant ce lien, vous communiquez votre adresse IP à ce site.

archive = Archives
archive-intro = Tout ce que nous avons publié, mois par mois.
find-in-month = Pour trouver un mot dans cette page, utilisez la fonction « rechercher dans la page » de votre navigateur.
older = Plus anciens
newer = Plus récents
page-number = Page { $number }
pages = Pages

search = Recherche
search-label = Mots à rechercher
search-button = Rechercher
search-noscript = La recherche a besoin de l’unique script de cette page, qui s’exécute dans votre navigateur et n’envoie vos mots à personne. Sans lui, vous pouvez parcourir les archives, les thèmes ou un mois en particulier.
search-working = Recherche en cours…
search-results =
    { $count ->
        [0] Aucun résultat.
        [one] { $count } article trouvé.
        [many] { $count } d’articles trouvés.
       *[other] { $count } articles trouvés.
    }
search-more = Chercher dans des articles plus anciens
search-failed = Une partie de l’index n’a pas pu être chargée. Vérifiez la connexion et relancez la recherche.
search-part = Pour l’instant :

newsletter-join = S’abonner par e-mail
newsletter-preview = Lire une lettre récente
newsletter-privacy = Politique de confidentialité
email-label = Adresse e-mail
subscribe = S’abonner
join-by-mail = Ou envoyez un message vide à { $address }
join-what = Même quand le site est bloqué, les lettres arrivent.
join-promise = Votre adresse est chiffrée dès qu’elle nous parvient. Pas d’images espionnes, pas de liens pistés, un clic pour se désabonner.
join-danger = Si nous écrire peut vous mettre en danger, utilisez une adresse qui ne porte pas votre nom.

support-title = Soutenir { $name }
support-frequency = À quelle fréquence
support-once = Une fois
support-monthly = Chaque mois
support-annual = Chaque année
support-amount = Montant
support-give-once = Donner { $amount } une fois
support-give-monthly = Donner { $amount } chaque mois
support-give-annual = Donner { $amount } chaque année
support-other-ways = Autres façons de donner
support-fees = Sur un petit don mensuel, une bonne part revient à la société de cartes bancaires. Avec un seul don annuel, on en perd beaucoup moins.
support-page-note = La page de paiement appartient au prestataire de paiement. Elle nécessite JavaScript et demande une adresse.
support-danger-title = Vous êtes dans le pays dont nous parlons ? Lisez d’abord ceci
support-not-ready = Pas aujourd’hui ? Me le rappeler plus tard
support-remind = Un fichier d’agenda avec un seul rappel. Nous ne saurons pas que vous l’avez pris.
support-remind-in = Rappel : { $month }
support-remind-summary = Rappel
support-evergreen = Ce journalisme est payé par ses lecteurs.

reach-title = Si ce site ne s’ouvre plus
reach-intro = Les blocages sont courants. Enregistrez l’un de ces accès tant que vous le pouvez.
reach-onion = Adresse onion, pour Tor Browser
reach-mail = Les adresses du jour par e-mail : envoyez un message vide à { $address }
reach-feed = Flux en texte intégral
reach-share-title = Avant de transmettre quoi que ce soit
reach-share = Un lien peut être dangereux pour qui l’envoie comme pour qui l’ouvre. Effacez ensuite le message sur les deux téléphones.

feed-title = { $name } : tous les articles
feed-section-title = { $name } : { $section }
no-scripts = Cette page n’utilise ni scripts, ni cookies, ni traceurs.
moved = Cette page a changé d’adresse
moved-to = Elle se trouve maintenant ici :
not-found = Cette page n’existe pas
not-found-text = L’adresse est peut-être mal saisie, ou la page n’a jamais fait partie de cette édition. Tout le reste se trouve sur la page d’accueil et dans les archives.
choose-language = Choisissez une langue
