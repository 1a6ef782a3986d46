import { f, rnd, lg, rg, halo, disc, rect, path, line, g, at, ridge, water, cloud, gull, back, wrap, LAMP } from '../lib.mjs';
const RED = '#93352f', RED2 = '#6f2624', W = '#f9f4e8', W2 = '#d9dcd6', D = '#2d4652';
let wins = '', wins2 = '', rail = '', boats = '';
for (let i = 0; i < 20; i++) wins += `M${-330 + i * 34} -92h20v24h-20Z`;
for (let i = 0; i < 11; i++) wins2 += `M${-222 + i * 38} -160h24v22h-24Z`;
for (let i = 0; i < 34; i++) rail += `M${-352 + i * 22} -118v-22`;
for (let i = 0; i < 4; i++) boats += path(`M${-150 + i * 110} -212h74q-4 22 -20 22h-34q-16 0 -20 -22Z`, '#e3793a') + line(`M${-140 + i * 110} -190v-36M${-86 + i * 110} -190v-36`, D, 3);
const ship = path('M-452 -50C-380 -44 300 -44 452 -56L400 62H-392C-424 40 -444 -2 -452 -50Z', RED) + path('M-430 22C-200 30 240 30 420 18L400 62H-392C-410 50 -422 38 -430 22Z', RED2) + line('M-446 -30C-300 -22 260 -22 444 -36', W, 5) +
  path('M-372 -46L-362 -118H380L396 -50Z', W) + path('M-372 -46L-370 -58H394L396 -50Z', W2) + path('M250 -118H380L396 -50H262Z', W2) + path(wins, D) + path('M-352 -104h0ZM340 -98h30v40h-30Z', D) +
  line(rail + 'M-358 -140H386M-356 -129H384', D, 2.2, 'opacity=".75"') +
  path('M-256 -118V-172H300L312 -118Z', W) + path('M-256 -118v-8H310l2 8Z', W2) + path(wins2, D) +
  path('M-300 -172H-130V-236H-280Z', W) + path('M-290 -222H-138V-200H-296Z', D) + path('M-306 -236H-124V-246H-300Z', W2) + line('M-256 -222v22M-216 -222v22M-176 -222v22', W, 4) + boats +
  line('M-262 -172H310M-250 -190H300', D, 2.2, 'opacity=".6"') + path('M40 -190L52 -318H136L126 -190Z', RED) + path('M52 -318H136L134 -290H49Z', '#23323a') + path('M104 -318H136L126 -190H96Z', RED2) + path('M47 -270H132L131 -254H46Z', W) +
  line('M-216 -246V-380M-216 -340L-330 -60M-216 -340L40 -300M-240 -330h48M-232 -356h32M356 -118V-250M356 -240L136 -300', D, 3) + disc(-216, -384, 4, LAMP) + path('M-430 -46h36v-16h-36Z', RED2) + line('M-440 -52v-26H-372M-420 -52v-26M-396 -52v-26M386 -54v-24H440V-56M412 -56v-22', D, 2.4);
const links = (() => { // a chain hung between two posts
  let s = ''; const n = 34;
  for (let i = 0; i <= n; i++) {
    const t = i / n, x = 176 + t * 1248, y = 700 + 4 * 112 * t * (1 - t), a = Math.atan2(4 * 112 * (1 - 2 * t), 1248) * 57.3;
    s += i % 2 ? `<use href="#ln" transform="translate(${f(x)} ${f(y)}) rotate(${f(a)})"/>` : `<use href="#lk" transform="translate(${f(x)} ${f(y)}) rotate(${f(a)})"/>`;
  }
  return s;
})();
const post = x => path(`M${x - 26} 918V672Q${x} 654 ${x + 26} 672V918Z`, '#1c2a32') + path(`M${x + 4} 660Q${x + 20} 664 ${x + 26} 672V918H${x + 4}Z`, '#142027') + rect(x - 30, 690, 60, 16, '#3b4a50') + path(`M${x - 26} 672Q${x} 654 ${x + 26} 672Z`, '#5d7178');
let planks = '';
for (let i = -14; i <= 14; i++) planks += `M${800 + i * 76} 884L${800 + i * 128} 1000`;
export default wrap(
  lg('s', [[0, '#aebfca'], [.5, '#d5dcdc'], [1, '#f4ecdc']], 'gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="0" y2="560"') + lg('w', [[0, '#b4c6cb'], [.3, '#7d9aa6'], [1, '#33505e']]) + halo('h', '#fff4d6', .9) + halo('y', LAMP, .9) + lg('f', [[0, '#eef0ea', 0], [.5, '#eef0ea', .75], [1, '#eef0ea', 0]]) + lg('p', [[0, '#5a6466'], [1, '#2a343a']]) +
  '<g id="lk"><path d="M-20 0C-20 -13 20 -13 20 0C20 13 -20 13 -20 0Z" fill="none" stroke="#141d23" stroke-width="8"/><path d="M-17 -5C-10 -11 10 -11 17 -5" fill="none" stroke="#a5673c" stroke-width="2.4"/></g><g id="ln"><path d="M-24 0H24" stroke="#141d23" stroke-width="10" stroke-linecap="round"/><path d="M-18 -3H18" stroke="#8a5433" stroke-width="2.6"/></g>',
  rect(0, 0, 1600, 580, 'url(#s)') + disc(560, 300, 460, 'url(#h)') + disc(560, 268, 46, '#fffaea', .9) +
  cloud(260, 170, 700, 30, '#f3f1e8', .55) + cloud(1180, 120, 900, 34, '#9db0bc', .5) + cloud(1320, 250, 640, 26, '#f3f1e8', .5) + cloud(760, 330, 760, 16, '#fffdf4', .5) +
  path('M-20 560V470L90 420L150 446L300 340L392 400L448 376L600 470L720 440L860 500L1000 560Z', '#b7c6cb') + path('M820 560L1010 470L1080 492L1210 396L1290 440L1344 420L1470 494L1640 450V560Z', '#c3ced0') +
  path('M-20 560V520C120 486 260 492 380 520C470 540 520 552 600 560ZM1120 560C1240 516 1400 506 1640 520V560Z', '#94aab3') +
  // Ostry, with one lamp lit
  rect(306, 506, 10, 22, '#7f98a2') + rect(340, 512, 26, 14, '#7f98a2') + rect(236, 500, 22, 16, '#7f98a2') + disc(311, 504, 26, 'url(#y)') + disc(311, 504, 4, '#fff3b8') +
  rect(0, 490, 1600, 110, 'url(#f)') + rect(0, 560, 1600, 440, 'url(#w)') + water(566, 900, 99, '#eef5f4', 120, { o: .42, max: 190 }) + water(570, 900, 31, '#3c5a68', 60, { o: .28, max: 200 }) + water(564, 820, 5, '#fff6dc', 50, { cx: 560, sx: 70, o: .6, max: 90 }) +
  g('transform="translate(940 690) scale(1 -.5)" opacity=".2"', ship) + path('M540 700C640 716 1240 716 1350 700C1300 736 1180 752 940 752C700 752 590 736 540 700Z', '#20343f', 'opacity=".4"') + at(940, 634, 1, ship) +
  line('M506 706H1380M560 722h180M900 728h260M1220 720h90', '#e8f0ef', 3, 'opacity=".5" stroke-linecap="round"') +
  line('M496 588Q260 620 -20 800', '#26363e', 4) +
  gull(420, 250, 1.4, '#5c717b') + gull(478, 222, 1, '#5c717b') + gull(350, 206, .8, '#72868f') + gull(1400, 330, 1.1, '#5c717b') +
  // the pier
  path('M-20 880H1620V1010H-20Z', 'url(#p)') + line(planks, '#1c262c', 3, 'opacity=".6"') + line('M-20 880H1620', '#93a09e', 4) + line('M-20 900H1620', '#1c262c', 3, 'opacity=".5"') +
  path('M120 912h72l-6 12H126ZM1408 912h72l-6 12H1414Z', '#131c22', 'opacity=".6"') + links + post(156) + post(1444) +
  path('M396 962C430 950 620 946 690 962C640 984 440 984 396 962Z', '#131c22', 'opacity=".4"') +
  g('', back(500, 964, 1.86, { coat: '#f4c93c', dark: '#9a6e1e', hair: '#3c2a24', hat: 'long', legs: '#22303a', scarf: '#93352f', hem: -58 })) +
  // her suitcase
  path('M586 892q0 -16 24 -16h18q24 0 24 16', 'none', 'stroke="#2a1d18" stroke-width="6"') + path('M556 892Q556 886 562 886H676Q682 886 682 892V962H556Z', '#6b4430') + path('M640 886H676Q682 886 682 892V962H640Z', '#533324') + rect(580, 886, 9, 76, '#2f2019') + rect(648, 886, 9, 76, '#2f2019') +
    // the padlock
  line('M776 826v-12q0 -24 24 -24t24 24v12', '#2c363b', 9) + path('M764 826Q764 820 770 820H830Q836 820 836 826V874Q836 884 826 884H774Q764 884 764 874Z', '#b98a3a') + path('M808 820H830Q836 820 836 826V874Q836 884 826 884H808Z', '#8f672a') + disc(800, 846, 7, '#2a1d12') + path('M797 848h6l3 18h-12Z', '#2a1d12'), { vig: .24 });
