#!/usr/bin/env python3
"""rehearsal.mp3: a choir of forty over a phone line, twenty seconds, with its metronome."""
import numpy as np, pathlib, subprocess, tempfile, wave
SR, BEAT, T = 16000, 60 / 66, 20.0               # the metronome stands at sixty-six
rng = np.random.default_rng(40)
n = int(SR * T); out = np.zeros(n)
note = lambda s: 440 * 2 ** (({"C": -9, "D": -7, "E": -5, "F": -4, "G": -2, "A": 0, "B": 2}[s[0]] + s.count("#") - s.count("b") + 12 * (int(s[-1]) - 4)) / 12)
# the upper voices hold one note while the men row about underneath: bass, tenor, two beats each, the last one held
men = ["D3 F3", "D3 A3", "Bb2 D3", "C3 E3", "F3 C4", "E3 C#4", "D3 D4", "G2 Bb3", "A2 C#4", "D3 D4"]
A, O, E, U = (730, 1090, 2440), (570, 840, 2410), (500, 1700, 2500), (440, 1000, 2300)
def lines(part):
    if part >= 2: return [(0, 22, "A4", A)]
    return [(2 * k, 2 if k < 9 else 4, c.split()[part], (A, O, U, E, A)[k % 5]) for k, c in enumerate(men)]
late = rng.normal(.03, .045, 40).clip(-.02, .16)   # every line has its own delay
cents = rng.normal(0, 7, 40); vib = rng.uniform(4.6, 5.8, 40); lvl = rng.uniform(.5, 1, 40)
for i in range(40):
    part = i % 4
    for start, beats, name, F in lines(part):
        t0 = start * BEAT + late[i] + .03; dur = beats * BEAT * (.94 if part < 2 else 1) - late[i] * (beats > 9)
        a = int(t0 * SR); m = min(int(dur * SR), n - a)
        if a < 0 or m <= 0: continue
        t = np.arange(m) / SR
        f0 = note(name) * 2 ** (cents[i] / 1200) * (.5 if part == 2 and i % 8 == 2 else 1)
        vibrato = 10 * np.clip((t - .3) / .5, 0, 1) * np.sin(2 * np.pi * vib[i] * t + rng.uniform(0, 6.28))
        ph = 2 * np.pi * np.cumsum(f0 * 2 ** ((vibrato - 28 * np.exp(-t / .06)) / 1200)) / SR
        s = np.zeros(m)
        for k in range(1, int(3600 / f0) + 1):
            amp = sum(g / (1 + ((f0 * k - c) / bw) ** 2) for c, bw, g in zip(F, (90, 110, 170), (1, .6, .28))) / k ** .35
            s += amp * np.sin(k * ph + rng.uniform(0, 6.28))
        env = np.clip(t / .14, 0, 1) ** 1.4 * np.clip((m / SR - t) / .25, 0, 1)
        if part >= 2:                                # they lean on it every two seconds, to be mistaken for speech
            env *= .62 + .38 * (.5 + .5 * np.cos(2 * np.pi * (t - .4 - late[i]) / 2)) ** 2 * np.clip(t / 1.2, .4, 1)
        s *= env * lvl[i] * (.62 if part >= 2 else 1.15)
        if rng.random() < .09:                       # a line that breaks up
            g = np.ones(m); q = int(rng.uniform(.2, .7) * m); g[q:q + int(.2 * SR)] = 0; s *= g
        out[a:a + m] += s
# what the line takes away, and gives back
tt = np.arange(n) / SR
out *= 1 - .34 * np.clip(np.sin(2 * np.pi * tt / 6.7 + 1.1), 0, 1) ** 2
out /= np.abs(out).max()
out += .16 * np.convolve(out, np.r_[np.zeros(int(.09 * SR)), 1, np.zeros(int(.05 * SR)), .5], "full")[:n]   # side tone
click = lambda f, l: np.sin(2 * np.pi * f * np.arange(int(.05 * SR)) / SR) * np.exp(-np.arange(int(.05 * SR)) / SR / .009) * l
for b in range(22):
    k = click(1480, .3); a = int(b * BEAT * SR); k = k[:n - a]; out[a:a + len(k)] += k
out += rng.normal(0, .006, n) + .004 * np.sin(2 * np.pi * 400 * np.arange(n) / SR)
out = np.tanh(1.5 * out)
F = np.fft.rfft(out); fq = np.fft.rfftfreq(n, 1 / SR)
F *= 1 / (1 + np.exp(-(fq - 300) / 14)) / (1 + np.exp((fq - 3400) / 40))     # 300-3400 Hz
out = np.fft.irfft(F, n)
fade = np.ones(n); fade[:800] = np.linspace(0, 1, 800); fade[-6400:] = np.linspace(1, 0, 6400)
out *= fade; out *= .8 / np.abs(out).max()
mp3 = pathlib.Path(__file__).resolve().parent.parent / "media/rehearsal.mp3"
with tempfile.NamedTemporaryFile(suffix=".wav") as w:
    with wave.open(w.name, "wb") as f:
        f.setnchannels(1); f.setsampwidth(2); f.setframerate(SR); f.writeframes((out * 32767).astype("<i2").tobytes())
    subprocess.run(["lame", "--quiet", "-t", "--cbr", "-b", "32", "-m", "m", "-q", "0", w.name, str(mp3)], check=True)
d = mp3.read_bytes()
for tag in (b"LAME3.100", b"LAME3.10", b"LAME"): d = d.replace(tag, bytes(len(tag)))   # the encoder's name in the padding
mp3.write_bytes(d)
