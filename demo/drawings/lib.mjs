// Shared brushes for the demo illustrations. Every picture is 1600x1000.
export const f = n => +(+n).toFixed(1);
export const rnd = s => () => (s = (s * 16807) % 2147483647) / 2147483647;
export const lg = (id, a, at = 'x2="0" y2="1"') =>
  `<linearGradient id="${id}" ${at}>${a.map(([o, c, op]) => `<stop offset="${o}" stop-color="${c}"${op === undefined ? '' : ` stop-opacity="${op}"`}/>`).join('')}</linearGradient>`;
export const rg = (id, a, at = '') =>
  `<radialGradient id="${id}" ${at}>${a.map(([o, c, op]) => `<stop offset="${o}" stop-color="${c}"${op === undefined ? '' : ` stop-opacity="${op}"`}/>`).join('')}</radialGradient>`;
// a halo: bright in the middle, gone at the rim
export const halo = (id, c, o = 1) => rg(id, [[0, c, o], [.25, c, o * .5], [.55, c, o * .16], [1, c, 0]]);
export const disc = (x, y, r, fill, o) => `<circle cx="${f(x)}" cy="${f(y)}" r="${f(r)}" fill="${fill}"${o === undefined ? '' : ` opacity="${o}"`}/>`;
export const rect = (x, y, w, h, fill, more = '') => `<rect x="${f(x)}" y="${f(y)}" width="${f(w)}" height="${f(h)}" fill="${fill}" ${more}/>`;
export const path = (d, fill, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;
export const line = (d, stroke, w, more = '') => `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${w}" ${more}/>`;
export const poly = (pts, fill, more = '') => path('M' + pts.map(p => f(p[0]) + ' ' + f(p[1])).join('L') + 'Z', fill, more);
export const g = (more, b) => `<g ${more}>${b}</g>`;
export const at = (x, y, s, b, more = '') => `<g transform="translate(${f(x)} ${f(y)}) scale(${s})" ${more}>${b}</g>`;
// a soft line through points
export const soft = pts => {
  let d = `M${f(pts[0][0])} ${f(pts[0][1])}`;
  for (let i = 1; i < pts.length - 1; i++)
    d += `Q${f(pts[i][0])} ${f(pts[i][1])} ${f((pts[i][0] + pts[i + 1][0]) / 2)} ${f((pts[i][1] + pts[i + 1][1]) / 2)}`;
  const l = pts[pts.length - 1];
  return d + `L${f(l[0])} ${f(l[1])}`;
};
export const ridge = (y, amp, seed, n = 10, base = 1000, x0 = -40, x1 = 1640) => {
  const r = rnd(seed), p = [];
  for (let i = 0; i <= n; i++) p.push([x0 + (x1 - x0) * i / n, y - amp * (r() - .2)]);
  return soft(p) + `V${base}H${x0}Z`;
};
// streaks of light on water; spread along a column when cx is given
export const water = (y0, y1, seed, c, n, { cx, sx = 120, grow = 2.2, o = .5, max = 150, w = 3.6 } = {}) => {
  const r = rnd(seed), b = ['', '', '', ''];
  for (let i = 0; i < n; i++) {
    const t = Math.pow(r(), 1.6), y = y0 + t * (y1 - y0), k = Math.floor(t * 3.99);
    const len = (14 + r() * max) * (.25 + t * .9);
    let x = cx === undefined ? r() * 1760 - 100 : cx + (r() + r() + r() - 1.5) / 1.5 * sx * (1 + t * grow);
    b[k] += `M${f(x - len / 2)} ${f(y)}h${f(len)}`;
  }
  return b.map((d, k) => d ? line(d, c, f(1.2 + k * w / 3), `stroke-linecap="round" opacity="${f(o * 10 * (1 - k * .1)) / 10}"`) : '').join('');
};
export const stars = (n, y, seed, c = '#fff') => {
  const r = rnd(seed); let s = ['', ''];
  for (let i = 0; i < n; i++) s[i % 3 ? 0 : 1] += `M${f(r() * 1600)} ${f(r() * r() * y)}h.1`;
  return line(s[0], c, 1.8, 'stroke-linecap="round" opacity=".45"') + line(s[1], c, 3, 'stroke-linecap="round" opacity=".7"');
};
// long flat clouds
export const cloud = (x, y, w, h, c, o = 1) =>
  path(`M${f(x - w / 2)} ${f(y)}C${f(x - w * .3)} ${f(y - h * .4)} ${f(x - w * .22)} ${f(y - h)} ${f(x - w * .05)} ${f(y - h * .8)}C${f(x + w * .06)} ${f(y - h * 1.3)} ${f(x + w * .2)} ${f(y - h * .9)} ${f(x + w * .25)} ${f(y - h * .5)}C${f(x + w * .36)} ${f(y - h * .6)} ${f(x + w * .42)} ${f(y - h * .1)} ${f(x + w / 2)} ${f(y)}C${f(x + w * .2)} ${f(y + h * .22)} ${f(x - w * .2)} ${f(y + h * .18)} ${f(x - w / 2)} ${f(y)}Z`, c, `opacity="${o}"`);
export const gull = (x, y, s, c) => line(`M${f(x - 14 * s)} ${f(y - 4 * s)}Q${f(x - 6 * s)} ${f(y - 9 * s)} ${f(x)} ${f(y)}Q${f(x + 6 * s)} ${f(y - 9 * s)} ${f(x + 14 * s)} ${f(y - 5 * s)}`, c, f(2.4 * s), 'stroke-linecap="round"');
// somebody seen from behind, 180 units tall, feet at 0,0
export const back = (x, y, s, { coat, dark, hair = dark, hat, legs = dark, scarf, skin = '#c99a7a', flip, hem = -52, bag, wide = 1 } = {}) => {
  const w = wide;
  let b = `<path d="M-13 0V${hem - 6}h11V0ZM3 0V${hem - 6}h11V0Z" fill="${legs}"/><path d="M-16 2h17l-3-9h-11ZM2 2h17l-4-9H4Z" fill="${legs}"/>`;
  b += `<path d="M${-10 * w} -146C${-24 * w} -144 ${-28 * w} -134 ${-29 * w} -118L${-34 * w} -74Q${-34 * w} -66 ${-27 * w} -66L${-28 * w} ${hem}Q0 ${hem + 6} ${28 * w} ${hem}L${27 * w} -66Q${34 * w} -66 ${34 * w} -74L${29 * w} -118C${28 * w} -134 ${24 * w} -144 ${10 * w} -146Z" fill="${coat}"/>`;
  b += `<path d="M${6 * w} -146C${24 * w} -144 ${28 * w} -134 ${29 * w} -118L${34 * w} -74Q${34 * w} -66 ${27 * w} -66L${28 * w} ${hem}Q${18 * w} ${hem + 4} ${9 * w} ${hem + 3}C${16 * w} -90 ${15 * w} -124 ${6 * w} -146Z" fill="${dark}" opacity=".55"/>`;
  b += `<path d="M-6 -150h12v10H-6Z" fill="${skin}"/>`;
  if (hat === 'scarf') b += `<path d="M-16 -160C-17 -180 17 -180 16 -160C17 -150 15 -142 20 -136Q0 -128 -20 -136C-15 -142 -17 -150 -16 -160Z" fill="${hair}"/>`;
  else {
    b += `<ellipse cx="0" cy="-162" rx="13" ry="15.5" fill="${hair}"/>`;
    if (hat === 'cap') b += `<path d="M-15 -164C-16 -184 16 -184 15 -164Q0 -160 -15 -164Z" fill="${coat}"/>`;
    if (hat === 'knit') b += `<path d="M-15 -161C-17 -186 17 -186 15 -161Q0 -157 -15 -161Z" fill="${scarf || coat}"/><circle cx="0" cy="-181" r="5" fill="${scarf || coat}"/>`;
    if (hat === 'brim') b += `<path d="M-13 -166C-13 -184 13 -184 13 -166Z" fill="${dark}"/><ellipse cx="0" cy="-166" rx="21" ry="4" fill="${dark}"/>`;
    if (hat === 'bun') b += `<circle cx="0" cy="-179" r="7" fill="${hair}"/>`;
    if (hat === 'long') b += `<path d="M-14 -160Q-17 -138 -12 -126Q0 -121 12 -126Q17 -138 14 -160Z" fill="${hair}"/>`;
  }
  if (scarf && hat !== 'scarf') b += `<path d="M-13 -150Q0 -141 13 -150V-141Q0 -133 -13 -141Z" fill="${scarf}"/>`;
  if (bag) b += `<path d="M28 -70V-56M36 -70V-56" stroke="${dark}" stroke-width="2"/><path d="M20 -56h24l3 32H17Z" fill="${bag}"/>`;
  return `<g transform="translate(${f(x)} ${f(y)}) scale(${flip ? -s : s} ${s})">${b}</g>`;
};
// frame, vignette and a breath of grain
export const wrap = (defs, body, { vig = .34, grain = .2 } = {}) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 1000" width="1600" height="1000"><defs>${defs}` +
  rg('vg', [[.55, '#05070d', 0], [1, '#05070d', vig]], 'cx=".5" cy=".48" r=".78"') +
  `<filter id="gr" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB"><feTurbulence type="fractalNoise" baseFrequency=".62" numOctaves="2" seed="4" stitchTiles="stitch"/><feColorMatrix values=".34 .33 .33 0 0 .34 .33 .33 0 0 .34 .33 .33 0 0 0 0 0 0 1"/></filter></defs>` +
  body + `<rect width="1600" height="1000" fill="url(#vg)"/><rect width="1600" height="1000" filter="url(#gr)" opacity="${grain}" style="mix-blend-mode:soft-light"/></svg>\n`;
export const LAMP = '#ffd94a';
