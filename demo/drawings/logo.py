#!/usr/bin/env python3
"""The header's mark, 96x96: a lamp-yellow disc in a soft halo ring."""
import numpy as np, pathlib
from PIL import Image
S, K = 96, 8
y, x = np.mgrid[0:S * K, 0:S * K] / K + .5 / K - S / 2
d = np.hypot(x, y)
core, ring = d <= 27, d <= 44
a = np.where(core, 1.0, np.where(ring, .38 - .06 * (d - 27) / 17, 0.0))
a = np.where((d > 44) & (d < 46.5), .32 * (46.5 - d) / 2.5 * .6, a)
rgb = np.where(core[..., None], np.array([255, 217, 74]), np.array([255, 224, 120])).astype(float)
down = lambda m: m.reshape(S, K, S, K, -1).mean((1, 3))
A = down(a[..., None]); C = down(rgb * a[..., None]) / np.maximum(A, 1e-6)
out = np.concatenate([np.round(C), np.round(A * 255)], 2).clip(0, 255).astype(np.uint8)
out[out[..., 3] == 0] = 0
Image.frombytes("RGBA", (S, S), out.tobytes()).save(pathlib.Path(__file__).parent.parent / "media/logo.png", optimize=True)
