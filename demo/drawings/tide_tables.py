#!/usr/bin/env python3
"""tide-tables.pdf: one page, printed by headless Chromium, stripped by pikepdf."""
import math, pathlib, random, subprocess, tempfile, shutil, pikepdf
here = pathlib.Path(__file__).resolve().parent
rnd = random.Random(1914)
months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
years = range(2019, 2026)
level = {y: [1.42 + .13 * math.sin((m - 7.6) / 12 * 2 * math.pi) + .004 * (y - 2019) + rnd.uniform(-.045, .045) for m in range(12)] for y in years}
# minutes and seconds by which the steps lag the mole; the widest gap between any two cells is 25 seconds
lag = {y: [18 * 60 + 24 + round(6 * math.sin((m - 1) / 12 * 2 * math.pi) + rnd.uniform(-5.4, 5.4)) for m in range(12)] for y in years}
every = sorted((lag[y][m], y, m) for y in years for m in range(12))
lag[every[0][1]][every[0][2]] = 18 * 60 + 12; lag[every[-1][1]][every[-1][2]] = 18 * 60 + 37
for y in years: lag[y] = [min(max(v, 732 + 360), 757 + 360) for v in lag[y]]
flat = [v for y in years for v in lag[y]]; assert max(flat) - min(flat) == 25
# bills run to August 2025; nine months before that went without one
spared = {(2019, 0), (2019, 1), (2020, 3), (2020, 4), (2021, 11), (2022, 6), (2023, 1), (2024, 0), (2024, 9)}
billed = lambda y, m: (y, m) not in spared and (y, m) <= (2025, 7)
assert sum(billed(y, m) for y in years for m in range(12)) == 71
ms = lambda v: f"{v // 60}:{v % 60:02d}"
head = "<thead><tr><th scope=col>Year" + "".join(f"<th scope=col>{m}" for m in months) + "<th scope=col>Mean</thead>"
t1 = "".join(f"<tr><th scope=row>{y}</th>" + "".join(f"<td>{v:.2f}</td>" for v in level[y]) + f"<td class=m>{sum(level[y]) / 12:.2f}</td></tr>" for y in years)
t2 = "".join(f"<tr><th scope=row>{y}</th>" + "".join(f"<td{' class=b' if billed(y, m) else ''}>{ms(v)}</td>" for m, v in enumerate(lag[y])) + f"<td class=m>{ms(round(sum(lag[y]) / 12))}</td></tr>" for y in years)
html = f"""<!doctype html><html lang=en><meta charset=utf-8><title>Tide tables, Port Sarn</title><style>
@page{{size:A4 landscape;margin:14mm 15mm}}*{{box-sizing:border-box}}body{{margin:0;font:9pt/1.4 "Noto Sans",sans-serif;color:#16181c}}
header{{border-top:3pt solid #16181c;padding-top:6pt;margin-bottom:8pt}}h1{{font:700 19pt/1.15 "Noto Serif",serif;margin:0}}.l{{color:#4a4f57;margin:3pt 0 0;display:flex;gap:18pt}}
main{{display:grid;grid-template-columns:1fr 59mm;gap:8mm}}h2{{font-size:10pt;margin:0 0 3pt}}section+section{{margin-top:11pt}}table{{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}}th,td{{text-align:right;padding:3.2pt 4.5pt;border-bottom:.6pt solid #d3d3d0}}
thead th{{border-bottom:1.2pt solid #16181c;font-size:8pt}}th:first-child{{text-align:left;padding-left:0}}.m{{font-weight:700}}.b{{background:#ffe37a}}
aside{{border-left:3pt solid #ffd94a;padding-left:9pt;font-size:8.6pt;line-height:1.45}}aside p{{margin:0 0 7pt}}aside table{{margin:0 0 8pt}}i.k{{display:inline-block;width:10pt;height:7pt;background:#ffe37a}}
</style><header><h1>Tide tables, Port Sarn, 2019&ndash;2025</h1><p class=l><span>East mole and customs steps</span><span lang=ru>Восточный мол и таможенная лестница</span><span lang=ar dir=rtl>الرصيف الشرقي ودرج الجمارك</span></p></header>
<main><div><section><h2>East mole: mean high water by month, metres above chart datum</h2><table>{head}<tbody>{t1}</tbody></table></section>
<section><h2>Customs steps: high water after the east mole, minutes and seconds, mean of the month</h2><table>{head}<tbody>{t2}</tbody></table></section></div>
<aside><h2>Our notes</h2><p>The figures are those the hydrographic service published until March 2026, when its archive went offline. We have changed none of them.</p>
<p><i class=k></i> A month for which Sarn Marine Works sent the port at least one bill. There are 71.</p>
<p>A deeper channel lets the tide in sooner. With four metres of mud gone, high water would reach the customs steps some six to eight minutes earlier. The widest difference between any two months in the lower table is 25 seconds.</p>
<p>Depth at the east mole by the fishermen&rsquo;s cooperative, each second April:</p><table><thead><tr><th scope=col>Year<th scope=col>Metres</thead><tbody><tr><th scope=row>2019<td>5.1<tr><th scope=row>2021<td>5.0<tr><th scope=row>2023<td>5.1<tr><th scope=row>2025<td>4.9</tbody></table><p>The chart says nine.</p></aside></main></html>"""
tmp = pathlib.Path(tempfile.mkdtemp())
(tmp / "t.html").write_text(html)
subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-pdf-header-footer", f"--user-data-dir={tmp}/p", f"--print-to-pdf={tmp}/t.pdf", f"file://{tmp}/t.html"], check=True, stderr=subprocess.DEVNULL, timeout=120)
with pikepdf.open(tmp / "t.pdf") as pdf:
    if "/Info" in pdf.trailer: del pdf.trailer["/Info"]
    if "/Metadata" in pdf.Root: del pdf.Root["/Metadata"]
    print(len(pdf.pages), "page(s)")
    pdf.save(here.parent / "media/tide-tables.pdf", compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True, deterministic_id=True)
shutil.rmtree(tmp, ignore_errors=True)
