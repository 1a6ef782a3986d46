import { f, rnd, lg, rg, halo, disc, rect, path, line, g, at, ridge, water, cloud, stars, wrap, LAMP } from '../lib.mjs';
const S = 262; // the surface
const C = '#081419', C2 = '#0f2129', RIM = '#5fb3ab';
// the hold, cut open: lumps of sugar in stacks
const cube = (x, y, k) => `<use href="#k" x="${x}" y="${y}"${k ? ` opacity="${k}"` : ''}/>`;
let cubes = '';
const heights = [3, 4, 4, 4, 3, 4, 4, 2, 0, 0, 3, 4, 4, 4, 3, 4, 4, 4, 2];
heights.forEach((h, i) => { for (let j = 0; j < h; j++) cubes += cube(470 + i * 37, 682 - j * 33, (i * 7 + j * 5) % 6 === 0 ? .82 : 0); });
const man = at(786, 716, .62, path('M-18 0L-14 -92H14L18 0H4L0 -60L-4 0Z', C) + path('M-24 -84C-28 -130 -22 -158 0 -160C24 -158 28 -130 24 -84Z', C2) + path('M-7 -168h14v14h-14Z', '#8a6650') + `<ellipse cx="1" cy="-178" rx="14" ry="16" fill="#b98a68"/>` + path('M-16 -180C-18 -204 20 -204 17 -182L28 -178H-14Z', C) + line('M18 -148L30 -116L58 -128', C2, 13, 'stroke-linecap="round" stroke-linejoin="round"') + path('M54 -146l22 4l-6 26l-22 -4Z', '#e9dcc0'));
const r = rnd(19);
let bub = '';
for (let i = 0; i < 26; i++) { const t = r(); bub += `<circle cx="${f(168 - t * 120 + r() * 70)}" cy="${f(640 - t * 340 + r() * 40)}" r="${f(2 + r() * 8)}"/>`; }
let dust = '';
for (let i = 0; i < 110; i++) { const t = r(); dust += `M${f(206 - t * 230)} ${f(700 + t * t * 150 + (r() - .5) * (24 + t * 90))}h.1`; }
const fish = (x, y, s) => at(x, y, s, path('M0 0C14 -12 40 -12 56 0C40 12 14 12 0 0ZM4 0L-16 -11L-10 0L-16 11Z', '#0c2f36'));
let shafts = '';
for (const [x, w, x2, w2, o] of [[150, 60, -160, 200, .2], [420, 90, 260, 260, .22], [700, 50, 700, 150, .18], [960, 110, 1120, 320, .22], [1290, 60, 1520, 190, .2]]) shafts += path(`M${x} ${S}H${x + w}L${x2 + w2} 960H${x2}Z`, 'url(#sh)', `opacity="${o}"`);
const chim = (x, h, w) => path(`M${x} 232L${x + 4} ${232 - h}H${x + w - 4}L${x + w} 232Z`, '#173842');
export default wrap(
  lg('s', [[0, '#12303c'], [.55, '#3c7478'], [1, '#d7b483']], 'gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="0" y2="250"') +
  lg('w', [[0, '#4d9d97'], [.18, '#2b7577'], [.55, '#164a55'], [1, '#08202b']]) + lg('sh', [[0, '#d4fff0', .9], [1, '#d4fff0', 0]]) +
  lg('hd', [[0, '#ffdf8f'], [1, '#b9722f']]) + lg('hu', [[0, '#1d3d45'], [.35, '#0e2129'], [1, '#060e13']]) + halo('h', '#ffdc8a', .7) + halo('m', '#fff0c0', .7) +
  `<g id="k"><path d="M0 0h32v32H0Z" fill="#efe3cd"/><path d="M0 0h32l-4 5H4Z" fill="#fffaf0"/><path d="M25 6h7v26h-7Z" fill="#d2bd99"/></g>`,
  rect(0, 0, 1600, 280, 'url(#s)') + cloud(430, 90, 760, 22, '#2b5a63', .6) + cloud(1320, 120, 620, 18, '#6d918a', .5) + disc(520, 190, 190, 'url(#m)') + disc(520, 190, 36, '#fff3cf') +
  path('M-20 262V228C80 200 200 214 330 236L420 262Z', '#5d8583') + path('M860 262C960 226 1180 214 1640 206V262Z', '#2c565c') +
  // the refinery
  chim(1150, 142, 24) + chim(1206, 172, 28) + chim(1266, 120, 22) + path('M1020 240v-52h46v-22h62v74ZM1300 240v-76l44 -22v22l44 -22v22l44 -22v98ZM1450 240v-50h36v50ZM1496 240v-50h36v50ZM1546 240v-66h60v66Z', '#173842') + path('M1450 190a18 12 0 0 1 36 0ZM1496 190a18 12 0 0 1 36 0Z', '#173842') + rect(960, 228, 660, 40, '#173842') +
  path('M1216 58C1196 40 1236 22 1214 -10H1270C1290 20 1248 36 1236 58Z', '#8fa79c', 'opacity=".5"') + path('M1158 88C1140 64 1170 50 1146 12C1178 30 1192 62 1176 88Z', '#8fa79c', 'opacity=".4"') +
  line('M1036 200v10M1052 200v10M1078 180v10M1096 180v10M1112 180v10M1314 190v12M1358 190v12M1402 190v12M1570 190v10M1588 190v10', LAMP, 6) +
  // below
  `<path d="M0 ${S}Q50 ${S - 10} 100 ${S}T200 ${S}T300 ${S}T400 ${S}T500 ${S}T600 ${S}T700 ${S}T800 ${S}T900 ${S}T1000 ${S}T1100 ${S}T1200 ${S}T1300 ${S}T1400 ${S}T1500 ${S}T1600 ${S}V1000H0Z" fill="url(#w)"/>` + shafts +
  line(`M0 ${S}Q50 ${S - 10} 100 ${S}T200 ${S}T300 ${S}T400 ${S}T500 ${S}T600 ${S}T700 ${S}T800 ${S}T900 ${S}T1000 ${S}T1100 ${S}T1200 ${S}T1300 ${S}T1400 ${S}T1500 ${S}T1600 ${S}`, '#cdeee0', 3.4, 'opacity=".8"') +
  line(`M480 ${S + 14}h90M500 ${S + 28}h50M470 ${S + 42}h70M1140 ${S + 16}h120M1220 ${S + 34}h160M60 ${S + 30}h130M820 ${S + 26}h110M980 ${S + 52}h150M300 ${S + 66}h110`, '#d9f5e6', 3, 'opacity=".4" stroke-linecap="round"') +
  path('M-20 1000V862C120 800 210 868 330 890C470 916 560 850 700 872C840 896 980 940 1120 900C1260 850 1400 800 1640 880V1000Z', '#0a2630') +
  path('M-20 1000V930C140 900 260 950 420 956C640 962 800 930 960 952C1180 980 1380 900 1640 950V1000Z', '#061820') +
  line('M92 850q-16 -40 4 -74q14 -34 -4 -62M112 846q14 -32 2 -60M1500 852q18 -44 -2 -80q-16 -36 4 -70M1524 850q-14 -36 4 -66M1540 858q16 -24 8 -50', '#0a2630', 9, 'stroke-linecap="round"') +
  fish(1420, 470, .8) + fish(1476, 496, .6) + fish(1400, 516, .55) + fish(1462, 446, .5) + fish(250, 430, .5) + fish(290, 448, .42) +
  g('fill="none" stroke="#cdeee0" stroke-width="2" opacity=".55"', bub) +
  // the boat
  disc(850, 640, 560, 'url(#h)', .35) +
  line('M868 470V186M868 190h46', C, 13) + line('M905 470V236', C, 8) + rect(902, 180, 22, 20, C) + rect(917, 184, 6, 12, LAMP) + line('M836 470V330', C, 5) +
  path('M742 520L770 412Q774 400 790 400H930Q946 400 950 412L984 520Z', 'url(#hu)') + line('M772 412Q776 401 790 401H930Q944 401 949 412', RIM, 3.4) + path('M690 452H772L764 474H690Z', C2) + disc(820, 448, 11, LAMP) + disc(866, 448, 11, LAMP) + disc(912, 448, 11, LAMP, .7) +
  path('M208 640C280 566 380 506 560 506H1210C1350 506 1450 566 1462 636C1450 706 1350 770 1210 770H560C400 770 290 712 208 640Z', 'url(#hu)') +
  line('M262 592C340 534 430 507 560 507H1210C1330 507 1420 552 1452 606', RIM, 4.4, 'opacity=".8"') +
  path('M300 600L228 520H178L196 640L178 760H228L300 680Z', C) + line('M180 521H228', RIM, 3.4, 'opacity=".7"') + path('M1270 600h110q26 0 34 14H1250Z', C) +
  path('M168 640C150 590 160 560 176 556C188 570 190 610 184 640C190 670 188 710 176 724C160 720 150 690 168 640Z', '#c68a3f') + disc(186, 640, 13, C) +
  line('M470 520v-22M530 508v-22M590 508v-22M650 508v-22M1050 508v-22M1110 508v-22M1170 508v-22M466 498H740M990 486H1200', C, 4) +
  // hold
  `<clipPath id="c"><rect x="452" y="556" width="736" height="160" rx="30"/></clipPath>` + rect(444, 548, 752, 176, '#050c10', 'rx="36"') +
  g('clip-path="url(#c)"', rect(452, 556, 736, 160, 'url(#hd)') + line('M560 556v160M680 556v160M900 556v160M1020 556v160M1120 556v160', '#8a5a2a', 9, 'opacity=".55"') + disc(786, 580, 170, 'url(#m)') + line('M786 556v18', C, 4) + path('M772 574h28l8 12h-44Z', C) + disc(786, 589, 8, '#fffbe6') + cubes + man + rect(452, 713, 736, 6, '#5a3a20')) +
  line('M480 556H1160', '#ffe7ad', 2.6, 'opacity=".5"') + line('M1230 640h110M1230 668h80M350 640h60M1250 612h60', '#1d3d45', 5, 'stroke-linecap="round"') + disc(1396, 646, 20, '#050c10') + disc(1396, 646, 13, LAMP) + path('M1410 640L1600 596V704L1410 654Z', LAMP, 'opacity=".16"') +
  line(dust, '#fff6e2', 4.4, 'stroke-linecap="round" opacity=".75"'));
