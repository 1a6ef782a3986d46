import { f, rnd, lg, rg, halo, disc, rect, path, line, g, at, stars, wrap, LAMP } from '../lib.mjs';
const F = 832; // where feet stand
const lampPost = (x, s, o) => at(x, 250, s, path('M-70 0H70L250 600H-250Z', 'url(#cone)', `opacity="${o}"`) + line('M0 -70V-18', '#0a111c', 5) + path('M-46 0Q-42 -26 -12 -28H12Q42 -26 46 0Z', '#0a111c') + path('M-34 0H34Q28 14 0 14Q-28 14 -34 0Z', '#fff6d0') + disc(0, 6, 110, 'url(#h)', .9));
const col = (x, w, c) => path(`M${x - w} ${F - 62}V250L${x - w * 5} 176H${x + w * 5}L${x + w} 250V${F - 62}Z`, c) + rect(x - w * 1.8, F - 80, w * 3.6, 22, c) + rect(x - w * 1.5, 300, w * 3, 8, c);
// the night train
let wins = '', sil = '';
const heads = { 90: 1, 430: 1, 1340: 1, 1460: 1 };
for (let i = 0; i < 15; i++) {
  const x = -40 + i * 116; if (x > 1030 && x < 1180) continue;
  const lit = [1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1][i];
  wins += rect(x, 388, 84, 92, lit ? 'url(#wn)' : '#13243a', 'rx="8"') + (lit ? path(`M${x} 396q0 -8 8 -8h16q-4 50 -24 66Z`, '#b9793a', 'opacity=".7"') : '') + line(`M${x + 4} 416h76`, lit ? '#c98a3e' : '#1d3450', 3);
  if (lit && i % 3 === 1) sil += path(`M${x + 26} 480v-14q2 -18 18 -20q20 2 22 22v12Z`, '#4a2f26') + disc(x + 45, 434, 14, '#4a2f26');
}
const train = rect(-20, 300, 1640, 40, '#1a2d45') + path('M-20 340H1620V640H-20Z', '#24405c') + path('M-20 300Q800 286 1620 300V316H-20Z', '#31506d') + rect(-20, 340, 1640, 7, '#3a5b78') + rect(-20, 506, 1640, 10, '#c98f3a', 'opacity=".85"') + rect(-20, 524, 1640, 4, '#c98f3a', 'opacity=".5"') + wins + sil +
  // open door
  rect(1062, 348, 126, 310, '#10202f') + rect(1074, 358, 102, 300, 'url(#dr)') + path('M1074 358H1110V658H1074Z', '#fff3c4', 'opacity=".35"') + line('M1084 420V610M1166 420V610', '#7a4a22', 5, 'stroke-linecap="round"') + path('M1062 348h-40v310h40Z', '#2b4966') + rect(1030, 390, 24, 90, '#13243a', 'rx="5"') + path('M1188 348h40v310h-40Z', '#2b4966') + rect(1196, 390, 24, 90, 'url(#wn)', 'rx="5"') +
  rect(-20, 640, 1640, 26, '#0d1826') + rect(452, 316, 10, 330, '#0f1d2d') + line('M-20 470h0', '#000', 1) + path('M1056 658H1194V672H1056Z', '#3c4a58');
const gr = n => ({ 0: '#7ff0b8', 1: '#ffd94a', 2: '#7ff0b8' }[n % 3]);
let srv = '';
for (let j = 0; j < 4; j++) { srv += rect(-62, -250 + j * 30, 124, 25, j % 2 ? '#39444f' : '#434f5b', 'rx="2"') + line(`M-22 ${-243 + j * 30}v11M-14 ${-243 + j * 30}v11M-6 ${-243 + j * 30}v11M2 ${-243 + j * 30}v11M10 ${-243 + j * 30}v11M18 ${-243 + j * 30}v11`, '#1a222b', 3.2) + disc(-50, -237 + j * 30, 4, gr(j)) + disc(-38, -237 + j * 30, 4, gr(j + 1)) + rect(32, -243 + j * 30, 22, 11, '#1a222b') + disc(58, -237 + j * 30, 2.4, '#ff7a5a'); }
const wheel = (x, r) => `<circle cx="${x}" cy="${-r}" r="${r - 4}" fill="none" stroke="#0a1019" stroke-width="9"/><circle cx="${x}" cy="${-r}" r="${r - 9}" fill="none" stroke="#8fa0ac" stroke-width="2"/>` + line([0, 30, 60, 90, 120, 150].map(a => { const c = Math.cos(a * .01745) * (r - 9), s = Math.sin(a * .01745) * (r - 9); return `M${f(x - c)} ${f(-r - s)}L${f(x + c)} ${f(-r + s)}`; }).join(''), '#8fa0ac', 2) + disc(x, -r, 7, '#c9d3d8');
const pram = line('M-140 -92Q0 -40 140 -92', '#aebac1', 6) + line('M-128 -52L-70 -112M128 -52L70 -112M-128 -52L-84 -128M128 -52L84 -128', '#aebac1', 4) +
  // server wrapped in a blanket
  g('transform="translate(10 -16) rotate(3)"', rect(-70, -258, 140, 150, '#1b242e', 'rx="5"') + srv + rect(-70, -258, 140, 150, 'url(#glow)', 'rx="5"')) + line('M72 -256q26 6 20 40q-6 30 18 40', '#0a1019', 5, 'stroke-linecap="round"') +
  path('M-150 -176C-100 -160 -40 -184 10 -168C60 -152 110 -172 156 -168L150 -130H-140Z', '#c9b18c') + path('M30 -162C70 -152 110 -172 156 -168L150 -130H40Z', '#a88f6b') +
  path('M-160 -168H162C160 -110 122 -84 60 -80H-62C-122 -84 -156 -110 -160 -168Z', '#2f5a48') + path('M60 -168H162C160 -110 122 -84 60 -80H20C50 -100 62 -130 60 -168Z', '#22443a') + path('M-160 -168H162L161 -154H-159Z', '#5b8a70') + line('M-150 -140Q0 -120 150 -140', '#5b8a70', 2.4) +
  // hood, pushed half back
  path('M162 -168C196 -260 150 -328 70 -336C92 -290 100 -230 84 -168Z', '#264d40') + path('M70 -336C92 -290 100 -230 84 -168H102C118 -230 108 -294 70 -336Z', '#5b8a70') + line('M84 -334C130 -300 138 -226 124 -168M104 -330C158 -296 160 -220 144 -168', '#163028', 3) +
  line('M-158 -160L-216 -222Q-224 -232 -236 -228', '#aebac1', 7, 'stroke-linecap="round"') + wheel(-104, 52) + wheel(104, 52);
// she pushes, walking to the right; 350 tall
const woman = path('M-38 -92L-92 -22L-116 -6L-108 6L-66 6L-58 -14L0 -84Z', '#0c1420') + path('M2 -96L44 -30L40 -10H84L84 4H22L14 -26L-34 -88Z', '#101a29') + path('M40 -10q30 -2 44 8v8H22l-4 -16ZM-116 -6q14 14 50 6v8h-44q-14 -4 -6 -14Z', '#05080e') +
  path('M-36 -282C-66 -262 -78 -190 -96 -96C-50 -78 10 -76 54 -92C56 -150 44 -220 32 -272C20 -292 -14 -294 -36 -282Z', '#2f4a63') + path('M-36 -282C-66 -262 -78 -190 -96 -96C-80 -90 -64 -86 -46 -84C-44 -150 -40 -220 -14 -288Z', '#1f3347') + path('M22 -284C40 -240 52 -150 54 -92L40 -87C42 -150 34 -230 14 -286Z', '#d9b56a', 'opacity=".75"') +
  line('M-4 -258L46 -206L118 -218', '#263d54', 32, 'stroke-linecap="round" stroke-linejoin="round"') + line('M2 -262L50 -216L116 -226', '#8f7f58', 4, 'opacity=".8" stroke-linejoin="round"') + disc(130, -220, 13, '#d8a582') +
  path('M-14 -300L18 -300L22 -280L-20 -278Z', '#b07f60') + path('M-30 -296Q0 -268 34 -292L32 -272Q0 -250 -32 -276Z', '#c98f3a') + path('M-28 -284L-62 -250L-76 -206L-54 -214L-36 -262Z', '#a8742c') +
  path('M-24 -330C-24 -360 30 -362 34 -330C36 -324 38 -320 42 -312C42 -308 38 -308 36 -306C36 -294 30 -288 16 -290C-6 -290 -24 -304 -24 -330Z', '#d8a582') + path('M-30 -322C-36 -372 32 -378 36 -336C20 -340 8 -334 2 -318C-2 -300 -14 -290 -24 -292C-32 -300 -30 -312 -30 -322Z', '#2b1d1c') + disc(-34, -336, 17, '#2b1d1c') + path('M36 -336L34 -330Q36 -322 42 -312Q36 -316 30 -330Z', '#ffe3a3', 'opacity=".6"');
// he carries two bags and looks back
const man = path('M-26 -96L-20 -8H14L12 -96ZM18 -96L46 -8H80L46 -100Z', '#0d1522') + path('M-20 -10H14V6H-30Q-30 -6 -20 -10ZM46 -10H84V6H40Z', '#05080e') + path('M-44 -300C-70 -284 -66 -190 -62 -78H64C70 -180 66 -280 40 -300Q0 -314 -44 -300Z', '#3d3a34') + path('M12 -306C66 -300 70 -190 64 -78H20C30 -160 30 -240 12 -306Z', '#2a2824') + path('M-44 -300C-70 -284 -66 -190 -62 -78H-52C-54 -180 -52 -270 -30 -304Z', '#d9b56a', 'opacity=".5"') +
  line('M-48 -276L-62 -200L-58 -142', '#35322d', 30, 'stroke-linecap="round" stroke-linejoin="round"') + line('M46 -276L64 -206L60 -142', '#24221f', 30, 'stroke-linecap="round" stroke-linejoin="round"') + disc(-58, -128, 12, '#c08d6c') + disc(60, -128, 12, '#a87757') +
  path('M-84 -108h52q8 0 8 8v72h-68v-72q0 -8 8 -8Z', '#5b3d2a') + line('M-72 -108v-12h28v12', '#2a1a12', 5) + path('M36 -108h50q8 0 8 8v60h-66v-60q0 -8 8 -8Z', '#44505a') + line('M48 -108v-12h26v12', '#1a222b', 5) +
  path('M-12 -322H14V-298H-12Z', '#a87757') + path('M-20 -310Q0 -290 26 -308V-290Q0 -276 -22 -292Z', '#6e2f3a') + path('M-24 -350C-26 -378 28 -380 28 -350C28 -326 18 -312 0 -312C-10 -312 -18 -318 -20 -324L-28 -330Q-30 -334 -24 -338Z', '#c08d6c') + path('M28 -350C28 -326 18 -312 2 -312C8 -324 14 -340 10 -356Z', '#3a2a22') + path('M-30 -352C-30 -386 32 -388 32 -352L30 -346H-40Q-40 -352 -30 -352Z', '#22303e');
const people = at(412, F, 1.03, woman) + at(796, F + 8, 1.1, pram);
let cracks = '';
for (let i = -9; i <= 10; i++) cracks += `M${800 + i * 96} 790L${800 + i * 200} 1000`;
export default wrap(
  lg('s', [[0, '#0a1424'], [1, '#1d3350']]) + lg('wn', [[0, '#ffe9a6'], [1, '#f0a94e']]) + lg('dr', [[0, '#fff0bb'], [1, '#f3b052']]) + lg('cone', [[0, '#ffe7a0', .5], [1, '#ffe7a0', 0]]) + halo('h', '#ffe7a0', .9) + halo('pool', '#ffd98a', .6) + lg('p', [[0, '#33465a'], [.25, '#23344a'], [1, '#0b1320']]) + rg('glow', [[0, '#8ff5c4', .22], [1, '#8ff5c4', .04]]) + lg('st', [[0, '#b9c9d6', .5], [1, '#b9c9d6', 0]]) + lg('rf', [[0, '#ffd27a', .5], [1, '#ffd27a', 0]]),
  rect(0, 0, 1600, 1000, 'url(#s)') + stars(60, 170, 9) +
  // canopy
  path('M-20 0H1620V150L1560 176H40L-20 150Z', '#0b131f') + path('M-20 150H1620V166H-20Z', '#1a2738') + line(Array.from({ length: 28 }, (_, i) => `M${-10 + i * 60} 166v18l30 -18`).join(''), '#1a2738', 4) +
  rect(-20, 184, 1640, 120, 'url(#s)', 'opacity=".9"') + train + rect(-20, 666, 1640, 60, '#070d16') +
  // the platform
  path('M-20 706H1620V1010H-20Z', 'url(#p)') + rect(-20, 706, 1640, 9, '#8496a3', 'opacity=".7"') + rect(-20, 734, 1640, 10, LAMP, 'opacity=".55"') + line(cracks, '#0b1320', 2.4, 'opacity=".35"') + line('M-20 790H1620', '#0b1320', 2.4, 'opacity=".35"') +
  path('M1066 716H1186L1240 980H1000Z', 'url(#rf)') + rect(0, 746, 180, 180, 'url(#rf)', 'opacity=".25"') + rect(290, 746, 90, 200, 'url(#rf)', 'opacity=".3"') + rect(1320, 746, 200, 190, 'url(#rf)', 'opacity=".3"') +
  col(96, 12, '#0a111c') + col(1500, 12, '#0a111c') + lampPost(250, 1, .5) + lampPost(1340, 1, .55) + lampPost(690, 1.1, .95) +
  // a clock without figures
  line('M960 184V216', '#0a111c', 6) + disc(960, 256, 44, '#0a111c') + disc(960, 256, 36, '#f3ead0') + line('M960 226v8M960 278v8M930 256h8M982 256h8', '#3a3a38', 3) + line('M960 256L946 236M960 256L976 282', '#111', 4.4, 'stroke-linecap="round"') +
  `<ellipse cx="660" cy="846" rx="440" ry="70" fill="url(#pool)"/>` +
  // wet reflections
  g(`transform="translate(0 ${F * 2}) scale(1 -1)" opacity=".13"`, people) +
  path(`M290 ${F + 4}C400 ${F - 8} 900 ${F - 8} 970 ${F + 10}C900 ${F + 30} 400 ${F + 28} 290 ${F + 4}Z`, '#040810', 'opacity=".6"') + path(`M1180 ${F - 34}h200l-20 16h-170Z`, '#040810', 'opacity=".5"') +
  at(1280, F - 22, .98, man) + people +
  line('M300 902h140M520 926h90M840 918h180M1160 896h140M200 950h120M700 960h210M1080 962h130M1360 930h90', '#cfdbe2', 2.6, 'opacity=".22" stroke-linecap="round"'));
