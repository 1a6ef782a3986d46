import { f, rnd, lg, rg, halo, disc, rect, path, line, poly, g, at, cloud, stars, gull, wrap, LAMP } from '../lib.mjs';
const r = rnd(312), R = Math.round;
const VX = 560, VY = 640;
const C = '#120f1e';
const rail = (x0, w0, c) => path(`M${x0 - w0} 1010L${VX - .6} ${VY}H${VX + .6}L${x0 + w0} 1010Z`, c);
let ties = '';
for (let k = 0; k < 26; k++) { const t = Math.pow(.82, k), y = VY + 370 * t, h = Math.max(1, 26 * t); for (const [a, b] of [[80, 640], [820, 1380]]) ties += `M${R(VX + (a - VX) * t)} ${R(y - h)}H${R(VX + (b - VX) * t)}L${R(VX + (b - VX) * t * 1.04)} ${R(y)}H${R(VX + (a - VX) * t * 1.04)}Z`; }
const pole = (x, y, s) => at(x, y, s, line('M0 0V-330M-52 -308H52M-44 -276H44M-34 -250L0 -300L34 -250', C, 7) + line('M-48 -308v-14M-24 -308v-14M24 -308v-14M48 -308v-14M-40 -276v-14M40 -276v-14', C, 6));
// semaphore: post with arm and spectacle
const sema = (x, y, s, arms, c = C) => at(x, y, s, line(`M0 0V-430`, c, 11) + line('M-12 0V-410M-12 -40h12M-12 -80h12M-12 -120h12M-12 -160h12M-12 -200h12M-12 -240h12M-12 -280h12M-12 -320h12M-12 -360h12', c, 3) + path('M-8 -430L0 -462L8 -430Z', c) + arms.map(([yy, ang, col]) => `<g transform="translate(0 ${yy}) rotate(${ang})">` + path('M-18 -13H126V15H-18Z', '#a8322f') + path('M92 -13H106V15H92Z', '#f3e6cc') + path('M-18 5H126V15H-18Z', '#7a2227') + disc(-22, 0, 16, c) + '</g>' + disc(-24, yy + 12, 60, `url(#${col === LAMP ? 'hy' : 'hr'})`) + disc(-24, yy + 12, 9, col)).join(''));
let panes = '', bars = '';
for (let i = 0; i < 7; i++) { panes += `M${1040 + i * 62} 352h54v104h-54Z`; bars += `M${1040 + i * 62} 404h54M${1067 + i * 62} 352v104`; }
let levers = '';
for (let i = 0; i < 17; i++) { const x = 1062 + i * 22, t = i % 5 === 2 ? 12 : -4; levers += `M${x} 456L${x + t} 414`; }
let planks = ''; for (let i = 1; i < 9; i++) planks += `M1030 ${486 + i * 24}H1484`;
const box = path('M1030 478H1484V730H1030Z', '#3a2b36') + path('M1380 478H1484V730H1380Z', '#2a1f2a') + line(planks, '#241a26', 3, 'opacity=".8"') + path('M1070 560h64v84h-64ZM1180 560h64v84h-64Z', '#1a1422') + path('M1078 568h48v68h-48ZM1188 568h48v68h-48Z', '#2f2a40') + line('M1102 568v68M1212 568v68', '#1a1422', 4) + path('M1300 592h70v138h-70Z', '#1a1422') + path('M1018 466H1496V486H1018Z', '#4d3a44') +
  rect(1024, 340, 466, 128, '#2b202b') + path(panes, 'url(#wn)') + line(levers, '#4a2a20', 5, 'stroke-linecap="round"') + line('M1050 456H1466', '#4a2a20', 7) +
  // two caps on their pegs, two empty chairs
  line('M1126 352v12M1380 352v12', '#4a2a20', 3) + path('M1110 376q0 -14 16 -14t16 14l6 4h-38ZM1364 376q0 -14 16 -14t16 14l6 4h-38Z', '#3a2430') + path('M1226 456v-42h6v20h30v22h-6v-14h-24v14ZM1330 456v-22h30v-20h6v42h-6v-14h-24v14Z', '#5a3626') + line('M1257 352v22', '#4a2a20', 3) + path('M1237 388Q1242 374 1257 374T1277 388Z', '#4a2a20') + disc(1257, 392, 90, 'url(#hy)', .9) + disc(1257, 390, 8, '#fffbe6') +
  line(bars, '#2b202b', 3) + line(Array.from({ length: 8 }, (_, i) => `M${1036 + i * 62} 346V462`).join(''), '#2b202b', 8) + path('M990 344L1050 262H1464L1524 344Z', '#241a26') + path('M1400 262H1464L1524 344H1430Z', '#1a121d') + line('M992 344H1522', '#8a5a50', 4) + line('M1050 262H1464', '#c98a66', 3, 'opacity=".7"') + path('M1120 262v-52h36v52ZM1114 210h48v-10h-48Z', '#1f1722') + path('M1132 196c-10 -30 18 -44 -2 -86c34 26 36 58 16 86Z', '#3d3350', 'opacity=".6"') +
  // stair
  line('M1030 478L900 730M1006 478L878 730', '#1f1722', 7) + line('M1022 494h-24M1008 522h-26M994 550h-26M980 578h-28M964 606h-26M950 634h-26M936 662h-26M920 690h-26', '#3a2b36', 5) + line('M1030 430V478M1018 440L884 694M960 560v-48M920 640v-50', '#1f1722', 4) + path('M984 478H1040V488H984Z', '#4d3a44') + line('M986 478V432H1036', '#1f1722', 4);
export default wrap(
  lg('s', [[0, '#1a1a3c'], [.34, '#473768'], [.62, '#a0536f'], [.84, '#e98a5c'], [1, '#ffc878']], 'gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="0" y2="660"') + halo('h', '#ffe2a0', .95) + halo('hy', '#ffe08a', .8) + halo('hr', '#ff6a4a', .8) + lg('wn', [[0, '#ffe9a8'], [1, '#f3a94f']]) + lg('gr', [[0, '#6d4450'], [.25, '#3a2a3c'], [1, '#14101e']]) + lg('rl', [[0, '#ffd08a'], [.5, '#d98a78'], [1, '#7d5a7c']]),
  rect(0, 0, 1600, 680, 'url(#s)') + stars(70, 240, 21, '#f6e6ee') + disc(VX, 636, 520, 'url(#h)') + `<clipPath id="c"><rect width="1600" height="${VY}"/></clipPath>` + disc(VX, 634, 62, '#fff1c2') +
  cloud(300, 250, 900, 32, '#5d3f6c', .6) + cloud(1200, 160, 800, 26, '#3d2f5e', .6) + cloud(820, 380, 760, 24, '#b85f6f', .55) + cloud(200, 440, 620, 20, '#d97d66', .6) + cloud(1300, 470, 700, 20, '#c96a66', .55) + cloud(620, 520, 520, 12, '#ffb877', .7) +
  path('M-20 660V590C120 560 260 566 380 600L480 634H640L760 606C900 566 1100 560 1640 590V660Z', '#8a4a5e') + path('M-20 664V624C100 604 240 610 340 634L420 646H700C860 616 1100 610 1640 620V664Z', '#5a3350') +
  // sheds and a gasometer a way off
  path('M60 640v-48l40 -20v20l40 -20v20l40 -20v68ZM220 644v-36h70v36ZM310 644v-60h10v60Z', '#43284a') + line('M80 606v10M120 606v10M240 618v10M262 618v10', '#ffcf7a', 6) +
  path('M-20 640H1620V1010H-20Z', 'url(#gr)') + path(ties, '#1a1320') + rail(150, 13, 'url(#rl)') + rail(560, 13, 'url(#rl)') + rail(900, 13, 'url(#rl)') + rail(1310, 13, 'url(#rl)') + path(`M${VX - 3} ${VY}L690 1010H770L${VX + 3} ${VY}Z`, '#2b1f2e', 'opacity=".7"') +
  rect(0, 634, 1600, 26, '#ffb46a', 'opacity=".16"') +
  // wires and poles
  pole(372, 690, .34) + pole(270, 730, .56) + pole(80, 806, .98) + line('M361 586Q318 588 241 558Q170 560 33 498L-40 480M383 586Q340 590 299 558Q230 566 127 498Q60 506 -40 470M357 596Q320 600 245 576Q170 590 37 530L-40 512M387 596Q340 602 295 576Q230 590 123 530', C, 2.2, 'opacity=".85"') +
  gull(430, 400, 1.1, C) + gull(476, 382, .8, C) +
  // a train's tail lamp, gone
  path('M545 636V612Q546 604 560 603Q574 604 575 612V636Z', '#2b1a2c') + rect(550, 610, 8, 9, '#8a4a4a') + rect(562, 610, 8, 9, '#8a4a4a') + disc(560, 626, 34, 'url(#hr)') + disc(560, 626, 4.4, '#ff6a4a') +
  sema(796, 742, .6, [[-410, 0, '#ff5a3c']], '#1c1526') + disc(1257, 410, 420, 'url(#hy)', .35) + path('M860 730H1640V780C1400 800 1000 790 860 760Z', '#1c1524') + box + path('M1030 486H1046V730H1030Z', '#c9705a', 'opacity=".45"') + line('M1030 486V730', '#f0a070', 3, 'opacity=".7"') + line('M1052 264L993 343', '#f0a070', 4, 'opacity=".8"') +
  line('M880 772q10 -34 4 -50M896 770q6 -26 16 -40M1530 742q10 -34 2 -60M1548 742q6 -30 20 -44M1514 742q-6 -24 -14 -32', '#2f2434', 4, 'stroke-linecap="round"') +
  sema(196, 868, 1.2, [[-400, 0, '#ff5a3c'], [-290, 0, '#ff5a3c']]) +
  // point levers and a hand lamp left on the ballast
  line('M720 900L742 838', C, 9, 'stroke-linecap="round"') + rect(700, 894, 56, 16, C) + disc(560, 880, 0, C) + disc(752, 952, 80, 'url(#hy)', .9) + path('M736 974v-32h30v32Z', C) + disc(751, 956, 9, LAMP) + line('M738 942q13 -26 26 0', C, 4), { vig: .42 });
