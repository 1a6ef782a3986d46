import { f, rnd, lg, rg, halo, disc, rect, path, line, g, at, wrap, LAMP } from '../lib.mjs';
const r = rnd(4040), R = Math.round;
// the lantern, 0,0 at its foot, 240 tall
const lantern = '<g id="la"><path d="M-58 0H58L50 -16H-50Z" fill="#20160f"/><path d="M-46 -16H46V-24H-46Z" fill="#3d2a1b"/><path d="M-40 -24L-46 -150H46L40 -24Z" fill="url(#gl)"/><path d="M0 -40C-24 -46 -20 -82 0 -128C20 -82 24 -46 0 -40Z" fill="#fffef6"/><path d="M-40 -24L-46 -150M40 -24L46 -150M-24 -24L-27 -150M24 -24L27 -150" stroke="#2a1c12" stroke-width="5" fill="none"/><path d="M-54 -150H54L40 -176H-40Z" fill="#20160f"/><path d="M-40 -176L-20 -204H20L40 -176Z" fill="#3d2a1b"/><path d="M-12 -204H12V-212H-12Z" fill="#20160f"/><path d="M-26 -212a26 26 0 0 1 52 0" fill="none" stroke="#20160f" stroke-width="6"/></g><g id="lb"><path d="M-56 0H56L44 -20H-44Z" fill="#2a1c14"/><path d="M-40 -20L-46 -150H46L40 -20Z" fill="url(#gl)"/><path d="M0 -40C-24 -46 -20 -82 0 -124C20 -82 24 -46 0 -40Z" fill="#fffdf0"/><path d="M-40 -20L-46 -150M40 -20L46 -150" stroke="#2a1c14" stroke-width="6"/><path d="M-56 -148H56L22 -200H-22Z" fill="#2a1c14"/></g>';
const LX = 800, LY = 800;
const defs = []; let n = 0;
const shapes = {
  round: (w) => [`<circle r="${w}"/>`, w, w], oval: (w, h) => [`<ellipse rx="${w}" ry="${h}"/>`, w, h],
  box: (w, h) => [`<rect x="${-w}" y="${-h}" width="${2 * w}" height="${2 * h}" rx="6"/>`, w, h],
  arch: (w, h) => [`<path d="M${-w} ${h}V${-h + w}A${w} ${w} 0 0 1 ${w} ${-h + w}V${h}Z"/>`, w, h],
  oct: (w, h) => [`<path d="M${-w} ${-h * .4}L${-w * .5} ${-h}H${w * .5}L${w} ${-h * .4}V${h * .4}L${w * .5} ${h}H${-w * .5}L${-w} ${h * .4}Z"/>`, w, h],
};
const FR = ['#8a5a2c', '#5e3b22', '#a97a3c', '#6b3130', '#3d4a4e', '#b58f56', '#4c3a4a', '#74552f'];
const mirror = (x, y, kind, w, h, fr, orn) => {
  const id = 'm' + n++, [sh, W, H] = shapes[kind](w, h || w);
  const dx = LX - x, dy = LY - 110 - y, d = Math.hypot(dx, dy), k = Math.max(.3, 1 - d / 1100);
  defs.push(`<clipPath id="${id}">${sh}</clipPath>`);
  const t = 13; const sx = (W + t) / W, sy = (H + t) / H, ox = dx / d * W * .16, oy = dy / d * H * .1;
  const s = f(Math.min(W / 92, H / 150));
  let o = g(`transform="translate(${R(8 - dx / d * 6)} 12) scale(${f(sx * 1.03)} ${f(sy * 1.03)})" fill="#08060a" opacity=".5"`, sh) + g(`transform="scale(${sx.toFixed(3)} ${sy.toFixed(3)})" fill="${fr}"`, sh) +
    g(`transform="translate(${f(dx / d * 2.4)} ${f(dy / d * 2.4)}) scale(${((W + t - 5) / W).toFixed(3)} ${((H + t - 5) / H).toFixed(3)})" fill="#ffd98a" opacity="${f(k * .5)}"`, sh);
  o += `<g clip-path="url(#${id})">` + rect(-W, -H, 2 * W, 2 * H, 'url(#mg)') + disc(ox, oy + 8, Math.max(W, H) * 1.5, 'url(#h)', f(.45 + k * .55)) + `<use href="#lb" transform="translate(${f(ox)} ${f(oy + 100 * s)}) scale(${s})" opacity="${f(.65 + k * .35)}"/>` + path(`M${R(-W)} ${R(-H * .2)}L${R(W * .1)} ${R(-H)}H${R(W * .5)}L${R(-W)} ${R(H * .5)}Z`, '#fff', 'opacity=".06"') + '</g>';
  if (orn) o += path(`M-26 ${-H - t}C-20 ${-H - t - 22} 20 ${-H - t - 22} 26 ${-H - t}Z`, fr) + disc(0, -H - t - 18, 8, fr);
  if (kind !== 'arch' && !orn) o = line(`M${-W * .4} ${-H * .8}L0 ${-H - 46}L${W * .4} ${-H * .8}`, '#2a1a16', 2.6) + disc(0, -H - 46, 4.5, '#b58f56') + o;
  return g(`transform="translate(${x} ${y})"`, o);
};
const list = [[150, 190, 'oval', 84, 112, 0, 1], [352, 150, 'box', 72, 84, 3], [552, 190, 'round', 82, 0, 2], [790, 180, 'arch', 96, 132, 1], [1030, 190, 'oct', 84, 104, 5], [1246, 150, 'oval', 70, 88, 6, 1], [1454, 200, 'box', 86, 110, 7],
  [92, 470, 'box', 62, 76, 4], [268, 444, 'round', 78, 0, 7], [460, 470, 'arch', 64, 102, 0], [1140, 466, 'round', 80, 0, 3], [1330, 462, 'arch', 68, 100, 2], [1504, 484, 'oval', 62, 82, 1, 1],
  [150, 706, 'oct', 74, 84, 2], [352, 700, 'oval', 64, 82, 5, 1], [1262, 706, 'box', 74, 62, 0], [1462, 716, 'round', 76, 0, 6]];
const ms = list.map(([x, y, k, w, h, c, o]) => mirror(x, y, k, w, h, FR[c], o)).join('');
let rays = '';
for (const [x, y] of list) rays += `M${LX} ${LY - 90}L${x} ${y}`;
export default wrap(
  rg('bg', [[0, '#7a3f2c'], [.3, '#57303a'], [.65, '#2f2238'], [1, '#17132a']], 'gradientUnits="userSpaceOnUse" cx="800" cy="700" r="1000"') + halo('h', '#ffe08a', 1) + lg('gl', [[0, '#ffe48c'], [.6, '#ffc93f'], [1, '#f09a2c']]) + lg('mg', [[0, '#39415a'], [1, '#1b1d30']]) + lg('tb', [[0, '#5a3524'], [1, '#25150f']]) + rg('tl', [[0, '#ffd27a', .85], [1, '#ffd27a', 0]]) + lantern + defs.join(''),
  rect(0, 0, 1600, 1000, 'url(#bg)') + disc(LX, LY - 90, 620, 'url(#h)', .8) + line(rays, '#ffe6a0', 2.2, 'opacity=".16"') + ms +
  // rail and table
  rect(0, 846, 1600, 14, '#20130f') + path('M-10 860H1610V1010H-10Z', 'url(#tb)') + rect(0, 860, 1600, 5, '#c98f4a', 'opacity=".6"') + `<ellipse cx="${LX}" cy="900" rx="560" ry="64" fill="url(#tl)"/>` + line('M0 905H520M1080 905H1600M0 958H700M900 958H1600', '#1a0e0a', 2.4, 'opacity=".4"') +
  // a hand mirror and matches lying there
  at(470, 918, 1, path('M-150 18L-60 2L-58 14L-148 32Z', '#5e3b22') + `<ellipse cx="0" cy="0" rx="72" ry="24" fill="#a97a3c"/><ellipse cx="0" cy="-3" rx="60" ry="18" fill="#2b2c42"/><ellipse cx="22" cy="-4" rx="26" ry="8" fill="#ffe08a" opacity=".9"/>`) + at(1130, 914, 1, path('M-50 0L30 -14L62 2L-18 18Z', '#8d3f3a') + path('M-50 0L-18 18V28L-50 10ZM-18 18L62 2V12L-18 28Z', '#5e2826') + line('M86 14L140 4M92 26L150 22', '#d9b98a', 4, 'stroke-linecap="round"') + disc(142, 4, 4, '#3a1a16') + disc(152, 22, 4, '#3a1a16')) +
  `<ellipse cx="${LX + 4}" cy="906" rx="120" ry="16" fill="#140a08" opacity=".55"/>` + disc(LX, LY - 30, 330, 'url(#h)', .9) + `<use href="#la" transform="translate(${LX} 906) scale(1.36)"/>` + disc(LX, 800, 150, 'url(#h)', .7), { vig: .42, grain: .05 });
