import { f, rnd, lg, rg, halo, disc, rect, path, line, g, at, cloud, stars, back, wrap, LAMP } from '../lib.mjs';
const r = rnd(15);
const def = (id, b) => `<g id="${id}">${b}</g>`;
// the shapes of loaves, each standing on 0
const loaves = def('rd', '<path d="M-46 0C-58 -34 -30 -58 0 -58C30 -58 58 -34 46 0Z" fill="#b8692c"/><path d="M10 -57C38 -52 56 -32 46 0H22C34 -22 30 -44 10 -57Z" fill="#94501f"/><path d="M-26 -42Q-6 -52 6 -36M-34 -24Q-10 -36 6 -18M0 -50Q22 -48 30 -30" fill="none" stroke="#f3cf93" stroke-width="5" stroke-linecap="round"/>') +
  def('tn', '<path d="M-34 0V-40Q-42 -58 -22 -62H22Q42 -58 34 -40V0Z" fill="#c98141"/><path d="M14 -62H22Q42 -58 34 -40V0H16Z" fill="#a5622c"/><path d="M-30 -46Q0 -58 30 -46" fill="none" stroke="#f3cf93" stroke-width="4"/><path d="M-34 -38H34" stroke="#94501f" stroke-width="3"/>') +
  def('bt', '<path d="M-62 0C-70 -20 -50 -32 0 -32C50 -32 70 -20 62 0Z" fill="#c27a38"/><path d="M-40 -12l18 -14M-14 -12l18 -16M14 -12l18 -14" stroke="#f6d9a4" stroke-width="6" stroke-linecap="round"/>') +
  def('bg', '<path d="M-9 0L-13 -118Q-10 -132 0 -132Q10 -132 13 -118L9 0Z" fill="#cd8a45"/><path d="M-7 -30l14 -12M-8 -56l16 -12M-8 -82l16 -12M-8 -106l16 -12" stroke="#f6d9a4" stroke-width="5" stroke-linecap="round"/>') +
  def('rl', '<path d="M-20 0C-24 -18 -12 -26 0 -26C12 -26 24 -18 20 0Z" fill="#d08f4a"/><path d="M-8 -18Q0 -24 8 -16" fill="none" stroke="#f6d9a4" stroke-width="3.4" stroke-linecap="round"/>');
const u = (id, x, y, s = 1) => `<use href="#${id}" transform="translate(${x} ${y}) scale(${s})"/>`;
const WX = 760, WY = 330, WW = 620, WH = 390, B = '#1f2c40', BD = '#15203180';
let bricks = '';
for (let y = 0; y < 8; y++) for (let x = 0; x < 9; x++) if (r() > .55) bricks += `M${f(480 + x * 128 + (y % 2) * 60)} ${f(60 + y * 96 + r() * 30)}h${f(34 + r() * 30)}`;
const win = (x, lit) => rect(x - 8, 24, 116, 150, '#182437') + rect(x, 32, 100, 134, lit ? 'url(#wn)' : '#0f1827') + line(`M${x + 50} 32V166M${x} 84H${x + 100}`, '#26364d', 6) + (lit ? path(`M${x} 32h26q-4 90 -26 110Z`, '#a8672f', 'opacity=".6"') : path(`M${x} 32H${x + 40}L${x} 120Z`, '#2b3d57', 'opacity=".5"')) + rect(x - 14, 172, 128, 10, '#2f415a');
const awn = (() => { let s = ''; const n = 12, w = 700 / n; for (let i = 0; i < n; i++) { const x0 = 722 + i * w, x1 = x0 + w, t0 = 744 + i * 55.3, t1 = t0 + 55.3; s += path(`M${f(t0)} 228H${f(t1)}L${f(x1)} 318Q${f((x0 + x1) / 2)} 346 ${f(x0)} 318Z`, i % 2 ? '#d9c7a8' : '#8f3a35'); } return s + path('M744 228H1408L1422 318H722Z', '#0a1222', 'opacity=".22"') + rect(738, 216, 676, 14, '#2b1d22'); })();
const shelf = y => rect(WX + 12, y, WW - 24, 10, '#7b4a26') + rect(WX + 12, y + 10, WW - 24, 5, '#4d2c17');
const goods = [u('bg', 806, 480), u('bg', 836, 480, .96), u('bg', 864, 480, 1.02), u('tn', 924, 480, .9), u('tn', 1236, 480), u('rd', 1324, 480, .8),
  u('rd', 822, 600), u('rd', 922, 600, .84), u('rd', 1240, 600, .96), u('bt', 1326, 600, .6),
  u('bt', 830, 706, .9), u('bt', 940, 706, .74), u('rl', 1220, 706), u('rl', 1258, 706), u('rl', 1238, 684), u('tn', 1330, 706)].join('');
// the baker, seen through the glass
const baker = at(1072, 706, 1.5, path('M-46 0C-50 -90 -48 -128 -16 -138H16C48 -128 50 -90 46 0Z', '#f6ead2') + path('M14 -138C48 -128 50 -90 46 0H20C30 -60 28 -110 14 -138Z', '#dcc49c') + path('M-26 0V-96H26V0Z', '#c9d3d4', 'opacity=".6"') + path('M-21 -176C-28 -150 -24 -136 -14 -132H14C24 -136 28 -150 21 -176Z', '#4a2e22') + path('M-9 -150H9V-130Q0 -124 -9 -130Z', '#b07b58') + `<ellipse cx="0" cy="-164" rx="18" ry="22" fill="#cf9a74"/>` + path('M-5 -150Q0 -151 5 -150', 'none', 'stroke="#7a4038" stroke-width="2" stroke-linecap="round"') + path('M-20 -164C-12 -172 12 -174 20 -164C22 -184 12 -190 0 -190C-12 -190 -22 -184 -20 -164Z', '#4a2e22') + path('M-22 -170C-24 -196 24 -196 22 -170Q0 -184 -22 -170Z', '#fffaf0') + path('M-22 -170Q0 -184 22 -170L21 -164Q0 -178 -21 -164Z', '#d95f45') + disc(-7, -162, 2.4, '#3a2620') + disc(7, -162, 2.4, '#3a2620') + line('M-38 -110L-52 -60L-14 -54', '#f6ead2', 19, 'stroke-linecap="round" stroke-linejoin="round"') + line('M40 -110L52 -62L18 -54', '#dcc49c', 19, 'stroke-linecap="round" stroke-linejoin="round"') + u('rd', 2, -36, .74) + disc(-16, -54, 8, '#cf9a74') + disc(20, -54, 8, '#b98660'));
const F = 880;
const people = [[640, F + 6, 1.66, { coat: '#7a3338', dark: '#4a1d26', hair: '#c9b9a4', hat: 'scarf' }], [532, F + 16, 1.8, { coat: '#2c4459', dark: '#182838', hair: '#20181a', hat: 'cap', scarf: '#a0703a' }], [425, F + 4, 1.62, { coat: '#54594a', dark: '#31352c', hair: '#6d4a32', hat: 'long', scarf: '#c7a04a', bag: '#8d7448' }], [330, F + 10, 1.28, { coat: '#d9ae3a', dark: '#8a5f22', hair: '#2a1d1a', hat: 'knit', scarf: '#a23d36' }], [232, F + 18, 1.78, { coat: '#3b3a4e', dark: '#23222f', hair: '#20181a', hat: 'brim', scarf: '#6d7c86' }], [130, F + 6, 1.64, { coat: '#6b4a38', dark: '#412b22', hair: '#b8b0a8', hat: 'bun', bag: '#3c4c58' }], [28, F + 16, 1.76, { coat: '#2f4a4a', dark: '#1a2c2e', hair: '#8d3f4b', hat: 'scarf' }]];
const q = people.map(([x, y, s, o]) => `<ellipse cx="${x - 14}" cy="${y + 3}" rx="${f(58 * s)}" ry="9" fill="#050a14" opacity=".5"/>` + back(x, y, s, { legs: '#121a28', flip: true, ...o })).reverse().join('');
const breath = people.map(([x, y, s], i) => i % 2 ? '' : `<ellipse cx="${x + 34}" cy="${f(y - 168 * s)}" rx="26" ry="11" fill="#dfe9f2" opacity=".13"/><ellipse cx="${x + 54}" cy="${f(y - 174 * s)}" rx="18" ry="9" fill="#dfe9f2" opacity=".1"/>`).join('');
export default wrap(
  lg('s', [[0, '#14213b'], [.55, '#35557a'], [.85, '#8d93a6'], [1, '#d7ab93']], 'gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="0" y2="660"') + lg('wn', [[0, '#ffe6a0'], [1, '#ee9f48']]) + lg('in', [[0, '#ffedb4'], [.5, '#ffc974'], [1, '#d98c42']]) + lg('w', [[0, '#27374f'], [1, '#1a2638']]) + halo('h', '#ffd98a', .75) + lg('p', [[0, '#3d4c60'], [1, '#121a28']]) + lg('rf', [[0, '#ffd27a', .62], [1, '#ffb95a', 0]]) + lg('dr', [[0, '#ffe7a8'], [1, '#f0ac58']]) + loaves,
  rect(0, 0, 1600, 820, 'url(#s)') + stars(50, 260, 31) + cloud(160, 330, 520, 18, '#4a6688', .6) + cloud(300, 470, 460, 14, '#a59aa6', .5) +
  // the street, going down towards dawn
  path('M-10 800V410H60V372H84V410H150V470H214V440H290V520H340V800Z', '#2b3f5b') + path('M-10 800V520H70L96 498L122 520V560H200V540H260V800Z', '#22334c') + line('M20 450v16M44 450v16M104 440v16M230 476v14M262 476v14M20 560v16M150 590v16', '#ffd27a', 10, 'opacity=".8"') + line('M70 450v16M128 440v16M44 560v16M230 580v16', '#16243a', 10) +
  // the front
  path('M340 -10H1610V830H340Z', 'url(#w)') + path('M340 -10H366V830H340Z', '#31445f') + line(bricks, '#32445e', 6, 'opacity=".55" stroke-linecap="round"') + rect(340, 190, 1270, 14, '#344862') + rect(340, 204, 1270, 6, '#121b2b') + win(440, 0) + win(640, 1) + win(860, 0) + win(1080, 0) + win(1300, 1) + win(1500, 0) +
  disc(1070, 520, 560, 'url(#h)', .75) +
  // shop
  rect(700, 300, 760, 530, '#3b2226') + rect(700, 300, 760, 8, '#5d383a') + rect(720, 742, 700, 76, '#4a2b2d') + line('M740 756h150v48h-150ZM920 756h150v48h-150ZM1100 756h150v48h-150ZM1280 756h120v48h-120Z', '#33191d', 4) + rect(WX - 8, WY - 8, WW + 16, WH + 16, '#26151a') + rect(WX, WY, WW, WH, 'url(#in)') +
  line('M870 330v24M1070 330v24M1270 330v24', '#4d2c17', 4) + [870, 1070, 1270].map(x => path(`M${x - 26} 372Q${x - 20} 354 ${x} 352Q${x + 20} 354 ${x + 26} 372Z`, '#5a3018') + disc(x, 376, 60, 'url(#h)', .9) + disc(x, 374, 10, '#fffbe8')).join('') +
  shelf(480) + shelf(600) + baker + rect(WX + 12, 706, WW - 24, 14, '#7b4a26') + goods +
  path('M780 330H880L800 720H760V430Z', '#fff', 'opacity=".12"') + path('M930 330H960L880 720H850Z', '#fff', 'opacity=".1"') + line('M966 330V720M1174 330V720', '#26151a', 7) + awn +
  // door
  rect(1476, 330, 130, 494, '#26151a') + rect(1490, 346, 116, 476, '#3b2226') + rect(1506, 368, 100, 300, 'url(#dr)') + line('M1506 520h100', '#3b2226', 8) + rect(1496, 560, 6, 50, '#d9b36a') +
  // lamp in the street
  line('M392 210H450', '#0e1626', 6) + path('M372 250L380 214H404L412 250Z', '#ffe9b0') + path('M374 214Q392 196 410 214Z', '#0e1626') + disc(392, 236, 130, 'url(#h)', .8) +
  // pavement
  path('M-10 806H1610V1010H-10Z', 'url(#p)') + rect(-10, 806, 1620, 8, '#5d6d80', 'opacity=".7"') + line('M-10 880H1610M200 814L60 1000M480 814L400 1000M760 814L740 1000M1040 814L1080 1000M1320 814L1420 1000', '#0f1725', 2.4, 'opacity=".5"') + path('M770 814H1372L1500 1000H640Z', 'url(#rf)') + path('M1500 814H1610V1000H1560Z', 'url(#rf)', 'opacity=".7"') +
  line('M820 850h160M1060 870h220M900 906h120M1180 930h170M760 950h140M1000 972h200', '#fff0c0', 3, 'opacity=".4" stroke-linecap="round"') + line('M40 940h120M240 962h160M480 944h100M1460 900h90', '#a9bacb', 3, 'opacity=".25" stroke-linecap="round"') +
  breath + q + back(740, F + 14, 1.7, { coat: '#44526b', dark: '#28324a', hair: '#2a1d1a', hat: 'bun', legs: '#121a28', scarf: '#b5493f', bag: '#a5824a', flip: true }) +
  // pigeons after the crumbs
  [[920, 880, 1], [1010, 902, -1.1], [1120, 876, .9]].map(([x, y, k]) => `<g transform="translate(${x} ${y}) scale(${k} ${Math.abs(k)})"><ellipse cx="0" cy="2" rx="30" ry="4" fill="#050a14" opacity=".4"/><path d="M-40 -16L-14 -30C2 -38 18 -32 22 -22L34 -12L30 -6C22 -6 20 -10 16 -10C8 -2 -8 -2 -14 -8Z" fill="#2c3648"/><path d="M-40 -16L-14 -30C-4 -34 4 -32 6 -26C-2 -14 -14 -14 -40 -16Z" fill="#46536a"/><path d="M-2 -4L0 2M6 -5L8 2" stroke="#b5605a" stroke-width="2.4"/></g>`).join('') + line('M962 884h.1M972 880h.1M950 888h.1M982 890h.1M1090 884h.1M1080 890h.1', '#f6d9a4', 4, 'stroke-linecap="round"'), { vig: .4 });
