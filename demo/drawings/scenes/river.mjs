import { f, rnd, lg, rg, halo, disc, rect, path, line, g, at, ridge, cloud, gull, back, soft, wrap, LAMP } from '../lib.mjs';
const r = rnd(613);
// cracked mud: a jittered honeycomb laid in perspective below the horizon
const HZ = 470, rowsY = [];
for (let i = 0; i <= 15; i++) rowsY.push(HZ + 70 + 470 * Math.pow(i / 15, 1.9));
const pts = rowsY.map((y, j) => { const s = (y - HZ) / 530, step = 34 + 176 * s, a = []; for (let k = -16; k <= 16; k++) a.push([800 + (k + (j % 2 ? .5 : 0) + (r() - .5) * .5) * step, y + (r() - .5) * step * .2]); return a; });
const seg = (a, b) => `M${Math.round(a[0])} ${Math.round(a[1])}L${Math.round(b[0])} ${Math.round(b[1])}`;
const inside = p => p[0] > -80 && p[0] < 1680;
const cr = ['', '', ''];
for (let j = 0; j < 15; j++) for (let k = 0; k < 32; k++) {
  const p = pts[j][k]; if (!inside(p)) continue; const t = j < 6 ? 0 : j < 11 ? 1 : 2;
  if (r() > .12) cr[t] += seg(p, pts[j][k + 1]);
  if (r() > .1) cr[t] += seg(p, pts[j + 1][j % 2 ? k + 1 : k]);
}
// some plates catch light
let plates = '';
for (let j = 5; j < 15; j++) for (let k = 0; k < 32; k++) { const p = pts[j][k], q = pts[j][k + 1], o = pts[j + 1][j % 2 ? k + 1 : k]; if (inside(p) && r() > .78) plates += `M${Math.round(p[0])} ${Math.round(p[1])}L${Math.round(q[0])} ${Math.round(q[1])}L${Math.round(o[0])} ${Math.round(o[1])}Z`; }
const bed = 'M716 520C690 548 560 566 470 610C330 680 160 800 -60 900V1010H1660V880C1440 790 1180 700 1080 640C980 590 900 560 890 520Z';
const reeds = (x, y, n, h, c, sp) => { let d = ''; for (let i = 0; i < n; i++) { const xx = x + r() * sp, hh = h * (.5 + r() * .6), l = (r() - .5) * h * .5; d += `M${f(xx)} ${f(y + r() * 10)}q${f(l * .2)} ${f(-hh * .6)} ${f(l)} ${f(-hh)}`; } return line(d, c, 2, 'stroke-linecap="round"'); };
const poplar = (x, y, s, c) => at(x, y, s, path('M-3 0V-40C-20 -60 -18 -150 0 -190C18 -150 20 -60 3 -40V0Z', c));
const bare = (x, y, s, c) => at(x, y, s, line('M0 0C4 -60 -6 -110 2 -160M0 -70L-44 -128L-50 -170M-28 -106L-64 -124M0 -96L46 -146L44 -188M28 -126L66 -140M0 -130L-22 -186M2 -160L20 -210', c, 7, 'stroke-linecap="round"'));
const boat = at(1130, 838, 1.35, path('M-190 20C-120 44 150 44 214 8L190 30C120 60 -120 62 -178 40Z', '#3d2a20', 'opacity=".45"') +
  g('transform="rotate(-9)"', path('M-180 -44C-110 -20 90 -20 190 -62C170 -8 130 32 60 40H-90C-140 34 -168 0 -180 -44Z', '#2f5a60') + path('M-180 -44C-110 -20 90 -20 190 -62C150 -70 -100 -70 -180 -44Z', '#1d2d2f') + path('M60 40C130 32 170 -8 190 -62C160 -50 120 -40 80 -34C90 -8 84 20 60 40Z', '#23454a') + path('M-176 -30C-110 -6 90 -6 184 -46L180 -36C90 4 -108 4 -173 -20Z', '#d9c39a') + line('M-86 -58L-78 -26M20 -62L24 -28M98 -62L104 -36', '#3d4a48', 9) + line('M-96 34Q0 44 66 36', '#8f5a3a', 6)) +
  line('M-182 -14C-230 10 -250 40 -310 44', '#4a382a', 3.6));
const jetty = (() => { let s = ''; const X = [[-10, 30], [120, 25], [235, 21], [335, 18]]; for (const [x, w] of X) { const top = 596 + x * .02, bot = 850 - x * .46; s += rect(x, top, w, bot - top, '#3f2c22') + rect(x + w * .6, top, w * .4, bot - top, '#2f2019') + rect(x - 2, bot - (bot - top) * .34, w + 4, 5, '#8a6b4c') + rect(x, bot - (bot - top) * .34, w, (bot - top) * .34, '#241812', 'opacity=".5"'); } return s + path('M-20 560L390 588V606L-20 600Z', '#5a4030') + path('M-20 560L390 588L372 580L-20 540Z', '#8a6446') + line('M60 545v42M150 552v40M240 559v38M320 568v32', '#4a3426', 2.4) + line('M110 600L236 720M236 602L128 730M246 603L338 660', '#35251c', 7); })();
export default wrap(
  lg('s', [[0, '#8fa3a0'], [.42, '#d8c49a'], [.8, '#f0cf93'], [1, '#f6dca8']], 'gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="0" y2="500"') + lg('b', [[0, '#d9ab74'], [.3, '#bd8456'], [1, '#7c4c34']]) + halo('h', '#fff3c9', .95) + lg('hz', [[0, '#f4d8a0', 0], [.5, '#f4d8a0', .8], [1, '#f4d8a0', 0]]) + `<clipPath id="c"><path d="${bed}"/></clipPath>` + lg('dm', [[0, '#efe0bd'], [1, '#c9a878']]),
  rect(0, 0, 1600, 560, 'url(#s)') + disc(1010, 190, 420, 'url(#h)') + disc(1010, 190, 58, '#fffbe8') + cloud(340, 150, 720, 20, '#efe2be', .5) + cloud(1330, 270, 560, 16, '#fbeac2', .6) + cloud(560, 290, 620, 13, '#fbeac2', .5) +
  path('M-20 520V380L120 300L230 350L360 250L470 316L560 290L650 372L720 410L800 440L900 420L980 360L1070 300L1150 346L1260 240L1390 330L1480 300L1640 380V520Z', '#c7b18c') +
  path('M360 250L470 316L440 330L404 300L380 330ZM1260 240L1390 330L1340 334L1290 290L1262 320Z', '#d9c49c') +
  // the dam
  path('M606 540L690 384H930L1014 540Z', 'url(#dm)') + path('M838 388H930L1014 540H872Z', '#b08e62', 'opacity=".35"') + line('M716 388L668 540M752 388L726 540M790 388L780 540M830 388L840 540M868 388L894 540M904 388L952 540', '#a88860', 5, 'opacity=".55"') + path('M682 374H938V388H682Z', '#f7ecd0') + rect(682, 388, 256, 5, '#9c7c54', 'opacity=".5"') + rect(700, 354, 20, 22, '#a98a60') + rect(900, 354, 20, 22, '#a98a60') + rect(790, 346, 40, 28, '#a98a60') + path('M784 346h52l-10 -12h-32Z', '#8f7350') + path('M776 470h22v30h-22ZM822 470h22v30h-22Z', '#84663f') +
  path('M-20 560V420C100 392 300 400 460 440C560 462 640 500 700 560Z', '#ab9468') + path('M1640 570V410C1500 380 1330 390 1160 440C1050 470 960 500 900 560Z', '#ad9163') + rect(0, 450, 1600, 120, 'url(#hz)', 'opacity=".7"') +
  [[1240, 470, .5], [1272, 466, .62], [1308, 464, .54], [1346, 460, .66], [1390, 458, .58], [250, 452, .5], [290, 454, .58], [324, 458, .46]].map(([x, y, s]) => poplar(x, y, s, '#76704c')).join('') + path('M130 452v-26l20 -14l20 14v26ZM180 452v-20l18 -12l18 12v20ZM1430 458v-24l22 -14l22 14v24ZM1486 462v-20l18 -12l18 12v20Z', '#8f6f4d') +
  path(bed, 'url(#b)') + g('clip-path="url(#c)"', path(plates, '#e3b985', 'opacity=".16"') + line(cr[0], '#8f5f3f', 1.5, 'opacity=".6"') + line(cr[1], '#6b3f2a', 3, 'opacity=".75"') + line(cr[2], '#4f2c1e', 5.4, 'opacity=".8" stroke-linecap="round"') +
    g('fill="#7a4a32" opacity=".55"', '<ellipse cx="812" cy="566" rx="46" ry="4"/><ellipse cx="846" cy="598" rx="62" ry="6"/><ellipse cx="786" cy="640" rx="54" ry="7"/><ellipse cx="850" cy="700" rx="86" ry="10"/><path d="M440 894C490 872 560 880 610 876C660 874 690 888 660 898C620 910 560 900 520 908C480 912 420 906 440 894Z"/>') + g('fill="#e9dcb4" opacity=".9"', '<ellipse cx="816" cy="567" rx="38" ry="2.6"/><ellipse cx="852" cy="600" rx="50" ry="3.6"/><ellipse cx="790" cy="642" rx="44" ry="4.6"/><ellipse cx="858" cy="703" rx="70" ry="6.6"/><path d="M462 896C500 880 566 886 612 882C644 880 660 888 640 894C610 902 556 894 520 901C492 905 450 904 462 896Z"/>')) +
  // banks
  path('M-20 560C120 548 330 552 500 556C600 558 660 540 716 520C690 548 560 566 470 610C330 680 160 800 -60 900Z', '#8d7546') + path('M-20 700C60 660 250 610 470 580C560 566 650 550 716 520C690 548 560 566 470 610C330 680 160 800 -60 900Z', '#6f5636') + path('M890 520C930 546 1020 552 1160 556C1320 552 1480 548 1640 552V890C1440 790 1180 700 1080 640C980 590 900 560 890 520Z', '#927747') + path('M890 520C930 556 1060 580 1180 610C1340 650 1500 690 1640 740V890C1440 790 1180 700 1080 640C980 590 900 560 890 520Z', '#6f5536') +
  line('M-40 846C170 746 330 652 486 586M1640 826C1440 742 1190 668 1086 616', '#c9a873', 3, 'opacity=".5"') + line('M-40 800C150 706 320 630 500 572M1640 784C1440 710 1200 646 1080 596', '#c9a873', 2.4, 'opacity=".35"') +
  reeds(400, 596, 40, 52, '#c2a565', 150) + reeds(1096, 606, 44, 56, '#c2a565', 170) + reeds(1310, 668, 44, 80, '#b3935a', 240) + bare(1460, 640, 1.15, '#4a3526') + bare(1390, 600, .6, '#6a5038') + jetty + reeds(-10, 812, 30, 110, '#a5854f', 150) + reeds(1420, 812, 46, 120, '#a5854f', 230) +
  gull(640, 250, .9, '#7f7456') + gull(690, 232, .7, '#7f7456') +
  path('M622 772C600 780 560 800 520 838C560 836 610 810 636 778Z', '#3d2418', 'opacity=".5"') + back(618, 776, .82, { coat: '#d8b23c', dark: '#5f3f22', hair: '#2f2019', hat: 'brim', legs: '#3a2a22' }) + boat, { vig: .3, grain: .13 });
