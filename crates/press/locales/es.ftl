# Words of the reader site. Every key stands in every language; a test compares them.
# Dates: $day and $year are digits, $month is one of the month-N words below.
date-long = { $day } de { $month } de { $year }
date-day = { $day } de { $month }
date-time = { $date }, { $time }
month-heading = { $month } de { $year }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
# The same months standing alone, as in a heading (nominative).
month-alone-1 = Enero
month-alone-2 = Febrero
month-alone-3 = Marzo
month-alone-4 = Abril
month-alone-5 = Mayo
month-alone-6 = Junio
month-alone-7 = Julio
month-alone-8 = Agosto
month-alone-9 = Septiembre
month-alone-10 = Octubre
month-alone-11 = Noviembre
month-alone-12 = Diciembre

skip = Ir al texto
languages = Idiomas
sections = Secciones
home = Portada
support-us = Apóyenos
latest = Lo último
read-more = Leer más
list-two = { $first } y { $second }
list-more = { $first }, { $second }
updated = Actualizado el { $date }
reading-time =
    { $minutes ->
        [one] { $minutes } min de lectura
        [many] { $minutes } min de lectura
       *[other] { $minutes } min de lectura
    }
part-of = Parte { $part } de { $parts }
next-part = Parte siguiente
whole-text = Texto completo en una página
parts = Partes de este texto

notes = Notas
note-number = Nota { $number }
back-to-text = Volver al texto, nota { $number }
correction-of = Corrección, { $date }
corrections = Correcciones
corrections-intro = En qué nos equivocamos y qué es lo correcto. Cada corrección figura también en su artículo.
corrections-none = Por ahora no hay nada que corregir.
withdrawn = Este artículo se retiró el { $date }.
pseudonym = Seudónimo
callout-fact = En breve
callout-note = Tenga en cuenta
callout-timeline = Cómo ocurrió
callout-howwechecked = Cómo lo comprobamos
related = Artículos relacionados
story-before = Qué pasó antes
story-timeline = Toda la historia, en orden
tags = Temas
articles-by = Artículos de { $name }
table-scroll = Tabla: { $name }
gallery = Imágenes
file-audio = Audio, { $size }
file-pdf = PDF, { $size }
size-kb = { $number } kB
size-mb = { $number } MB
embed-leads = Lleva a { $host }. Al abrirlo, ese sitio conocerá su dirección IP.

archive = Archivo
archive-intro = Todo lo que hemos publicado, mes a mes.
find-in-month = Para encontrar una palabra en esta página, use la función «buscar en la página» de su navegador.
older = Más antiguos
newer = Más recientes
page-number = Página { $number }
pages = Páginas

search = Búsqueda
search-label = Palabras que desea buscar
search-button = Buscar
search-noscript = La búsqueda necesita el único script de esta página, que se ejecuta en su navegador y no envía sus palabras a nadie. Sin él, puede recorrer el archivo, los temas o un mes concreto.
search-working = Buscando…
search-results =
    { $count ->
        [0] No se ha encontrado nada.
        [one] { $count } artículo encontrado.
        [many] { $count } de artículos encontrados.
       *[other] { $count } artículos encontrados.
    }
search-more = Buscar en artículos más antiguos
search-failed = No se ha podido cargar una parte del índice. Compruebe la conexión y vuelva a buscar.
search-part = Por ahora:

newsletter-join = Suscribirse por correo
newsletter-preview = Leer un boletín reciente
newsletter-privacy = Política de privacidad
email-label = Correo electrónico
subscribe = Suscribirse
join-by-mail = O envíe un mensaje vacío a { $address }
join-what = Aunque bloqueen el sitio, las cartas siguen llegando.
join-promise = Su dirección se cifra en cuanto nos llega. Sin imágenes espía, sin enlaces de rastreo; para darse de baja basta un clic.
join-danger = Si escribirnos puede ponerle en peligro, use una dirección que no lleve su nombre.

support-title = Apoyar a { $name }
support-frequency = Con qué frecuencia
support-once = Una vez
support-monthly = Cada mes
support-annual = Cada año
support-amount = Cuánto
support-give-once = Donar { $amount } una vez
support-give-monthly = Donar { $amount } cada mes
support-give-annual = Donar { $amount } cada año
support-other-ways = Otras formas de donar
support-fees = De una pequeña donación mensual, buena parte va a la empresa de la tarjeta. Con una sola donación anual se pierde mucho menos.
support-page-note = La página de pago pertenece a la empresa de pagos. Necesita JavaScript y pide una dirección.
support-danger-title = ¿Está en el país sobre el que informamos? Lea esto primero
support-not-ready = ¿Hoy no? Recordármelo más tarde
support-remind = Un archivo de calendario con un solo recordatorio. No sabremos que lo ha descargado.
support-remind-in = Recordatorio: { $month }
support-remind-summary = Recordatorio
support-evergreen = Este periodismo lo pagan los lectores.

reach-title = Si este sitio deja de abrirse
reach-intro = Los bloqueos son habituales. Guarde una de estas vías mientras pueda.
reach-onion = Dirección onion, para Tor Browser
reach-mail = Las direcciones de hoy por correo: envíe un mensaje vacío a { $address }
reach-feed = Canal con el texto completo
reach-share-title = Antes de compartir algo
reach-share = Un enlace puede ser peligroso para quien lo envía y para quien lo abre. Después, borre el mensaje en ambos teléfonos.

feed-title = { $name }: todos los artículos
feed-section-title = { $name }: { $section }
no-scripts = Esta página no usa scripts, cookies ni rastreadores.
moved = Esta página ha cambiado de lugar
moved-to = Ahora está en esta dirección:
not-found = No existe esta página
not-found-text = Puede que la dirección esté mal escrita o que la página nunca haya formado parte de esta edición. Todo lo demás está en la portada y en el archivo.
choose-language = Elija un idioma
