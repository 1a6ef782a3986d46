import { f, rnd, lg, rg, halo, disc, rect, path, line, g, at, wrap, LAMP } from '../lib.mjs';
const r = rnd(5150);
const pick = a => a[Math.floor(r() * a.length)];
const def = (id, b) => `<g id="${id}">${b}</g>`;
const use = (id, fill) => `<use href="#${id}"${fill ? ` fill="${fill}"` : ''}/>`;
const K = '#4a161f', T = '#fff3e6', N = '#b4505a';
// every part is drawn once; colour comes from the singer
const parts =
  // mouths, from a hum to a full open vowel
  def('m0', `<path d="M-9 23Q0 27 9 23Q0 32 -9 23Z" fill="${K}"/>`) +
  def('m1', `<ellipse cy="26" rx="7" ry="6" fill="${K}"/><path d="M-5 23q5 -2 10 0v2h-10Z" fill="${T}"/>`) +
  def('m2', `<ellipse cy="27" rx="8.5" ry="10" fill="${K}"/><ellipse cy="33" rx="5.5" ry="3.4" fill="${N}"/><path d="M-6 20q6 -3 12 0v2.6h-12Z" fill="${T}"/>`) +
  def('m3', `<ellipse cy="27" rx="7" ry="11.5" fill="${K}"/><ellipse cy="34" rx="4.5" ry="3.4" fill="${N}"/>`) +
  def('m4', `<path d="M-12 21Q0 17 12 21Q11 36 0 37Q-11 36 -12 21Z" fill="${K}"/><path d="M-10 21q10 -3 20 0l-1 3.4h-18Z" fill="${T}"/><ellipse cy="33" rx="6" ry="3" fill="${N}"/>`) +
  ['M-20 -3q6 6 12 0M8 -3q6 6 12 0M-21 -14q6 -5 13 -3M8 -17q7 -2 13 3', 'M-20 -1q6 -6 12 0M8 -1q6 -6 12 0M-21 -13q6 -4 13 -2M8 -15q7 -2 13 2', 'M-20 -3q6 6 12 0M8 -3q6 6 12 0M-21 -17q6 -4 13 1M8 -16q7 -5 13 -1'].map((d, i) => def('e' + i, `<path d="${d}" fill="none" stroke="#2a1a20" stroke-width="2.6" stroke-linecap="round"/>`)).join('') +
  def('gl', '<path d="M-24 -1a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M4 -1a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M-4 -2h8" fill="none" stroke="#2a1a20" stroke-width="2.4"/>') +
  // hair behind and before
  def('hl', '<path d="M-40 -12C-46 -62 46 -62 40 -12C44 20 42 48 52 70Q0 84 -52 70C-42 48 -44 20 -40 -12Z"/>') +
  def('hc', '<path d="M-30 -48a20 20 0 0 1 24 -12a20 20 0 0 1 28 4a18 18 0 0 1 20 22a18 18 0 0 1 4 28a16 16 0 0 1 -8 24H-40a17 17 0 0 1 -6 -26a18 18 0 0 1 0 -26a18 18 0 0 1 16 -14Z"/>') +
  def('hb', '<circle cy="-54" r="17"/>') + def('ho', '<path d="M-42 26C-46 -66 46 -66 42 26Q30 32 24 20H-24Q-30 32 -42 26Z"/>') + def('hs', '<ellipse cy="-1" rx="39" ry="20"/>') +
  def('hx', '<path d="M-46 66C-50 40 -46 20 -43 -8C-44 -66 44 -66 43 -8C46 20 50 40 46 66Q0 90 -46 66Z"/>') +
  def('tl', '<path d="M-36 6C-42 -58 42 -58 36 6C34 -18 22 -30 4 -34C-16 -30 -32 -16 -36 6Z"/>') + def('tp', '<path d="M-36 0C-42 -58 44 -60 36 2C32 -14 26 -22 20 -28C2 -20 -20 -20 -30 -22Q-34 -10 -36 0Z"/>') +
  def('ts', '<path d="M-36 -2C-42 -56 42 -56 36 -2L31 -18Q0 -32 -31 -18Z"/>') + def('tf', '<path d="M-37 8C-44 -60 44 -60 37 8L32 -14H-32Z"/>') + def('tx', '<path d="M-37 12C-42 -56 42 -56 37 12C36 -20 20 -36 0 -36C-20 -36 -36 -20 -37 12Z"/>') +
  def('bd', '<path d="M-34 6C-34 42 -18 56 0 56C18 56 34 42 34 6C29 18 22 17 13 15Q0 11 -13 15C-22 17 -29 18 -34 6Z"/>') +
  def('hd', '<ellipse cy="2" rx="34" ry="42"/><path d="M6 -40C32 -36 36 -4 33 12C30 34 14 46 0 44C18 34 24 -6 6 -40Z" fill="#4a1420" opacity=".14"/><path d="M0 2Q5 10 -1 12" fill="none" stroke="#4a1420" stroke-opacity=".4" stroke-width="2.8" stroke-linecap="round"/>') +
  def('er', '<circle cx="-34" cy="4" r="7"/><circle cx="34" cy="4" r="7"/>') + def('nk', '<path d="M-15 40V60Q0 84 15 60V40Z"/><path d="M-15 40V60Q0 84 15 60V40Z" fill="#4a1420" opacity=".22"/>') +
  def('bo', '<path d="M-82 430C-84 170 -86 98 -62 82C-46 72 -22 70 -14 56H14C22 70 46 72 62 82C86 98 84 170 82 430Z"/><path d="M14 58C24 70 46 72 62 82C86 98 84 170 82 430H44C52 200 42 110 14 66Z" fill="#fff" opacity=".09"/>') +
  ['M-19 60L0 96L19 60L28 74L4 122L-4 122L-28 74Z', 'M-22 58Q0 84 22 58L24 70Q0 98 -24 70Z', 'M-20 50Q0 64 20 50L22 72Q0 84 -22 72Z'].map((d, i) => def('c' + i, `<path d="${d}" fill="#fff" opacity=".14"/>`)).join('') + def('c3', '<path d="M-20 62L0 92L20 62L12 58L0 76L-12 58Z" fill="#f2e3d6"/>') +
  def('ar', '<path d="M38 176C72 150 76 92 58 44L40 50C46 90 34 130 14 150Z"/><path d="M38 176C72 150 76 92 58 44L40 50C46 90 34 130 14 150Z" fill="#fff" opacity=".16"/>') + def('ph', '<rect x="33" y="-24" width="15" height="58" rx="5" fill="#171019" transform="rotate(8 40 6)"/>') + def('hn', '<path d="M34 22q18 -12 24 4q2 16 -10 28q-16 -2 -14 -32Z"/>');
const skins = ['#e9bd9c', '#d8a27c', '#b97c58', '#8f5a40', '#f0cdb2', '#744a37'];
const hairs = ['#241a20', '#3a2620', '#6b3a26', '#2b2430', '#8b8086', '#b5aaa8', '#a56a35', '#1b1820'];
const coats = ['#2b2233', '#5b3345', '#87414c', '#3a3b58', '#1f2a3a', '#7a5a4c', '#41535a', '#9c5a4e'];
const styles = [['hl', 'tl'], ['', 'ts'], ['', 'tp'], ['hc', 'tf'], ['hb', 'tl'], ['ho', 'tf'], ['hs', ''], ['', 'tf'], ['hx', 'tx'], ['hb', 'ts'], ['ho', 'tp']];
const turns = [1, 0, 2, 8, 3, 1, 4, 7, 10, 2, 5, 6, 9, 1, 0, 2, 3];
let lc = 0, ls = 0;
const singer = (x, y, s, i) => {
  let ci = Math.floor(r() * 8); if (ci === lc) ci = (ci + 3) % 8; lc = ci;
  const si = turns[(i * 5) % 17];
  const sk = pick(skins), hr = pick(hairs), [bk, tp] = styles[si], scarf = bk === 'hx', c = coats[ci];
  const hc = scarf ? pick(['#c98f7a', '#e4d3c6', '#4f3a58', '#8d3f4b']) : hr;
  let h = (bk ? use(bk, hc) : '') + (scarf || bk === 'hl' || bk === 'ho' ? '' : use('er', sk)) + use('hd', sk);
  if (!bk && r() > .55 || bk === 'hs' && r() > .4) h += use('bd', hr);
  h += use('e' + Math.floor(r() * 3)) + use('m' + pick([0, 1, 2, 2, 3, 3, 4])) + (tp ? use(tp, hc) : '') + (r() > .82 ? use('gl') : '');
  let b = use('bo', c) + use('nk', sk) + use('c' + Math.floor(r() * 4)) + `<g transform="rotate(${Math.round((r() - .5) * 18)} 0 44)">${h}</g>`;
  if (i % 3) { const a = use('ar', c) + use('ph') + use('hn', sk); b += i % 3 > 1 ? `<g transform="scale(-1 1)">${a}</g>` : a; }
  return `<g transform="translate(${Math.round(x)} ${Math.round(y)}) scale(${s})">${b}</g>`;
};
const rows = [[11, 214, .72, 150], [11, 352, .84, 156], [10, 520, 1, 168], [8, 720, 1.2, 182]];
let body = '', k = 0;
rows.forEach(([n, y, s, gap], q) => {
  for (let i = 0; i < n; i++) {
    let x = 800 + (i - (n - 1) / 2) * gap; if (q === 3) x += i < 4 ? -74 : 74;
    body += singer(x + (r() - .5) * 14, y + (r() - .5) * 24, s, k++);
  }
  if (q < 3) body += `<path d="M0 0H1600V1000H0Z" fill="url(#z${q})"/>`;
});
let wires = '';
for (let q = 0; q < 7; q++) wires += `M-20 ${24 + q * 14}Q${300 + q * 30} ${70 + q * 18} 800 ${40 + q * 13}T1620 ${14 + q * 16}`;
const arm = line('M0 -30V-318', '#e9c98a', 6, 'stroke-linecap="round"') + path('M-22 -214H22L14 -170H-14Z', LAMP) + path('M4 -214H22L14 -170H4Z', '#d9a92f');
const metro = at(800, 1006, 1.22, path('M-112 0L-54 -262Q-50 -280 -34 -280H34Q50 -280 54 -262L112 0Z', '#3b1d1c') + path('M0 -280H34Q50 -280 54 -262L112 0H0Z', '#2a1416') + path('M-84 -26L-40 -252H40L84 -26Z', '#5e2f27') + path('M0 -252H40L84 -26H0Z', '#4e2723') + path('M-16 -40V-240H16V-40Z', '#f0dcc4') +
  line('M-12 -60H12M-8 -78H8M-12 -96H12M-8 -114H8M-12 -132H12M-8 -150H8M-12 -168H12M-8 -186H8M-12 -204H12M-8 -222H8', '#a0705c', 2.6) + path('M-98 -26H98L112 14H-112Z', '#2a1416') + line('M-98 -26H98', '#8a4b3c', 3) +
  [-26, -15, -4].map((a, i) => g(`transform="rotate(${a} 0 -30)" opacity="${[.1, .16, .2][i]}"`, arm)).join('') + g('transform="rotate(17 0 -30)"', arm) + disc(0, -30, 12, '#c98f4a'));
export default wrap(
  lg('s', [[0, '#f6e1d4'], [.5, '#ecbfae'], [1, '#c97d6d']]) + halo('h', '#fff2dc', .9) +
  [.34, .2, .1].map((o, i) => lg('z' + i, [[0, '#f0c9b8', o], [1, '#d8958a', o]])).join('') + lg('b', [[0, '#2a1220', 0], [1, '#2a1220', .6]]) + halo('l', '#ffe08a', .5) + parts,
  rect(0, 0, 1600, 1000, 'url(#s)') + disc(800, 60, 640, 'url(#h)') + line(wires, '#a9675f', 1.8, 'opacity=".4"') + body +
  rect(0, 620, 1600, 380, 'url(#b)') + disc(800, 760, 320, 'url(#l)') + metro, { vig: .26, grain: .11 });
