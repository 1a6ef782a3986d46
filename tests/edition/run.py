"""Editions against clients: ours and the other writer's, honest and spoiled, by our clients and by those of others.

    run.py [--part good|attacks|ceremony|odd] [--on program|other] [--only NAME] [--reasons]

TAMIZDAT names the program, TUF_CLIENT our example client; without them target/release and target/debug are looked into.
What cannot run is said loudly and counted. Ends with code 1 if a client gave another verdict than the table says."""

import argparse
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from datetime import datetime, timedelta, timezone
from pathlib import Path

import clients
import forge
from clients import OurExample, OurMirror, OurVerify, PythonTuf, TufJs, plain_words
from forge import ACCEPTED, HARMLESS, REFUSED, Copy, Edition, Keys, Stage
from server import TOO_MUCH, Carrier

TOP = Path(__file__).resolve().parents[2]
passed, failed, skipped = 0, [], []


def check(good: bool, what: str, why="") -> None:
    global passed
    if good:
        passed += 1
    else:
        failed.append(f"{what}: {why}")


def skip(what: str) -> None:
    print(f"!!!! SKIPPED: {what}", flush=True)
    skipped.append(what)


def found(variable: str, *names: str) -> Path | None:
    if os.environ.get(variable):
        return Path(os.environ[variable]).resolve()
    files = [TOP / "target" / name for name in names if (TOP / "target" / name).exists()]
    return max(files, key=lambda file: file.stat().st_mtime, default=None)


def printed(program: Path, folder: Path):
    """Two editions by the program: the second has one article changed. None if this program does not sign."""
    def demo():
        done = subprocess.run([program, "demo", "--dir", folder, "--print-only"], capture_output=True, text=True, timeout=240)
        if done.returncode:
            raise SystemExit(f"tamizdat demo failed: {done.stderr}")

    demo()
    edition = folder / "edition"
    if not (edition / "metadata" / "timestamp.json").exists():
        return None
    article = folder / "newsroom" / "articles" / "2026" / "tram.en.md"
    # The demo has no path that is not ASCII; an old address of an imported article may be one.
    article.write_text(article.read_text().replace("+++\n", "+++\nold_addresses = [\"/2026/ميناء-كلمت\"]\n", 1))
    demo()
    shutil.copytree(edition, folder / "first")
    article.write_text(article.read_text() + "\nThe last lorry left at four.\n")
    demo()
    keys = Keys(folder / "keys")
    return Edition(folder / "first", keys), Edition(edition, keys), folder / "root.json"


class Bench:
    """Two editions, who is to read them, and a carrier for all that is made of them."""

    def __init__(self, work: Path, editions, everyone):
        self.work, self.clients = work, everyone
        self.first, self.second, root = editions
        self.root = root.read_bytes()
        before, after = self.first.targets(), self.second.targets()
        changed = sorted(path for path in after if path.startswith("en/2026/") and path.endswith(".html")
                         and path in before and before[path] != after[path])
        self.page = changed[0]
        # Another page, in another bin, so that one can be spoiled without the other.
        self.other = next(path for path in sorted(after) if path.startswith("en/2026/") and path.endswith(".html")
                          and forge.bin_of(path) != forge.bin_of(self.page) and path not in changed)
        self.paths = [self.page, self.other, "index.html", "letterbox.json"]
        self.paths += [path for path in sorted(after) if not path.isascii()][:1]
        self.genuine: dict[str, set[str]] = {}
        for files in (before, after):
            for path, listed in files.items():
                self.genuine.setdefault(path, set()).add(listed["hashes"]["sha256"])
        self.folder = work / "carrier"
        self.outside = work / "outside"
        self.outside.mkdir(parents=True)
        self.stage = Stage(self.first, self.second, self.page, self.other, self.outside, self.paths)
        self.carrier = Carrier(self.folder)
        self.states: dict[tuple, Path] = {}
        self.locks: dict[tuple, threading.Lock] = {}
        self.lock = threading.Lock()
        for name, edition in (("first", self.first), ("second", self.second)):
            Copy(edition, self.folder / name)

    def variant(self, attack: forge.Attack) -> Copy:
        copy = Copy(getattr(self, attack.start), self.folder / attack.name)
        attack.spoil(copy, self.stage)
        return copy

    def address(self, client, variant: str):
        if client.takes_folder:
            return self.carried(variant)
        return f"{self.carrier.address}/{variant}@{client.name.replace(' ', '-')}/"

    def carried(self, variant: str) -> Path:
        """As one would put it on a stick: the plain view at the top, the metadata beside it (section 1.3)."""
        to = self.work / "carried" / variant
        with self.lock:
            if not to.exists():
                forge.link_tree(self.folder / variant / "plain", to)
                forge.link_tree(self.folder / variant / "metadata", to / "metadata")
        return to

    def ask(self, client, base, paths, state: Path, wanted: str) -> tuple[bool, str]:
        if client.name == forge.MIRROR and wanted != ACCEPTED:
            return client.fetch_from([base], self.root, paths, state, client.patience)
        return client.fetch(base, self.root, paths, state)

    def state_after(self, client, seen: list[str]) -> Path | None:
        """What the client remembers after these editions, made once. None if it would not take them."""
        key = (client.name, *seen)
        with self.lock:
            lock = self.locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self.states:
                state = self.work / "states" / "-".join(key).replace(" ", "-")
                if seen[:-1]:
                    before = self.state_after(client, seen[:-1])
                    if before is None:
                        self.states[key] = None
                        return None
                    shutil.copytree(before, state)
                ok, reason = client.fetch(self.address(client, seen[-1]), self.root, self.paths, state)
                if not ok:
                    print(f"  {client.name} does not take {' then '.join(seen)}: {reason}", flush=True)
                self.states[key] = state if ok else None
            return self.states[key]

    def not_genuine(self, client, state: Path, paths) -> str:
        for path in paths if client.hands_out else []:
            bytes_ = client.got(state, path)
            if bytes_ is not None and forge.sha256(bytes_) not in self.genuine[path]:
                return path
        return ""

    def misbehave(self, attack: forge.Attack, copy: Copy) -> None:
        if not attack.endless:
            return
        digest = copy.target(self.page)["hashes"]["sha256"]
        folder, _, name = self.page.rpartition("/")
        stands_for = {
            "SNAPSHOT": f"{copy.pinned('snapshot')}.snapshot.json",
            "NEXTROOT": f"{copy.newest_root() + 1}.root.json",
            "BIN": copy.file(forge.bin_of(self.page)).name,
            "targets/PAGE": f"targets/{folder}/{digest}.{name}",
            "PAGE": self.page,
            "PACK": f"{copy.pinned('snapshot')}.delta",
        }
        for path in attack.endless:
            for short, long in stands_for.items():
                if path.endswith(short):
                    path = path[: -len(short)] + long
                    break
            for client in self.clients:
                if not client.takes_folder:
                    self.carrier.modes[f"/{attack.name}@{client.name.replace(' ', '-')}/{path}"] = "endless"

    def attempt(self, client, attack: forge.Attack) -> tuple[str, str, str]:
        """What the client said of it: verdict, reason, and what is wrong with that."""
        state = self.work / "states" / f"{client.name}-at-{attack.name}".replace(" ", "-")
        if client.remembers and attack.seen:
            before = self.state_after(client, attack.seen)
            if before is None:
                return "?", "", f"it did not take {' then '.join(attack.seen)} before"
            shutil.copytree(before, state)
        paths = self.paths + attack.more_paths
        # What it had before must not stand for what it fetches now.
        shutil.rmtree(state / "files", ignore_errors=True)
        base = self.address(client, attack.name)
        began = time.monotonic()
        wanted = attack.verdict(client.name)
        ok, reason = self.ask(client, base, paths, state, wanted)
        took = time.monotonic() - began
        verdict = ACCEPTED if ok else REFUSED
        if attack.evil and client.name in forge.STOCK:
            client.fetch(base, self.root, [attack.evil.replace("{outside}", str(self.outside))], state)
        if wanted not in (verdict, HARMLESS):
            return verdict, reason, f"{wanted} was wanted"
        fake = "" if attack.fake else self.not_genuine(client, state, paths)
        if fake:
            return verdict, reason, f"it handed out a {fake} that the newsroom did not publish"
        if took > 25:
            return verdict, reason, f"it took {took:.0f} seconds"
        if not client.takes_folder:
            prefix = base[len(self.carrier.address):]
            for address, sent in self.carrier.sent.items():
                if address.startswith(prefix) and sent > TOO_MUCH:
                    return verdict, reason, f"it read {sent // 2**20} MB of an endless {address}"
        return verdict, reason, ""

    def escaped(self) -> list[str]:
        """Files that a hostile path made outside the place it was meant for."""
        roots = [self.work / "states", self.outside, self.work / "carried"]
        spoiled = {self.work / "carried" / attack.name for attack in forge.ATTACKS}
        files = [file for root in roots if root.exists() for file in root.rglob("*escaped*")]
        beside = [file for file in self.work.glob("*escaped*")]
        bad = []
        for file in files + beside:
            # Carriers' own copies hold what the thief put there; stock clients keep it under a quoted name.
            if any(file.is_relative_to(folder) for folder in spoiled) or "%" in file.name or "mirror" in file.parts:
                continue
            if file.parent.name in ("files", "metadata"):
                continue
            bad.append(str(file.relative_to(self.work)))
        return bad

    def close(self):
        self.carrier.close()


def matrix(rows: list[tuple[str, dict[str, str]]], names: list[str]) -> None:
    width = max(len(name) for name, _ in rows) + 2
    print("\n" + " " * width + "  ".join(f"{name:<18}" for name in names))
    for name, cells in rows:
        print(f"{name:<{width}}" + "  ".join(f"{cells.get(one, '-'):<18}" for one in names))
    print(flush=True)


def faults(edition: Edition) -> list[str]:
    """What the words of edition.md say of an edition that no client asks for."""
    found = []

    def must(good: bool, rule: str, what: str) -> None:
        if not good:
            found.append(f"section {rule}: {what}")

    lists = {role: files for role, (_, files) in edition.lists().items()}
    targets = edition.signed("targets")
    everything = edition.targets()
    must(sorted(lists) == [f"bin-{n:03x}" for n in range(forge.BINS)], "3.4", "there are 1,024 bins")
    for role in ("root", "timestamp", "snapshot", "targets", *lists):
        bytes_ = edition.bytes(role)
        must(bytes_ == forge.canonical(json.loads(bytes_)), "3.1", f"{role} is not canonical")
    for role in ("root", "targets"):
        holder = edition.signed("root") if role == "root" else targets["delegations"]
        for id, key in holder["keys"].items():
            must(id == forge.sha256(forge.canonical(key)), "3.2", f"{id} is not the id of its key")
    must(set(forge.EDITORS_FILES) <= set(targets["targets"]), "5", "targets lists what only editors can change")
    policies = json.loads(edition.content("policies.json"))
    for id, policy in policies.items():
        must(id == forge.sha256(policy.encode())[:8], "4.2", f"policy {id}")
    for role, files in lists.items():
        for path, listed in files.items():
            must(forge.bin_of(path) == role, "3.4", f"{path} is in {role}")
            must(path not in targets["targets"], "5", f"{path} is in a bin too")
            must(not path.endswith(".html") or listed.get("custom", {}).get("policy") in policies, "3.5", f"{path} names no policy")
    for path, listed in everything.items():
        must(len(path.encode()) <= 512 and path == unicodedata.normalize("NFC", path), "2.1", path)
        for bytes_ in (edition.content(path), edition.blob(listed["hashes"]["sha256"]).read_bytes()):
            must((len(bytes_), forge.sha256(bytes_)) == (listed["length"], listed["hashes"]["sha256"]), "3.5", path)
    must(len({path.casefold() for path in everything}) == len(everything), "2.1", "two paths differ in case alone")
    plain = {str(file.relative_to(edition.folder / "plain")) for file in (edition.folder / "plain").rglob("*") if file.is_file()}
    must(plain == set(everything), "1.1", f"the plain view differs: {sorted(plain ^ set(everything))[:3]}")
    must("mirrors.json" in everything and "log/000000.json" in everything, "4", "mirrors.json and the log are there")
    newest = edition.pinned("snapshot")
    for entry in json.loads(edition.content("log/000000.json"))["editions"]:
        must(entry["snapshot"] < newest, "4.3", "the log goes up to the edition before")
        file = edition.metadata / f"{entry['snapshot']}.snapshot.json"
        must(not file.exists() or forge.sha256(file.read_bytes()) == entry["sha256"], "4.3", f"snapshot {entry['snapshot']}")
    return found


def run_good(bench: Bench, label: str, program: Path | None) -> None:
    print(f"\n== good fetches of {label}: {', '.join(bench.paths)}", flush=True)
    for name, edition in (("first", bench.first), ("second", bench.second)):
        wrong = faults(edition)
        check(not wrong, f"{label}, {name}, is as edition.md says", "; ".join(wrong[:5]))
    rows = []

    def row(where: str, base_of, everyone):
        cells = {}
        for client in everyone:
            base = base_of(client)
            state = bench.work / "states" / f"{client.name}-good-{where}".replace(" ", "-")
            ok, reason = client.fetch(base, bench.root, bench.paths, state)
            fake = bench.not_genuine(client, state, bench.paths)
            cells[client.name] = "accepted" if ok and not fake else "REFUSED"
            check(ok and not fake, f"{client.name} of {label} from {where}", reason or f"{fake} is not genuine")
        rows.append((where, cells))

    readers = [client for client in bench.clients if client.name != forge.MIRROR]
    row("a plain carrier", lambda client: bench.address(client, "second"), bench.clients)
    remote = [client for client in readers if not client.takes_folder]
    front = front_of(program, bench)
    if front:
        row("our front", lambda client: front[1], remote)
        clients.stop(front[0])
    mirror = next((client for client in bench.clients if client.name == forge.MIRROR), None)
    if mirror:
        state = bench.work / "states" / "a-serving-mirror"
        process, own = mirror.start([f"{bench.carrier.address}/second/"], bench.root, state)
        wanted = clients.read(f"{bench.carrier.address}/second/metadata/timestamp.json")
        check(mirror.serves(process, own, wanted), f"a mirror of {label} serves it", (state / "mirror.log").read_text()[-300:])
        row("our mirror", lambda client: own, remote)
        clients.stop(process)
        # Section 6.2: one dead carrier, one late, one good.
        dead = f"http://127.0.0.1:{clients.free_port()}/"
        bases = [dead, f"{bench.carrier.address}/first/", f"{bench.carrier.address}/second/"]
        ok, reason = mirror.fetch_from(bases, bench.root, bench.paths, bench.work / "states" / "mirror-of-three")
        check(ok, "a mirror takes the newest of a dead, a late and a good carrier", reason)
    matrix(rows, [client.name for client in bench.clients])


def front_of(program: Path | None, bench: Bench):
    """A running front, if there is one that can serve this edition: only our own writer makes the table it needs."""
    if not program or not (bench.second.folder / "table").exists():
        return None
    port = clients.free_port()
    command = [program, "front", "--edition", bench.second.folder, "--listen", f"127.0.0.1:{port}"]
    if "--root" in clients.knows(program, "front"):
        root = bench.work / "front-root.json"
        root.write_bytes(bench.root)
        command += ["--root", root]
    log = (bench.work / "front.log").open("wb")
    process = subprocess.Popen(list(map(str, command)), stdout=log, stderr=log)
    own = f"http://127.0.0.1:{port}/"
    for _ in range(100):
        if clients.read(own) or process.poll() is not None:
            break
        time.sleep(0.1)
    if clients.read(own + "metadata/timestamp.json") is None:
        clients.stop(process)
        return skip(f"the front (it serves no metadata: {clients.last_line((bench.work / 'front.log').read_text())})")
    return process, own


def run_attacks(bench: Bench, label: str, only: str, reasons: bool) -> None:
    print(f"\n== attacks on {label}", flush=True)
    chosen = []
    for attack in forge.ATTACKS:
        if only and only not in attack.name and not any(only in name for name in attack.seen):
            # Others may have been seen before.
            if not any(attack.name in other.seen and only in other.name for other in forge.ATTACKS):
                continue
        try:
            bench.misbehave(attack, bench.variant(attack))
            chosen.append(attack)
        except forge.MissingKeys as missing:
            skip(f"{attack.name}: {missing}")
    cells: dict[str, dict[str, str]] = {attack.name: {} for attack in chosen}
    told = []
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        futures = {}
        for attack in chosen:
            # A mirror is waited for; the others have the processor meanwhile.
            for client in sorted(bench.clients, key=lambda client: client.name != forge.MIRROR):
                if client.takes_folder and attack.endless:
                    continue
                futures[pool.submit(bench.attempt, client, attack)] = (client, attack)
        for future in concurrent.futures.as_completed(futures):
            client, attack = futures[future]
            try:
                verdict, reason, wrong = future.result()
            except Exception as error:
                verdict, reason, wrong = "?", "", f"the test itself failed: {type(error).__name__}: {error}"
            cells[attack.name][client.name] = verdict + (" !" if wrong else "")
            told.append((attack.name, client.name, verdict, plain_words(reason, str(bench.work))))
            check(not wrong, f"{client.name} at {attack.name}", f"{wrong}; it said: {plain_words(reason, str(bench.work))}")
    escaped = bench.escaped()
    check(not escaped, "nothing is written outside", ", ".join(escaped))
    matrix([(attack.name, cells[attack.name]) for attack in chosen], [client.name for client in bench.clients])
    vanished = sorted(client for name, client, _, reason in told if name == "bin_in_another_bins_place" and "is not in this" in reason)
    if vanished:
        print(f"NOTE: a carrier without any key made a page vanish for {', '.join(vanished)}: nothing signed says which bin a "
              "list is, so one of the same version can stand in its place")
    if reasons:
        for line in sorted(told):
            print("  " + " | ".join(line))


def run_ceremony(bench: Bench, label: str) -> None:
    """Editors who do not have our program write the next root with python-tuf; one of them alone cannot."""
    from securesystemslib.signer import CryptoSigner
    from tuf.api.metadata import Metadata, Root
    from tuf.api.serialization.json import JSONSerializer

    print(f"\n== a root by python-tuf for {label}", flush=True)
    rows = []

    def next_root(name: str, editors: int, change=None):
        copy = Copy(bench.second, bench.folder / name)
        root = Metadata[Root].from_bytes(copy.bytes("root"))
        held = bench.second.keys.of(root.signed.roles["root"].keyids, 3)
        signers = [CryptoSigner(key.private) for key in held]
        for key, signer in zip(held, signers):
            check(signer.public_key.keyid == key.id, "python-tuf calls a key as we do", signer.public_key.keyid)
        root.signed.version += 1
        root.signed.expires = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=300)
        if change:
            signers += change(root.signed, signers)
        root.signatures.clear()
        for signer in signers[:editors]:
            root.sign(signer, append=True)
        # Written as people read it; the signatures are over the canonical form.
        forge.put(copy.metadata / f"{root.signed.version}.root.json", root.to_bytes(JSONSerializer(compact=False)))
        return copy

    def replace_an_editor(root, signers):
        fourth = CryptoSigner(forge.Key.named("a fourth editor").private)
        root.revoke_key(signers[2].public_key.keyid, "root")
        root.add_key(fourth.public_key, "root")
        return []

    trials = [("root by two of three editors", 2, None, True), ("root by one editor", 1, None, False),
              ("an editor is replaced", 2, replace_an_editor, True)]
    for what, editors, change, good in trials:
        name = what.replace(" ", "_")
        next_root(name, editors, change)
        cells = {}
        for client in bench.clients:
            state = bench.work / "states" / f"{client.name}-{name}".replace(" ", "-")
            wanted = ACCEPTED if good else REFUSED
            ok, reason = bench.ask(client, bench.address(client, name), bench.paths, state, wanted)
            cells[client.name] = (ACCEPTED if ok else REFUSED) + ("" if ok == good else " !")
            check(ok == good, f"{client.name} at {what}", plain_words(reason, str(bench.work)))
        rows.append((what, cells))
    matrix(rows, [client.name for client in bench.clients])


# Addresses that a stock client writes without encoding what has a meaning there, so that it asks for another file. Our
# own writer makes none of them; who brings files of his own may.
ODD = {
    "en/a space.html": [],
    "en/plus+and&more.html": [],
    "en/é.html": [],
    "ar/صفحة.html": [],
}


def run_odd(work: Path, everyone) -> None:
    """Which unusual paths every client can ask for. Those that clients disagree on (`?`, `#`, `%`, above U+FFFF) the format
    forbids."""
    odd = ODD
    editions = forge.fresh(work / "odd-newsroom", more={path: f"<!doctype html>{path}".encode() for path in odd})
    bench = Bench(work / "odd", editions, everyone)
    bench.carrier.strict = True
    print("\n== odd paths; what is refused here is a known limit of that client", flush=True)
    rows = []
    for path, cannot in odd.items():
        cells = {}
        for client in everyone:
            state = bench.work / "states" / f"{client.name}-{forge.sha256(path.encode())[:8]}".replace(" ", "-")
            ok, reason = client.fetch(bench.address(client, "second"), bench.root, [path], state)
            wanted = client.name not in cannot
            cells[client.name] = (ACCEPTED if ok else REFUSED) + ("" if ok == wanted else " !")
            check(ok == wanted, f"{client.name} at {path!r}", plain_words(reason, str(work)))
        rows.append((ascii(path), cells))
    matrix(rows, [client.name for client in everyone])
    bench.close()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--part", choices=["good", "attacks", "ceremony", "odd"])
    parser.add_argument("--on", choices=["program", "other"], help="whose edition is attacked; by default the program's if it signs")
    parser.add_argument("--only", default="", help="attacks with this in their name")
    parser.add_argument("--reasons", action="store_true", help="print what each client said")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it")
    call = parser.parse_args()
    began = time.monotonic()
    program = found("TAMIZDAT", "release/tamizdat", "debug/tamizdat")
    example = found("TUF_CLIENT", "release/examples/tuf_client", "debug/examples/tuf_client")
    everyone = []
    for client in [PythonTuf(), PythonTuf(plain=True), TufJs(), OurExample(example), OurVerify(program),
                   OurVerify(program, folder=True), OurMirror(program)]:
        missing = client.missing()
        if missing:
            skip(f"{client.name}: {missing}")
        else:
            everyone.append(client)
    work = call.keep or Path(tempfile.mkdtemp(prefix="edition-"))
    work.mkdir(parents=True, exist_ok=True)
    parts = [call.part] if call.part else ["good", "ceremony", "attacks", "odd"]
    try:
        ours = None
        if call.on != "other":
            ours = printed(program, work / "newsroom") if program else None
            if ours is None:
                skip("editions by the program: it does not sign yet, or is not built" if program else "editions by the program: it is not built")
        other = forge.fresh(work / "other-newsroom") if ours is None or "good" in parts else None
        benches = [(f"the {name}'s edition", Bench(work / name.replace(" ", "-"), editions, everyone))
                   for name, editions in (("program", ours), ("other writer", other)) if editions]
        for label, bench in benches:
            if "good" in parts:
                run_good(bench, label, program)
            if "ceremony" in parts and bench is benches[0][1]:
                run_ceremony(bench, label)
            if "attacks" in parts and bench is benches[0][1]:
                run_attacks(bench, label, call.only, call.reasons)
        if "odd" in parts:
            run_odd(work, everyone)
        for _, bench in benches:
            bench.close()
    finally:
        for client in everyone:
            client.close()
        if not call.keep:
            shutil.rmtree(work, ignore_errors=True)
    for line in failed:
        print(f"FAILED {line}")
    print(f"{time.monotonic() - began:.0f} seconds")
    print(f"edition: {passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
