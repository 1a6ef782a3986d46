import { f, rnd, lg, rg, halo, disc, rect, path, line, poly, g, at, wrap, LAMP } from '../lib.mjs';
const r = rnd(1919);
const VX = 800, VY = 380, FO = 900; // vanishing point and lens
const P = (x, y, z) => [VX + x * FO / z, VY + y * FO / z];
const mix = (a, b, t) => '#' + [1, 3, 5].map(i => Math.round(parseInt(a.slice(i, i + 2), 16) * (1 - t) + parseInt(b.slice(i, i + 2), 16) * t).toString(16).padStart(2, '0')).join('');
const HAZE = '#8a6a44';
const haze = (c, z) => mix(c, HAZE, Math.min(.78, Math.max(0, (z - 700) / 2700)));
// one side of shelves; boxes that stayed, and gaps
const X = 560, TOP = -430, FLOOR = 340, lev = [-430, -290, -150, -10, 130, 262];
const R = Math.round;
const quad = ([a, b, c, d]) => `M${R(a[0])} ${R(a[1])}L${R(b[0])} ${R(b[1])}V${R(c[1])}L${R(d[0])} ${R(d[1])}Z`;
const cols = ['#7a5f3e', '#6b4a32', '#8a7350', '#59473a', '#4a5048', '#93805c'];
const side = sg => {
  let s = '';
  for (let z = 3300; z > 560; z -= z > 1700 ? 430 : 340) {
    const st = z > 1700 ? 430 : 340, z2 = z - st < 620 ? 420 : z - st, n = z < 900 ? 7 : z > 1900 ? 4 : 6, d = cols.map(() => ''); let lab = '', bd = '';
    s += path(quad([P(sg * X, TOP, z), P(sg * X, TOP, z2), P(sg * X, FLOOR, z2), P(sg * X, FLOOR, z)]), haze('#1d1712', z));
    for (let l = 0; l < 5; l++) {
      const y1 = lev[l + 1];
      for (let q = 0; q < n; q++) {
        const zz = z - (z - z2) / n * q - 3, ze = zz - (z - z2) / n + 6;
        if (r() > .56 + (l < 2 ? -.16 : .1)) {
          const h = 70 + r() * 42, m = (zz + ze) / 2;
          d[Math.floor(r() * 6)] += quad([P(sg * X, y1 - h, zz), P(sg * X, y1 - h, ze), P(sg * X, y1, ze), P(sg * X, y1, zz)]);
          if (z < 1900) lab += quad([P(sg * X, y1 - h * .6, m + 8), P(sg * X, y1 - h * .6, m - 8), P(sg * X, y1 - h * .32, m - 8), P(sg * X, y1 - h * .32, m + 8)]);
        }
      }
    }
    d.forEach((q, k) => { if (q) s += path(q, haze(cols[k], z - 120)); });
    if (lab) s += path(lab, haze('#d8c69c', z), 'opacity=".7"');
    for (const y of lev) bd += quad([P(sg * X, y, z), P(sg * X, y, z2), P(sg * X, y + 12, z2), P(sg * X, y + 12, z)]);
    bd += quad([P(sg * X, TOP, z2 + 14), P(sg * X, TOP, z2), P(sg * X, FLOOR, z2), P(sg * X, FLOOR, z2 + 14)]);
    s += path(bd, haze('#5f4833', z));
  }
  return s;
};
const kinds = [
  ['#7b4a2b', '#5e3620', '#a2683f', 'belt'], ['#2f4a44', '#223833', '#47685f', 'corner'], ['#6e2f35', '#532228', '#8f474b', 'belt'], ['#a07b45', '#7e5e33', '#c39b60', 'corner'], ['#3a3c4e', '#2a2b3a', '#545770', 'plain'], ['#8a5f4a', '#6b4737', '#ab7d64', 'label'], ['#4c3a2c', '#382a1f', '#6b5441', 'corner']];
kinds.forEach((k, i) => k.id = 'k' + i);
const kase = ([c, d, l, kind]) => { // 120 wide, 92 high, stands on 0
  let b = path('M-18 -92v-10q0 -8 8 -8h20q8 0 8 8v10', 'none', 'stroke="#1d130d" stroke-width="6"') + `<rect x="-60" y="-92" width="120" height="92" rx="7" fill="${c}"/>` + path('M24 -92H53Q60 -92 60 -85V-7Q60 0 53 0H10Q30 -46 24 -92Z', d) + line('M-60 -68H60', '#00000040', 3) + line('M-56 -90H56', l, 3, 'opacity=".9"') + rect(-38, -74, 12, 12, '#d2b26a', 'rx="2"') + rect(26, -74, 12, 12, '#b8944c', 'rx="2"');
  if (kind === 'belt') b += rect(-40, -92, 9, 92, '#23160e') + rect(32, -92, 9, 92, '#1a100a') + rect(-42, -56, 13, 11, '#d2b26a') + rect(30, -56, 13, 11, '#b8944c');
  if (kind === 'corner') b += path('M-60 -20V-7Q-60 0 -53 0H-40ZM60 -20V-7Q60 0 53 0H40ZM-60 -72V-85Q-60 -92 -53 -92H-40ZM60 -72V-85Q60 -92 53 -92H40Z', l);
  if (kind === 'label') b += `<g transform="rotate(-7 0 -36)">${rect(-20, -50, 34, 24, '#e9dcbc')}${line('M-15 -43h22M-15 -36h16', '#a08a66', 2)}</g>`;
  return b;
};
let cases = '', n = 0;
const row = (cnt, z, gap, s0) => {
  const y = P(0, FLOOR, z)[1], sc = FO / z * 1.06;
  for (let i = 0; i < cnt; i++) {
    const x = VX + ((i - (cnt - 1) / 2) * gap + (r() - .5) * 10) * FO / z, k = (n * 3 + s0) % 7; n++;
    cases += `<ellipse cx="${f(x + 6)}" cy="${f(y + 3)}" rx="${f(76 * sc)}" ry="${f(11 * sc)}" fill="#0c0805" opacity=".45"/><g transform="translate(${f(x)} ${f(y)}) scale(${sc.toFixed(3)} ${(sc * (.94 + r() * .16)).toFixed(3)}) rotate(${f((r() - .5) * 2)})"><use href="#k${k}"/>${z > 800 ? `<rect x="-60" y="-92" width="120" height="92" fill="${HAZE}" opacity="${f((z - 700) / 3200)}" rx="7"/>` : ''}</g>`;
  }
  if (z > 620) cases += `<ellipse cx="800" cy="${f(y - 20)}" rx="520" ry="90" fill="url(#hz)" opacity=".5"/>`;
};
row(4, 1540, 150, 0); row(4, 1090, 162, 2); row(5, 790, 158, 1); row(5, 590, 166, 4);
const [dl, dt] = P(-92, -96, 3300), [dr, db] = P(92, FLOOR, 3300);
const who = at(804, db + 6, .5, path('M-20 -70L-34 0H-14L0 -56L16 0H36L22 -70Z', '#20150d') + path('M-30 -160C-42 -150 -42 -100 -38 -54H36C40 -100 42 -150 28 -160Q0 -170 -30 -160Z', '#2c1d12') + path('M-8 -172h16v14h-16Z', '#20150d') + `<ellipse cx="0" cy="-186" rx="16" ry="19" fill="#20150d"/>` + line('M30 -146L40 -100L42 -70', '#2c1d12', 15, 'stroke-linecap="round"') + path('M20 -62h48q5 0 5 5v44H15v-44q0 -5 5 -5Z', '#5a2a20') + line('M36 -62v-9h16v9', '#20150d', 4));
let tiles = '';
for (let x = -5; x <= 5; x++) { const a = P(x * 112, FLOOR, 3300), b = P(x * 112, FLOOR, 470); tiles += `M${f(a[0])} ${f(a[1])}L${f(b[0])} ${f(b[1])}`; }
for (const z of [3000, 2400, 1900, 1550, 1280, 1070, 900, 770, 660, 570, 500]) { const a = P(-X, FLOOR, z), b = P(X, FLOOR, z); tiles += `M${f(a[0])} ${f(a[1])}H${f(b[0])}`; }
const lamp = (z, s) => { const [x, y] = P(0, -300, z); return at(x, y, FO / z * s, path('M-54 0H54L330 640H-330Z', 'url(#cone)') + line('M0 -400V-40', '#140d08', 5) + path('M-62 0Q-54 -44 -14 -48H14Q54 -44 62 0Z', '#1e140c') + path('M-40 0H40Q30 20 0 20Q-30 20 -40 0Z', '#fff3c2') + disc(0, 8, 150, 'url(#h)')); };
const fl = P(-X, FLOOR, 3300), fr = P(X, FLOOR, 3300), tl = P(-X, -560, 3300), tr = P(X, -560, 3300);
export default wrap(
  lg('fl', [[0, '#a57d4c'], [.3, '#6b4f33'], [1, '#2b1e14']]) + lg('ce', [[0, '#120d09'], [1, '#4a3825']]) + lg('cone', [[0, '#ffe2a0', .4], [1, '#ffe2a0', 0]]) + halo('h', '#ffe2a0', .8) + halo('d', '#ffedc0', 1) + rg('hz', [[0, '#c99a5c', .5], [1, '#c99a5c', 0]]) + lg('dr', [[0, '#fff6da'], [1, '#ffdf8c']]) + kinds.map((k, i) => `<g id="k${i}">${kase(k)}</g>`).join(''),
  rect(0, 0, 1600, 1000, '#1a120c') + poly([[-60, -40], [1660, -40], tr, tl], 'url(#ce)') + poly([tl, tr, fr, fl], '#7d6040') + poly([fl, fr, P(X, FLOOR, 420), P(-X, FLOOR, 420)], 'url(#fl)') + line(tiles, '#2b1e14', 2, 'opacity=".35"') +
  disc(800, 400, 260, 'url(#d)', .8) + rect(dl, dt, dr - dl, db - dt, 'url(#dr)') + rect(dl - 7, dt - 7, 7, db - dt + 7, '#4d3823') + rect(dr, dt - 7, 7, db - dt + 7, '#4d3823') + rect(dl, dt - 7, dr - dl, 7, '#4d3823') + path(`M${f(dl)} ${f(db)}H${f(dr)}L1010 760H590Z`, '#ffe7a8', 'opacity=".28"') + who +
  side(-1) + side(1) + lamp(2400, 1) + cases + lamp(1150, .8), { vig: .5, grain: .14 });
