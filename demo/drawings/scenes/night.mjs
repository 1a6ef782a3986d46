import { f, rnd, lg, rg, halo, disc, rect, path, line, poly, g, at, cloud, stars, wrap, LAMP } from '../lib.mjs';
const r = rnd(61), R = Math.round;
const VX = 730, VY = 566;
// one bank of houses running to the vanishing point; t is 1 at the frame, small far off
const bank = (sg, cols, litP) => {
  let s = '', wl = ['', ''], wd = '', ref = '';
  const edge = sg < 0 ? -40 : 1640; // where the quay meets the frame
  const X = t => VX + (edge - VX) * t, Y = t => VY + 250 * t; // foot of the houses
  let t = .1; const list = [];
  while (t < 1.15) { const w = .035 + t * (.075 + r() * .07); list.push([t, Math.min(t + w, 1.3), 250 + r() * 260]); t += w; }
  list.forEach(([a, b, h], i) => {
    const c = cols[i % cols.length], xa = X(a), xb = X(b), ya = Y(a), yb = Y(b), ha = h * (a + .16), hb = h * (b + .16);
    s += path(`M${R(xa)} ${R(ya)}V${R(ya - ha)}L${R(xb)} ${R(yb - hb)}V${R(yb)}Z`, c);
    const k = i % 3; // roofs
    if (k === 0) s += path(`M${R(xa - sg * 3)} ${R(ya - ha)}L${R((xa + xb) / 2)} ${R((ya - ha + yb - hb) / 2 - (b - a) * 260)}L${R(xb)} ${R(yb - hb)}Z`, c);
    if (k === 1) s += path(`M${R(xa + (xb - xa) * .6)} ${R(yb - hb)}v${R(-40 * b)}h${R(sg * 16 * b)}v${R(50 * b)}Z`, c);
    const nf = Math.max(3, R(h / 62)), nw = Math.max(2, R((b - a) / a * 9)), lim = Math.min(nw, 4);
    for (let y = 0; y < nf; y++) for (let x = 0; x < lim; x++) {
      const u = a + (b - a) * (x + .3) / lim, v = a + (b - a) * (x + .66) / lim, q = (tt, yy) => [R(X(tt)), R(Y(tt) - h * (tt + .16) * yy)];
      const y0 = (y + .32) / nf, y1 = (y + .8) / nf, A = q(u, y1), B = q(v, y1), D = q(v, y0), E = q(u, y0), d = `M${A}L${B} ${D}L${E}Z`.replace(/,/g, ' ');
      if (r() < litP) wl[r() > .6 ? 1 : 0] += d; else if (a > .3) wd += d;
    }
  });
  return { s, wl, wd, X, Y };
};
const L = bank(-1, ['#0d1524', '#101a2b', '#0b1220', '#0f1828'], 0), Rt = bank(1, ['#3a2f45', '#2f3350', '#4a3844', '#2b2d48', '#43364f'], .62);
const quay = (sg, c, c2) => { const e = sg < 0 ? -40 : 1640; return path(`M${VX} ${VY}L${e} ${VY + 250}V${VY + 330}L${VX} ${VY + 6}Z`, c) + line(`M${VX} ${VY}L${e} ${VY + 250}`, c2, 4); };
// reflections on the right only
let refl = ['', '', '']; const rr = rnd(17);
for (let i = 0; i < 90; i++) { const t = .12 + rr() * .95, x = Rt.X(t) - 20 - rr() * 420 * t * (.3 + rr()), y0 = VY + 50 + 270 * t, y = y0 + rr() * 170 * t, w = 16 + rr() * 120 * t; if (y > 1000) continue; refl[i % 3] += `M${R(x - w / 2)} ${R(y)}h${R(w)}`; }
const lampR = []; for (const t of [.16, .22, .3, .4, .53, .7, .92]) lampR.push([Rt.X(t) - 4, Rt.Y(t) + 4 * t, t]);
// the bridge: four spans, lit only as far as the middle
const by = 640, B0 = 372, B1 = 1108, BM = 740;
const deck = x => { const u = (x - BM) / 370; return by + 8 - 40 * (1 - u * u); };
const bridge = (() => {
  const pts = [[404, 148], [574, 160], [756, 160], [938, 140]]; const holes = pts.map(([x, w]) => { const c = deck(x + w / 2) + 28; return `M${x} ${by + 130}V${by + 96}Q${x + 4} ${R(c)} ${x + w / 2} ${R(c)}Q${x + w - 4} ${R(c)} ${x + w} ${by + 96}V${by + 130}Z`; }).join('');
  let bal = ''; for (let x = B0 + 8; x < B1; x += 17) bal += `M${x} ${R(deck(x))}v-22`;
  const tower = (x, on) => path(`M${x - 22} ${by + 120}V${by - 34}H${x + 22}V${by + 120}Z`, on ? '#5d4649' : '#0e1626') + path(`M${x - 28} ${by - 34}H${x + 28}V${by - 44}H${x - 28}Z`, on ? '#7d5f58' : '#131d30') + line(`M${x} ${by - 44}v-26`, '#0d1322', 4) + path(`M${x - 10} ${by - 68}h20l-4 -22h-12Z`, on ? '#fff3c0' : '#1a2336') + (on ? disc(x, by - 78, 80, 'url(#h)', .9) : '');
  return `<path fill-rule="evenodd" fill="url(#br)" d="M${B0} ${by + 130}V${by + 8}Q${BM} ${by - 72} ${B1} ${by + 8}V${by + 130}Z${holes}"/>` + pts.map(([x, w], i) => `<path d="M${x} ${by + 130}V${by + 96}Q${x + 4} ${R(deck(x + w / 2) + 28)} ${x + w / 2} ${R(deck(x + w / 2) + 28)}" fill="none" stroke="${i > 1 ? '#8f6a55' : '#26314a'}" stroke-width="5"/>`).join('') +
    line(`M${B0} ${by + 7}Q${BM} ${by - 73} ${B1} ${by + 7}`, 'url(#bl)', 6) + line(`M${B0} ${by - 15}Q${BM} ${by - 95} ${B1} ${by - 15}`, '#0b1120', 3.4) + line(bal, '#0b1120', 2.4) +
    [[470, 0], [562, 0], [658, 0], [826, 1], [924, 1], [1020, 1]].map(([x, on]) => { const y = deck(x); return line(`M${x} ${R(y)}v-74`, '#0b1120', 4) + path(`M${x - 9} ${R(y - 72)}h18l-4 -18h-10Z`, on ? '#fff3c0' : '#1a2336') + (on ? disc(x, y - 80, 70, 'url(#h)', .9) : ''); }).join('') + tower(B0, 0) + tower(B1, 1) +
    // the one who is crossing over
    path(`M${732} ${R(deck(740))}l2 -26q-3 -18 8 -20q11 2 8 20l3 26h-7l-3 -18l-4 18Z`, '#05080f') + disc(742, deck(740) - 52, 7, '#05080f') + line(`M750 ${R(deck(740) - 38)}l9 14v10`, '#05080f', 3.4) + disc(759, deck(740) - 10, 26, 'url(#h)', .9) + disc(759, deck(740) - 10, 4, LAMP);
})();
export default wrap(
  lg('s', [[0, '#070d1d'], [.5, '#14203c'], [.85, '#2d3558'], [1, '#4a4566']], 'gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="0" y2="600"') + lg('w', [[0, '#3a3a5a'], [.25, '#1c2542'], [1, '#070c1a']]) + halo('h', '#ffdf90', .9) + halo('t', '#ffb45a', .55) + halo('m', '#dfe6f4', .5) + lg('br', [[0, '#141b2d'], [.46, '#1c2237'], [.56, '#4a3b48'], [1, '#6b4e4a']], 'x2="1" y2="0"') + lg('bl', [[0, '#26304a'], [.5, '#3a3f5a'], [.58, '#ffd98a'], [1, '#ffd98a']], 'gradientUnits="userSpaceOnUse" x1="372" x2="1108" y1="0" y2="0"') + lg('dk', [[0, '#04070f', .75], [1, '#04070f', 0]], 'x2="1" y2="0"'),
  rect(0, 0, 1600, 860, 'url(#s)') + stars(160, 460, 13, '#eef2ff') + disc(1340, 560, 820, 'url(#t)') + disc(330, 170, 170, 'url(#m)') + `<mask id="k"><rect width="1600" height="1000" fill="#fff"/><circle cx="352" cy="158" r="42" fill="#000"/></mask>` + disc(330, 170, 46, '#f1f0e2').replace('/>', ' mask="url(#k)"/>') + cloud(560, 250, 760, 24, '#1d2847', .7) + cloud(1180, 170, 720, 22, '#2b3052', .6) + cloud(1040, 330, 560, 16, '#4d4262', .6) +
  L.s + path(L.wd, '#161f33', 'opacity=".9"') + Rt.s + path(Rt.wd, '#1c1f38', 'opacity=".8"') + path(Rt.wl[0], '#ffd884') + path(Rt.wl[1], '#f3a44e') +
  // the church on the dark side, the chimney on the lit
  path('M250 690V340L278 250L306 340V690Z', '#0a1120') + path('M272 266L278 200L284 266Z', '#0a1120') + disc(278, 376, 15, '#182338') +
  `<path d="M${VX} ${VY}L-40 ${VY + 252}V1010H1640V${VY + 252}Z" fill="url(#w)"/>` + quay(-1, '#090f1b', '#1a2438') + quay(1, '#4a3a44', '#ffcf86') +
  path(`M${VX} ${VY + 6}L-40 ${VY + 330}V1010H900Z`, 'url(#dk)') +
  line(refl[0], '#ffd884', 4, 'stroke-linecap="round" opacity=".6"') + line(refl[1], '#f3a44e', 5.4, 'stroke-linecap="round" opacity=".45"') + line(refl[2], '#fff0c0', 3, 'stroke-linecap="round" opacity=".4"') + line('M300 820h120M180 900h160M420 940h110M90 960h90M360 740h90', '#5f6d94', 2.6, 'stroke-linecap="round" opacity=".28"') + line('M300 806h60M286 824h70M310 842h40M294 862h56M316 880h30', '#e6ebf4', 3, 'stroke-linecap="round" opacity=".3"') +
  lampR.map(([x, y, t]) => line(`M${R(x)} ${R(y)}v${R(-90 * t)}`, '#1a1726', f(1.5 + 5 * t)) + disc(x, y - 92 * t, 90 * t + 14, 'url(#h)', .85) + disc(x, y - 92 * t, 3 + 8 * t, '#fff0b4')).join('') +
  // far town and its towers
  path('M600 612V556H628V540H652V560H676V528H694L704 488L714 528V552H736V516H746L757 470L768 516V556H792V540H830V562H862V612Z', '#232747') + line('M700 536v7M752 524v7M762 548v7M806 550v6M820 566v6M842 572v6M778 568v6', '#ffcf7a', 5) +
  bridge + line('M390 782h320M450 800h200', '#04070f', 5, 'opacity=".5" stroke-linecap="round"') + line('M800 786h80M930 790h110M820 806h70M980 812h90M850 826h60', '#ffd884', 3.4, 'stroke-linecap="round" opacity=".6"') +
  // one candle on the left bank, and somebody at it
  disc(96, 520, 120, 'url(#h)', .75) + path('M70 478H122V554H70Z', '#f3b95e') + path('M82 554V524Q84 508 93 506Q86 500 87 492Q89 482 97 482Q106 484 105 494Q104 502 99 506Q110 510 111 524V554Z', '#3a2420') + rect(115, 526, 4, 20, '#fff6da') + disc(117, 521, 4, LAMP) + line('M96 478V554M70 510H122', '#0d1524', 3) + line('M80 912h44M72 932h56M84 952h34', '#ffd26f', 3.4, 'stroke-linecap="round" opacity=".5"') +
  // a rowing boat between the two
  at(640, 896, 1.2, `<ellipse cx="0" cy="22" rx="130" ry="9" fill="#04070f" opacity=".6"/>` + disc(40, -40, 130, 'url(#h)', .35) + path('M-132 -10C-70 8 70 8 134 -16L104 22H-98Z', '#3a2a28') + path('M-132 -10C-70 8 70 8 134 -16L128 -8C70 16 -70 16 -126 -2Z', '#8a5a3a') + line('M-4 -34L-100 34M16 -34L-70 40', '#6b4a38', 5, 'stroke-linecap="round"') +
    path('M-30 2C-34 -36 -26 -56 -4 -62C22 -60 28 -40 24 2Z', '#2f3d5c') + path('M4 -61C24 -58 28 -40 24 2H8C14 -24 12 -44 4 -61Z', '#c98f52') + line('M-12 -48L14 -30L34 -34', '#263250', 12, 'stroke-linecap="round" stroke-linejoin="round"') + line('M-10 -42L14 -24L30 -26', '#c98f52', 3, 'opacity=".8"') + path('M-10 -72H8V-56H-10Z', '#7a5240') + `<ellipse cx="0" cy="-78" rx="13" ry="15" fill="#9a6a50"/>` + path('M4 -92C14 -90 15 -72 10 -66C6 -72 8 -84 4 -92Z', '#e8b078') + path('M-15 -76C-18 -98 14 -102 15 -82L22 -78H-2Q-4 -68 -12 -66Q-15 -70 -15 -76Z', '#1b2238') + disc(104, -34, 60, 'url(#h)', .95) + line('M104 -28V-10', '#2a1c18', 4) + disc(104, -34, 7, LAMP)) + line('M738 934h60M746 948h40M734 962h36', LAMP, 3, 'stroke-linecap="round" opacity=".6"'), { vig: .38, grain: .14 });
