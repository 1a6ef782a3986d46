#!/usr/bin/env python3
"""render.py id ...: <id>.svg -> ../media/<id>.jpg by headless Chromium and Pillow"""
import subprocess, sys, tempfile, pathlib, shutil, os
from PIL import Image
here = pathlib.Path(__file__).resolve().parent
for id in sys.argv[1:]:
    tmp = tempfile.mkdtemp()
    png = f"{tmp}/out.png"
    # the window's height counts the browser's own bars: ask for more, then crop
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
        f"--user-data-dir={tmp}/p", f"--screenshot={png}", "--window-size=1600,1200", f"file://{here}/{id}.svg"],
        check=True, stderr=subprocess.DEVNULL, timeout=120)
    im = Image.open(png).convert("RGB").crop((0, 0, 1600, 1000))
    clean = Image.frombytes("RGB", im.size, im.tobytes())
    out = here.parent / "media" / f"{id}.jpg"
    clean.save(out, quality=86, subsampling="4:2:0", optimize=True, progressive=True)
    print(id, os.path.getsize(out))
    shutil.rmtree(tmp, ignore_errors=True)
