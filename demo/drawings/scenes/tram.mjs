import { f, rnd, lg, rg, halo, disc, rect, path, line, poly, g, at, cloud, stars, gull, back, wrap, LAMP } from '../lib.mjs';
const r = rnd(404), R = Math.round;
const VX = 760, VY = 470, FO = 900;
const P = (x, y, z) => [VX + x * FO / z, VY + y * FO / z];
const q4 = ([a, b, c, d]) => `M${R(a[0])} ${R(a[1])}L${R(b[0])} ${R(b[1])}V${R(c[1])}L${R(d[0])} ${R(d[1])}Z`;
const mix = (a, b, t) => '#' + [1, 3, 5].map(i => R(parseInt(a.slice(i, i + 2), 16) * (1 - t) + parseInt(b.slice(i, i + 2), 16) * t).toString(16).padStart(2, '0')).join('');
const hz = (c, z) => mix(mix(c, '#12163a', .56), '#4a4a78', Math.min(.8, Math.max(0, (z - 600) / 3600)));
const G = 270, X = 760; // street level, half width between the fronts
const house = (sg, z, z2, top, c, n, fl, shop) => {
  const m = (z + z2) / 2; let s = path(q4([P(sg * X, top, z), P(sg * X, top, z2), P(sg * X, G, z2), P(sg * X, G, z)]), hz(sg < 0 ? c : mix(c, '#1d1c2c', .34), m));
  let w = '', lit = '', sill = '';
  const bh = (G - 110 - top - 40) / fl;
  for (let i = 0; i < fl; i++) for (let k = 0; k < n; k++) {
    const a = z - (z - z2) * (k + .28) / n, b = z - (z - z2) * (k + .72) / n, y = top + 50 + i * bh, d = q4([P(sg * X, y, a), P(sg * X, y, b), P(sg * X, y + bh * .58, b), P(sg * X, y + bh * .58, a)]);
    if (r() > .88) lit += d; else w += d;
    sill += q4([P(sg * X, y + bh * .6, a + 12), P(sg * X, y + bh * .6, b - 12), P(sg * X, y + bh * .66, b - 12), P(sg * X, y + bh * .66, a + 12)]);
  }
  s += path(w, hz('#3a3a50', m)) + (lit ? path(lit, mix('#ffd36b', '#6b5a78', Math.min(.6, m / 6000))) : '') + path(sill, hz('#e8d3c4', m), 'opacity=".5"');
  s += path(q4([P(sg * X, top - 8, z), P(sg * (X - 16), top - 8, z2), P(sg * (X - 16), top + 14, z2), P(sg * X, top + 14, z)]), hz('#5a4650', m));
  if (shop) { let d = '', aw = ''; for (let k = 0; k < 2; k++) { const a = z - (z - z2) * (k * .5 + .07), b = z - (z - z2) * (k * .5 + .43); d += q4([P(sg * X, 150, a), P(sg * X, 150, b), P(sg * X, G - 8, b), P(sg * X, G - 8, a)]); aw += q4([P(sg * X, 128, a + 10), P(sg * X, 128, b - 10), P(sg * (X - 70), 168, b - 10), P(sg * (X - 70), 168, a + 10)]); } s += path(d, hz('#2c2b3d', m)) + path(aw, hz(shop, m)); }
  return s;
};
const cs = ['#b5796a', '#c79a78', '#9a7480', '#b98c6a', '#a56a5c', '#c4a58c', '#8f6e74'];
let left = '', right = '', z = 4200, i = 0;
while (z > 480) { const d = z > 1500 ? 520 : 330, z2 = Math.max(z - d, 430); left += house(-1, z, z2, -430 - (i * 97) % 170, cs[i % 7], 3, z > 2000 ? 3 : 4, z < 2400 ? ['#7d2f33', '#3d5a5c', '#b5803a'][i % 3] : 0); right += house(1, z, z2, -380 - (i * 131 + 60) % 190, cs[(i * 3 + 2) % 7], 3, z > 2000 ? 3 : 4, z < 2000 ? ['#3d4a62', '#7d2f33', '#8a6a3a'][i % 3] : 0); z -= d; i++; }
// ground: pavements, setts, the open trench where line four was
const gp = (pts, c, more) => poly(pts.map(([x, zz, y = G]) => P(x, y, zz)), c, more);
let setts = '';
for (let k = 0; k < 17; k++) { const zz = 3200 / (1 + k * .42), a = P(-X, G, zz), b = P(X, G, zz); setts += `M${R(a[0])} ${R(a[1])}H${R(b[0])}`; }
for (let x = -11; x <= 11; x++) { const a = P(x * 66, G, 3600), b = P(x * 66, G, 430); setts += `M${R(a[0])} ${R(a[1])}L${R(b[0])} ${R(b[1])}`; }
let sleepers = '';
for (let k = 0; k < 9; k++) { const zz = 1160 - k * 76, tilt = [0, 3, -4, 6, -8, 14, -10, 20, -6][k]; if (k === 6) continue; sleepers += q4([P(-150, G + 6 + tilt * .2, zz + tilt), P(150, G + 6 - tilt * .2, zz - tilt), P(150, G + 26, zz - 26), P(-150, G + 26, zz - 26)]); }
const railAt = (x, z1, z2, c, w1 = 7) => gp([[x - w1, z1], [x + w1, z1], [x + w1, z2], [x - w1, z2]], c);
const [tx, ty] = P(0, G, 1500);
// the tram, front on, 0,0 at rail level, 280 wide
const tram = at(tx, ty + 4, .66, `<ellipse cx="0" cy="6" rx="190" ry="18" fill="#1d1820" opacity=".5"/>` + path('M-112 -6H-60V-34H-112ZM60 -6H112V-34H60Z', '#17151d') + path('M-152 -30L-160 -210Q-160 -232 -140 -232H140Q160 -232 160 -210L152 -30Q150 -18 138 -18H-138Q-150 -18 -152 -30Z', '#9c3535') + path('M60 -232H140Q160 -232 160 -210L152 -30Q150 -18 138 -18H90Q110 -120 60 -232Z', '#792830') + path('M-156 -226L-146 -430Q-140 -462 -104 -468H104Q140 -462 146 -430L156 -226Z', '#f3e6cc') + path('M104 -468Q140 -462 146 -430L156 -226H110Z', '#cdb9a0') + path('M-118 -478Q0 -498 118 -478L132 -456H-132Z', '#6d2830') +
  rect(-60, -462, 120, 34, '#2b2633', 'rx="5"') + path('M-128 -406H-64V-262H-134ZM-50 -406H50V-262H-50ZM64 -406H128L134 -262H64Z', '#33414f') + path('M-128 -406H-98L-118 -262H-134ZM-50 -406H-10L-34 -262H-50ZM64 -406H90L72 -262H64Z', '#8fa3ab', 'opacity=".55"') + line('M-158 -222H158', LAMP, 7) + line('M-154 -60H154', '#f3e6cc', 4, 'opacity=".6"') + disc(0, -140, 120, 'url(#h)', .8) + disc(0, -140, 27, '#4a1d20') + disc(0, -140, 21, '#fff0b4') + disc(-110, -90, 11, '#e3b9a0') + disc(110, -90, 11, '#c9998a') + path('M-92 -18H92L104 10H-104Z', '#2b2633') + line('M-70 -10L-80 8M-40 -10L-46 8M-10 -10L-12 8M20 -10L24 8M50 -10L58 8M76 -10L88 8', '#4a4450', 3) +
  line('M-40 -490L34 -580L-20 -664M34 -580L-30 -488M-90 -664H80', '#2b2633', 6));
const wire = (x, o) => { const a = P(x, -460, 3600), b = P(x * 1.2, -500, 400); return line(`M${R(a[0])} ${R(a[1])}L${R(b[0])} ${R(b[1])}`, '#2b2633', 2.4, `opacity="${o}"`); };
let spans = '';
for (const zz of [2600, 1800, 1200, 800]) { const a = P(-X, -330, zz), b = P(X, -330, zz), m = P(0, -268, zz); spans += `M${R(a[0])} ${R(a[1])}Q${R(m[0])} ${R(m[1])} ${R(b[0])} ${R(b[1])}`; }
// a worker with a bar, side on, 190 tall
const worker = (x, y, s, flip, lean, jacket, jd, bar = true) => `<g transform="translate(${x} ${y}) scale(${flip ? -s : s} ${s})">` + path('M-28 0L-24 -92H6L-2 0ZM4 -92L30 -46L26 0H48L54 -52L26 -98Z', '#22222f') + path('M-32 4h34v-10h-28ZM22 4h38l-10 -10H24Z', '#14131b') + g(`transform="rotate(${lean} 0 -92)"`, path('M-30 -84C-34 -130 -30 -160 -8 -166C22 -168 34 -140 32 -84Z', jacket) + path('M4 -166C26 -164 34 -140 32 -84H8C20 -110 20 -144 4 -166Z', jd) + rect(-31, -120, 62, 9, '#f4ead0', 'opacity=".75"') + path('M-4 -176H18V-158H-4Z', '#9a6a50') + `<ellipse cx="12" cy="-184" rx="15" ry="17" fill="#b98262"/>` + path('M-8 -186C-10 -214 32 -216 32 -188L38 -184H-8Z', LAMP) + path('M14 -208C28 -206 32 -198 32 -188L38 -184H20Z', '#d3a62f')) +
  (bar ? line(lean > 20 ? 'M40 -140L84 -92' : 'M10 -146L58 -104', jd, 18, 'stroke-linecap="round"') + line(lean > 20 ? 'M30 -146L90 -74' : 'M0 -140L64 -82', jacket, 17, 'stroke-linecap="round"') + line('M34 -150L128 20', '#2a2a33', 7, 'stroke-linecap="round"') : line('M-8 -146L-30 -104L-14 -76', jacket, 17, 'stroke-linecap="round" stroke-linejoin="round"')) + '</g>';
const pile = (x, y, n, w, h, c, c2) => { let s = `<ellipse cx="${x + n * w / 2}" cy="${y + h}" rx="${n * w * .62}" ry="${h * .4}" fill="#1d1820" opacity=".4"/>`; for (let a = 0; a < n; a++) for (let b = 0; b < n - a; b++) s += `<rect x="${R(x + b * w + a * w / 2)}" y="${R(y - a * h)}" width="${w - 3}" height="${h - 3}" rx="5" fill="${(a + b) % 3 ? c : c2}"/>`; return s; };
export default wrap(
  lg('s', [[0, '#0c1230'], [.55, '#2a2f5c'], [1, '#6d5f8a']], 'gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="0" y2="520"') + halo('h', '#fff0b4', .95) + halo('k', '#b9a6c8', .55) + halo('fl', '#ffeec0', .85) + lg('cn', [[0, '#fff0c4', .62], [1, '#ffe9b0', .04]], 'gradientUnits="userSpaceOnUse" x1="1330" y1="330" x2="760" y2="900"') + lg('gr', [[0, '#5f5880'], [.25, '#454264'], [1, '#1f1e34']]) + lg('tr', [[0, '#7d6250'], [1, '#3a2a28']]) + '',
  rect(0, 0, 1600, 560, 'url(#s)') + disc(VX, 440, 360, 'url(#k)') + stars(60, 330, 5, '#eef0ff') + cloud(560, 120, 700, 24, '#2f3566', .7) + cloud(980, 220, 520, 18, '#4a4a7a', .6) + path('M640 500V410L668 396V350L676 330L684 350V396L706 408V436H760V420L790 404L816 420V440H880V500Z', '#45446f') +
  left + right + poly([P(-X, G, 4200), P(X, G, 4200), P(X, G, 400), P(-X, G, 400)], 'url(#gr)') + line(setts, '#15142a', 2, 'opacity=".4"') +
  gp([[-X, 4000], [-540, 4000], [-540, 400], [-X, 400]], '#6b6488', 'opacity=".5"') + gp([[540, 4000], [X, 4000], [X, 400], [540, 400]], '#3a3856', 'opacity=".6"') + gp([[-548, 4000], [-538, 4000], [-538, 400], [-548, 400]], '#8a84a8', 'opacity=".5"') +
  `<ellipse cx="${VX}" cy="520" rx="420" ry="90" fill="url(#k)" opacity=".55"/>` + line(spans, '#0a0c20', 2, 'opacity=".7"') + wire(-60, .6) + wire(60, .6) +
  `<ellipse cx="720" cy="830" rx="720" ry="250" fill="url(#fl)" opacity=".55"/>` +
  // what is left of the line
  gp([[-176, 1330], [176, 1330], [214, 420], [-214, 420]], 'url(#tr)') + gp([[-176, 1330], [-162, 1330, G + 10], [-196, 420, G + 14], [-214, 420]], '#2b1f21') + path(sleepers, '#5a3f30') + path(sleepers, 'none', 'stroke="#33221c" stroke-width="2"') +
  railAt(-92, 3600, 1330, '#f5dcc0') + railAt(92, 3600, 1330, '#e0c2ac') + tram +
  // the rail that is being lifted, still fast at the far end
  line('M686 654C676 676 668 700 640 730C596 776 520 776 424 716', '#2a2229', 17) + line('M684 652C674 674 666 696 638 725C594 770 520 769 426 711', '#d8c3b4', 5) +
  line('M842 658L868 712', '#2a2229', 13) + line('M840 657L865 711', '#d8c3b4', 4) +
  line('M1130 838L1560 742', '#2a2229', 18, 'stroke-linecap="round"') + line('M1130 832L1560 737', '#bba79c', 5, 'stroke-linecap="round"') + line('M1180 880L1600 800', '#2a2229', 18, 'stroke-linecap="round"') + line('M1180 874L1600 795', '#a8958e', 5) +
  pile(1150, 720, 4, 46, 30, '#5f525c', '#8f7e83') + pile(70, 930, 5, 64, 42, '#594c55', '#84737a') + pile(300, 948, 2, 60, 40, '#594c55', '#84737a') +
  // the floodlight on its mast
  path('M1338 318L1312 352L470 1000H1290Z', 'url(#cn)', 'opacity=".5"') + line('M1360 742V330M1322 748L1360 640L1398 748', '#0d0f22', 9, 'stroke-linecap="round"') + `<g transform="translate(1340 326) rotate(38)">` + rect(-30, -44, 60, 88, '#0d0f22', 'rx="6"') + rect(-38, -36, 12, 72, '#fff7dc', 'rx="4"') + '</g>' + disc(1318, 340, 190, 'url(#h)', .9) +
  // men
  worker(330, 836, 1.16, false, 26, '#3d5566', '#2b3e4d') + worker(580, 860, 1.22, true, 24, '#7a4438', '#5a3129') + worker(1010, 812, 1.02, true, 4, '#4a4a5e', '#36364a', false) +
  // barrier and lamp
  line('M900 946V850M1090 946V850', '#3a2f33', 9) + rect(880, 852, 232, 30, '#f3e6cc') + path('M880 852h40l-30 30h-10ZM960 852h40l-30 30h-40ZM1040 852h40l-30 30h-40ZM1112 852v14l-16 16h-26l30 -30Z', '#a83a35') + disc(900, 836, 40, 'url(#h)', .8) + disc(900, 838, 11, LAMP) + disc(1090, 838, 11, LAMP) + disc(1090, 836, 40, 'url(#h)', .8) +
  line('M470 776l-10 -12M480 770l14 -14M462 784l-18 2M474 786l6 16M488 780l18 4', LAMP, 3, 'stroke-linecap="round"') + disc(474, 778, 46, 'url(#h)', .9), { vig: .4, grain: .16 });
