"""Makes editions, and spoils them.

`fresh` is a second writer of the format, from the words of docs/reference/edition.md alone; our verifier must take what
it writes. Every function marked `attack` spoils a copy of an edition in one way, and says who may believe the result.
"""

import hashlib
import json
import os
import shutil
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

DAY = 86400
BINS = 1024
# Files that `targets` lists itself (section 5).
EDITORS_FILES = ["letterbox.json", "outside.json", "reader.html"]
PASSPHRASE = "demo"


def canonical(value) -> bytes:
    """Canonical JSON (section 3.1): only `"` and `\\` are escaped, so a control character stands there as it is."""
    if isinstance(value, str):
        text = value.replace("\\", "\\\\").replace('"', '\\"')
        return b'"' + text.encode() + b'"'
    if value is None or isinstance(value, bool):
        return json.dumps(value).encode()
    if isinstance(value, int):
        return str(value).encode()
    if isinstance(value, list):
        return b"[" + b",".join(canonical(one) for one in value) + b"]"
    return b"{" + b",".join(canonical(key) + b":" + canonical(value[key]) for key in sorted(value)) + b"}"


def envelope(signed, signatures) -> bytes:
    """The file. Canonical as well, unless a control character would make it no JSON."""
    whole = {"signatures": signatures, "signed": signed}
    bytes_ = canonical(whole)
    try:
        json.loads(bytes_)
        return bytes_
    except ValueError:
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def sha256(bytes_: bytes) -> str:
    return hashlib.sha256(bytes_).hexdigest()


def moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def bin_of(path: str) -> str:
    """Section 3.4: the first ten bits."""
    return f"bin-{int(sha256(path.encode())[:3], 16) >> 2:03x}"


class Key:
    def __init__(self, seed: bytes):
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        self.seed = seed
        public = self.private.public_key().public_bytes_raw().hex()
        self.value = {"keytype": "ed25519", "keyval": {"public": public}, "scheme": "ed25519"}
        self.id = sha256(canonical(self.value))

    def sign(self, signed) -> dict:
        return {"keyid": self.id, "sig": self.private.sign(canonical(signed)).hex()}

    @staticmethod
    def named(name: str) -> "Key":
        """A key that is the same in every run."""
        return Key(hashlib.sha256(f"tamizdat test key {name}".encode()).digest())

    def file(self) -> dict:
        return {**self.value, "keyval": {**self.value["keyval"], "private": self.seed.hex()}}


class Keys:
    """The private keys of a newsroom's folder of keys. Editors' files are opened when somebody asks for them: each costs
    about a second."""

    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self.by_id: dict[str, Key] = {}
        self.live: set[str] = set()
        for file in sorted(self.folder.rglob("*.json")):
            key = self._key(file.read_bytes())
            if key:
                self.by_id[key.id] = key
                if file.parent.name == "online":
                    self.live.add(key.id)
        self.sealed = sorted(self.folder.rglob("*.age"))
        self.lock = threading.Lock()

    @staticmethod
    def _key(bytes_: bytes):
        try:
            return Key(bytes.fromhex(json.loads(bytes_)["keyval"]["private"]))
        except (ValueError, KeyError, TypeError):
            return None

    def unseal(self) -> None:
        import pyrage

        for file in self.sealed:
            # A key on each line; the standby's file holds several.
            for line in pyrage.passphrase.decrypt(file.read_bytes(), PASSPHRASE).splitlines():
                key = self._key(line)
                if key:
                    self.by_id[key.id] = key
        self.sealed = []

    def of(self, keyids, enough: int, standby=False) -> list[Key]:
        """Those of these keys that we hold, live ones first, or standby ones alone."""
        def held():
            keys = [self.by_id[id] for id in sorted(keyids) if id in self.by_id]
            if standby:
                return [key for key in keys if key.id not in self.live]
            return sorted(keys, key=lambda key: key.id not in self.live)

        if len(held()) < enough and self.sealed:
            with self.lock:
                self.unseal()
        return held()


class Edition:
    """An edition's folder, read."""

    def __init__(self, folder: Path, keys: Keys):
        self.folder, self.keys = Path(folder), keys

    @property
    def metadata(self) -> Path:
        return self.folder / "metadata"

    def newest_root(self) -> int:
        return max(int(file.name.split(".")[0]) for file in self.metadata.glob("*.root.json"))

    def file(self, role: str) -> Path:
        """Where the newest of a role lies."""
        if role == "timestamp":
            return self.metadata / "timestamp.json"
        if role == "root":
            return self.metadata / f"{self.newest_root()}.root.json"
        return self.metadata / f"{self.pinned(role)}.{role}.json"

    def pinned(self, role: str) -> int:
        if role == "snapshot":
            return self.signed("timestamp")["meta"]["snapshot.json"]["version"]
        return self.signed("snapshot")["meta"][f"{role}.json"]["version"]

    def bytes(self, role: str) -> bytes:
        return self.file(role).read_bytes()

    def signed(self, role: str) -> dict:
        return json.loads(self.bytes(role))["signed"]

    def bins(self) -> list[str]:
        return sorted(name[:-5] for name in self.signed("snapshot")["meta"] if name.startswith("bin-"))

    def targets(self) -> dict[str, dict]:
        """Every file of the edition; what `targets` says itself goes before the bins."""
        files = {}
        for _, targets in self.lists().values():
            files.update(targets)
        files.update(self.signed("targets")["targets"])
        return files

    def lists(self) -> dict[str, tuple[int, dict]]:
        """Version and files of every bin."""
        found = {}
        for name, pinned in sorted(self.signed("snapshot")["meta"].items()):
            if name.startswith("bin-"):
                version = pinned["version"]
                found[name[:-5]] = (version, json.loads((self.metadata / f"{version}.{name}").read_bytes())["signed"]["targets"])
        return found

    def target(self, path: str) -> dict:
        return self.signed("targets")["targets"].get(path) or self.signed(bin_of(path))["targets"][path]

    def blob(self, digest: str) -> Path:
        return self.folder / "blobs" / digest[:2] / digest

    def content(self, path: str) -> bytes:
        return (self.folder / "plain" / path).read_bytes()

    def role_keys(self, role: str) -> dict:
        if role in ("root", "timestamp", "snapshot", "targets"):
            return self.signed("root")["roles"][role]
        roles = self.signed("targets")["delegations"]["roles"]
        return next(one for one in roles if one["name"] == role)

    def signers(self, role: str, standby=False) -> list[Key]:
        """As many keys as must sign."""
        wanted = self.role_keys(role)
        held = self.keys.of(wanted["keyids"], wanted["threshold"], standby)
        if len(held) < wanted["threshold"]:
            raise MissingKeys(f"{len(held)} keys of {role} are in {self.keys.folder}, {wanted['threshold']} are needed")
        return held[: wanted["threshold"]]

    def sign(self, role: str, signed: dict, by=None) -> bytes:
        return envelope(signed, [key.sign(signed) for key in by or self.signers(role)])


class MissingKeys(Exception):
    pass


def put(file: Path, bytes_: bytes) -> None:
    """Replaces a file; never writes into it, since it may be the same file as in other copies."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(".writing")
    beside.write_bytes(bytes_)
    os.replace(beside, file)


def link_tree(source: Path, to: Path) -> None:
    def link(file, there):
        Path(there).unlink(missing_ok=True)
        os.link(file, there)

    shutil.copytree(source, to, copy_function=link, dirs_exist_ok=True)


class Copy(Edition):
    """A copy that may be spoiled."""

    def __init__(self, edition: Edition, folder: Path):
        super().__init__(folder, edition.keys)
        for part in ("metadata", "plain", "blobs"):
            if (edition.folder / part).exists():
                link_tree(edition.folder / part, self.folder / part)

    def put_role(self, role: str, bytes_: bytes, version=None) -> None:
        name = "timestamp.json" if role == "timestamp" else f"{version or json.loads(bytes_)['signed']['version']}.{role}.json"
        put(self.metadata / name, bytes_)

    def put_file(self, path: str, bytes_: bytes) -> dict:
        """Lays a file down in both views and says how a bin would list it."""
        digest = sha256(bytes_)
        put(self.blob(digest), bytes_)
        self.put_plain(path, bytes_)
        return {"hashes": {"sha256": digest}, "length": len(bytes_)}

    def put_plain(self, path: str, bytes_: bytes) -> None:
        """Into the plain view, if the path can stand there at all."""
        plain = (self.folder / "plain").resolve()
        try:
            if (plain / path).resolve().is_relative_to(plain):
                put(plain / path, bytes_)
        except OSError:
            pass

    def seal(self, roles=None, pins=None, forget=(), versions=None, by=None, standby=False, expires=None) -> None:
        """Publishes as the holder of the online keys can: changed lists, a snapshot, a timestamp, versions one higher.
        `pins` sets versions in the snapshot, `forget` takes names out, `versions` and `expires` are by role, `by` holds
        other keys by role."""
        roles, pins, versions, by, expires = roles or {}, pins or {}, versions or {}, by or {}, expires or {}

        def sign(role, signed, as_role=None):
            keys = by.get(as_role or role)
            self.put_role(role, self.sign(role, signed, keys or self.signers(role, standby)))

        snapshot, timestamp = self.signed("snapshot"), self.signed("timestamp")
        for role, signed in roles.items():
            signed["version"] = versions.get(role, snapshot["meta"][f"{role}.json"]["version"] + 1)
            signed["expires"] = expires.get(role, signed["expires"])
            sign(role, signed, "bins" if role.startswith("bin-") else role)
            snapshot["meta"][f"{role}.json"]["version"] = signed["version"]
        for role, version in pins.items():
            snapshot["meta"][f"{role}.json"]["version"] = version
        for role in forget:
            del snapshot["meta"][f"{role}.json"]
        snapshot["version"] = versions.get("snapshot", snapshot["version"] + 1)
        snapshot["expires"] = expires.get("snapshot", snapshot["expires"])
        bytes_ = self.sign("snapshot", snapshot, by.get("snapshot") or self.signers("snapshot", standby))
        put(self.metadata / f"{snapshot['version']}.snapshot.json", bytes_)
        timestamp["meta"]["snapshot.json"] = pin(snapshot["version"], bytes_)
        timestamp["version"] = versions.get("timestamp", timestamp["version"] + 1)
        timestamp["expires"] = expires.get("timestamp", timestamp["expires"])
        sign("timestamp", timestamp)

    def list_in_bin(self, path: str, listed: dict, **more) -> None:
        """Lists a file in the bin that speaks for its path, and publishes."""
        role = bin_of(path)
        signed = self.signed(role)
        signed["targets"][path] = listed
        self.seal({role: signed}, **more)

    def next_root(self, change=None) -> dict:
        root = self.signed("root")
        root["version"] += 1
        if change:
            change(root)
        return root


def pin(version: int, bytes_: bytes) -> dict:
    return {"hashes": {"sha256": sha256(bytes_)}, "length": len(bytes_), "version": version}


def replace_keys(root: dict, role: str, keys: list[Key]) -> None:
    for key in keys:
        root["keys"][key.id] = key.value
    root["roles"][role]["keyids"] = sorted(key.id for key in keys)
    used = {id for one in root["roles"].values() for id in one["keyids"]}
    root["keys"] = {id: key for id, key in root["keys"].items() if id in used}


def flip(bytes_: bytes, at: int) -> bytes:
    return bytes_[:at] + bytes([bytes_[at] ^ 1]) + bytes_[at + 1 :]


def flip_digit(bytes_: bytes, after: bytes) -> bytes:
    """Changes the last digit of a number or digest, so that the file stays well formed."""
    at = bytes_.index(after) + len(after)
    old = bytes_[at : at + 1]
    return bytes_[:at] + (b"1" if old != b"1" else b"2") + bytes_[at + 1 :]


# ----------------------------------------------------------------------------------------------- a second writer


class Press:
    """A newsroom that prints by the words of edition.md, without our program."""

    def __init__(self, folder: Path, now=None, unique_versions=False):
        self.folder, self.now = Path(folder), now or time.time()
        # A bin's version as `count * 1024 + number`: then no bin's bytes can stand for another's.
        self.unique_versions = unique_versions
        self.editors = {role: [Key.named(f"{role}-{n}") for n in (1, 2, 3)] for role in ("root", "targets")}
        self.live = {role: Key.named(f"{role} live") for role in ("timestamp", "snapshot", "bins")}
        self.standby = {role: Key.named(f"{role} standby") for role in ("timestamp", "snapshot", "bins")}
        for name, keys in (("online", self.live), ("standby", self.standby)):
            for role, key in keys.items():
                put(self.folder / "keys" / name / f"{role}.json", json.dumps(key.file()).encode())
        for role, keys in self.editors.items():
            for number, key in enumerate(keys, 1):
                put(self.folder / "keys" / "editors" / f"{role}-{number}.json", json.dumps(key.file()).encode())
        self.edition = self.folder / "edition"
        self.metadata = self.edition / "metadata"
        self.lists: dict[str, tuple[int, dict]] = {}
        self.published: list[dict] = []
        root = {"_type": "root", "consistent_snapshot": True, "expires": moment(self.now + 365 * DAY), "keys": {},
                "roles": {}, "spec_version": "1.0.0", "version": 1}
        for role in ("timestamp", "snapshot"):
            root["roles"][role] = {"keyids": [], "threshold": 1}
        for role in ("root", "targets"):
            root["roles"][role] = {"keyids": [], "threshold": 2}
        for role in ("timestamp", "snapshot"):
            replace_keys(root, role, [self.live[role], self.standby[role]])
        for role in ("root", "targets"):
            replace_keys(root, role, self.editors[role])
        bytes_ = envelope(root, [key.sign(root) for key in self.editors["root"][:2]])
        put(self.metadata / "1.root.json", bytes_)
        put(self.folder / "root.json", bytes_)
        put(self.folder / "keys" / "root.json", bytes_)

    def publish(self, pages: dict[str, bytes]) -> None:
        policy = "default-src 'none'"
        policy_id = sha256(policy.encode())[:8]
        files = dict(pages)
        files["letterbox.json"] = canonical({"courier_keys": [], "format": 1, "letterboxes": [], "sealing_keys": [], "token_keys": []})
        files["outside.json"] = canonical({"addresses": [], "format": 1})
        files["reader.html"] = b"<!doctype html><title>Reader</title>"
        files["mirrors.json"] = canonical({"format": 1, "mirrors": []})
        files["policies.json"] = canonical({policy_id: policy})
        for first in range(0, len(self.published) + 1, 100):
            files[f"log/{first // 100:06}.json"] = canonical({"editions": self.published[first : first + 100], "format": 1})
        roles: dict[str, dict] = {f"bin-{number:03x}": {} for number in range(BINS)}
        roles["targets"] = {}
        shutil.rmtree(self.edition / "plain", ignore_errors=True)
        for path, bytes_ in files.items():
            put(self.edition / "plain" / path, bytes_)
            put(self.edition / "blobs" / sha256(bytes_)[:2] / sha256(bytes_), bytes_)
            listed = {"hashes": {"sha256": sha256(bytes_)}, "length": len(bytes_)}
            if path.endswith(".html"):
                listed["custom"] = {"policy": policy_id}
            roles["targets" if path in EDITORS_FILES else bin_of(path)][path] = listed
        for role, targets in roles.items():
            self._list(role, targets)
        number = len(self.published) + 1
        meta = {f"{role}.json": {"version": version} for role, (version, _) in self.lists.items()}
        snapshot = {"_type": "snapshot", "expires": moment(self.now + 7 * DAY), "meta": meta, "spec_version": "1.0.0", "version": number}
        bytes_ = envelope(snapshot, [self.live["snapshot"].sign(snapshot)])
        put(self.metadata / f"{number}.snapshot.json", bytes_)
        timestamp = {"_type": "timestamp", "expires": moment(self.now + 2 * DAY), "meta": {"snapshot.json": pin(number, bytes_)},
                     "spec_version": "1.0.0", "version": number}
        self.published.append({"at": moment(self.now), "sha256": sha256(bytes_), "snapshot": number})
        put(self.metadata / "timestamp.json", envelope(timestamp, [self.live["timestamp"].sign(timestamp)]))

    def _list(self, role: str, targets: dict) -> None:
        version, before = self.lists.get(role, (0, None))
        if before == targets:
            return
        number = 0 if role == "targets" else int(role[4:], 16)
        if role != "targets" and self.unique_versions:
            version = (version // BINS + 1) * BINS + number
        else:
            version += 1
        days = 365 if role == "targets" else 40 + number * 360 // BINS
        signed = {"_type": "targets", "expires": moment(self.now + days * DAY), "spec_version": "1.0.0", "targets": targets, "version": version}
        signers = [self.live["bins"]]
        if role == "targets":
            keys = [self.live["bins"], self.standby["bins"]]
            ids = sorted(key.id for key in keys)
            delegations = [{"keyids": ids, "name": f"bin-{n:03x}", "path_hash_prefixes": [f"{n * 4 + q:03x}" for q in range(4)],
                            "terminating": True, "threshold": 1} for n in range(BINS)]
            signed["delegations"] = {"keys": {key.id: key.value for key in keys}, "roles": delegations}
            signers = self.editors["targets"][:2]
        put(self.metadata / f"{version}.{role}.json", envelope(signed, [key.sign(signed) for key in signers]))
        self.lists[role] = (version, targets)


ARTICLE = "en/2026/11/harbour.html"
NON_ASCII = "ar/2026/11/ميناء-كلمت.html"


def fresh(folder: Path, now=None, unique_versions=False, more=None) -> tuple[Edition, Edition, Path]:
    """Two editions of a small newsroom; the article of the first is changed in the second."""
    press = Press(folder, now, unique_versions)
    pages = {"index.html": b"<!doctype html><title>The Lantern</title>", ARTICLE: b"<!doctype html>first", NON_ASCII: "<!doctype html>ميناء".encode()}
    pages |= {f"en/2026/10/article-{n}.html": f"<!doctype html>article {n}".encode() for n in range(40)}
    pages |= more or {}
    press.publish(pages)
    first = Path(folder) / "first"
    link_tree(press.edition, first)
    press.publish({**pages, ARTICLE: b"<!doctype html>second, and longer"})
    keys = Keys(Path(folder) / "keys")
    return Edition(first, keys), Edition(press.edition, keys), Path(folder) / "root.json"


# ---------------------------------------------------------------------------------------------------- the attacks

REFUSED, ACCEPTED = "refused", "accepted"
# Taken or refused, as long as what is handed out is what the newsroom published.
HARMLESS = "harmless"

PYTHON, PYTHON_CARRIED, JS = "python-tuf", "python-tuf carried", "tuf-js"
EXAMPLE, VERIFY, VERIFY_CARRIED, MIRROR = "our example", "our verify", "our verify carried", "our mirror"
STOCK = [PYTHON, PYTHON_CARRIED, JS, EXAMPLE]
OURS = [VERIFY, VERIFY_CARRIED, MIRROR]


@dataclass
class Attack:
    name: str
    spoil: object
    # What the client fetched before; the spoiled one is made from `start`.
    seen: list[str] = field(default_factory=lambda: ["first"])
    start: str = "second"
    default: str = REFUSED
    expected: dict[str, str] = field(default_factory=dict)
    # Only who remembers what it saw can refuse this; `verify` begins anew each time.
    memory: bool = False
    # Only expiry speaks against it, and that is not held against a carried copy (section 6.3).
    expiry: bool = False
    # What is handed out is the thief's, as the format cannot prevent.
    fake: bool = False
    # Paths asked for besides the usual ones.
    more_paths: list[str] = field(default_factory=list)
    # Metadata and files that the server sends without end.
    endless: list[str] = field(default_factory=list)
    # A path that no client may write where it says.
    evil: str = ""
    why: str = ""

    def verdict(self, client: str) -> str:
        if client in self.expected:
            return self.expected[client]
        if self.memory and client in (VERIFY, VERIFY_CARRIED):
            return ACCEPTED
        if self.expiry and client == VERIFY_CARRIED:
            return ACCEPTED
        return self.default


@dataclass
class Stage:
    """What an attack may look at besides its copy."""

    first: Edition
    second: Edition
    # A page that changed between both, another page, and where nothing may be written.
    page: str
    other: str
    outside: Path
    paths: list[str]


ATTACKS: list[Attack] = []


def attack(**more):
    def add(function):
        why = " ".join((function.__doc__ or "").split())
        ATTACKS.append(Attack(function.__name__, function, why=why, **more))
        return function

    return add


HOUR_AGO = lambda: moment(time.time() - 3600)


@attack()
def tampered_target(c: Copy, s: Stage):
    """A carrier changes one bit of a page, in both views."""
    bytes_ = c.content(s.page)
    digest = sha256(bytes_)
    bad = flip(bytes_, len(bytes_) // 2)
    put(c.blob(digest), bad)
    put(c.folder / "plain" / s.page, bad)


@attack()
def longer_target(c: Copy, s: Stage):
    """A carrier adds to the end of a page."""
    bytes_ = c.content(s.page)
    put(c.blob(sha256(bytes_)), bytes_ + b"<script>alert(1)</script>")
    put(c.folder / "plain" / s.page, bytes_ + b"<script>alert(1)</script>")


@attack()
def swapped_blob(c: Copy, s: Stage):
    """Two pages exchange their contents."""
    one, two = c.content(s.page), c.content(s.other)
    put(c.blob(sha256(one)), two)
    put(c.blob(sha256(two)), one)
    put(c.folder / "plain" / s.page, two)
    put(c.folder / "plain" / s.other, one)


@attack()
def tampered_bin(c: Copy, s: Stage):
    """A carrier lists a page with another digest."""
    role = bin_of(s.page)
    c.put_role(role, flip_digit(c.bytes(role), b'"sha256":"'))


@attack(seen=[])
def tampered_targets(c: Copy, s: Stage):
    """A carrier changes a digest in the editors' own list. Who has a good one of this version does not ask again."""
    c.put_role("targets", flip_digit(c.bytes("targets"), b'"sha256":"'))


@attack()
def tampered_snapshot(c: Copy, s: Stage):
    """A carrier changes a version in the snapshot; its length stays."""
    c.put_role("snapshot", flip_digit(c.bytes("snapshot"), b'.json":{"version":'), c.pinned("snapshot"))


@attack()
def tampered_timestamp(c: Copy, s: Stage):
    """A carrier changes the digest of the snapshot."""
    c.put_role("timestamp", flip_digit(c.bytes("timestamp"), b'"sha256":"'))


@attack(seen=[], default=HARMLESS)
def tampered_old_root(c: Copy, s: Stage):
    """A carrier spoils 1.root.json. A client begins with its own and never asks for it; a mirror must not pass it on."""
    c.put_role("root", flip_digit((c.metadata / "1.root.json").read_bytes(), b'"public":"'), 1)


@attack(expiry=True)
def expired_timestamp(c: Copy, s: Stage):
    """The signer is dead; its last timestamp is late."""
    c.seal(expires={"timestamp": HOUR_AGO()})


@attack(expiry=True)
def expired_snapshot(c: Copy, s: Stage):
    """A late snapshot under a fresh timestamp."""
    c.seal(expires={"snapshot": HOUR_AGO()})


@attack(expiry=True)
def expired_bin(c: Copy, s: Stage):
    """A late bin under a fresh snapshot."""
    role = bin_of(s.page)
    c.seal({role: c.signed(role)}, expires={role: HOUR_AGO()})


@attack(expiry=True)
def expired_targets(c: Copy, s: Stage):
    """The editors' list is late."""
    c.seal({"targets": c.signed("targets")}, expires={"targets": HOUR_AGO()})


@attack(expiry=True)
def expired_root(c: Copy, s: Stage):
    """The last root is late."""
    def late(root):
        root["expires"] = HOUR_AGO()

    c.put_role("root", c.sign("root", c.next_root(late)))


@attack(seen=["first", "second"], start="first", memory=True)
def rolled_back_timestamp(c: Copy, s: Stage):
    """The whole old edition again, after the new one was seen."""


@attack(seen=["first", "second"], start="first", memory=True)
def new_timestamp_over_old_snapshot(c: Copy, s: Stage):
    """Whoever has the timestamp's key points at an old snapshot."""
    timestamp = c.signed("timestamp")
    timestamp["version"] = s.second.signed("timestamp")["version"] + 1
    c.put_role("timestamp", c.sign("timestamp", timestamp))


@attack(seen=["second"], memory=True)
def new_snapshot_over_old_bins(c: Copy, s: Stage):
    """Whoever has the snapshot's key brings back a page that was changed."""
    role = bin_of(s.page)
    c.put_role(role, s.first.bytes(role))
    digest = s.first.target(s.page)["hashes"]["sha256"]
    put(c.blob(digest), s.first.content(s.page))
    put(c.folder / "plain" / s.page, s.first.content(s.page))
    c.seal(pins={role: s.first.pinned(role)})


@attack(seen=["second"])
def vanished_bin(c: Copy, s: Stage):
    """A snapshot without a bin that it had, and in which none of the pages is that are asked for."""
    used = {bin_of(path) for path in s.paths}
    c.seal(forget=[next(role for role in c.bins() if role not in used)])


@attack()
def vanished_bin_of_the_page(c: Copy, s: Stage):
    """The same with the page's own bin, in the pinned snapshot: the reader would see a page that does not exist."""
    c.seal(forget=[bin_of(s.page)])


@attack(default=HARMLESS, expected={PYTHON: ACCEPTED, PYTHON_CARRIED: ACCEPTED, JS: ACCEPTED, EXAMPLE: ACCEPTED})
def an_unknown_role_in_the_snapshot(c: Copy, s: Stage):
    """The snapshot names a role that nobody delegates to, with a name that climbs out."""
    signed = c.signed("snapshot")
    signed["meta"]["../../escaped.json"] = {"version": 1}
    signed["version"] += 1
    bytes_ = c.sign("snapshot", signed)
    put(c.metadata / f"{signed['version']}.snapshot.json", bytes_)
    timestamp = c.signed("timestamp")
    timestamp["version"] += 1
    timestamp["meta"]["snapshot.json"] = pin(signed["version"], bytes_)
    c.put_role("timestamp", c.sign("timestamp", timestamp))


@attack()
def root_by_one_of_three(c: Copy, s: Stage):
    """One coerced editor gives the online roles to the thief, who publishes with them."""
    thief = Key.named("thief")

    def change(root):
        for role in ("timestamp", "snapshot"):
            replace_keys(root, role, [thief])

    root = c.next_root(change)
    bytes_ = c.sign("root", root, c.signers("root")[:1])
    c.put_role("root", bytes_)
    c.seal(by={"snapshot": [thief], "timestamp": [thief]})


@attack()
def root_skips_a_version(c: Copy, s: Stage):
    """The next root is called version 3 where 2 is due."""
    root = c.next_root()
    root["version"] += 1
    c.put_role("root", c.sign("root", root), root["version"] - 1)


@attack()
def root_repeats_a_version(c: Copy, s: Stage):
    """The old root once more, as the next."""
    c.put_role("root", c.bytes("root"), c.newest_root() + 1)


@attack()
def duplicate_signatures(c: Copy, s: Stage):
    """One editor signs the next root twice."""
    root = c.next_root()
    editor = c.signers("root")[0]
    c.put_role("root", c.sign("root", root, [editor, editor]))


@attack()
def wrong_keyid(c: Copy, s: Stage):
    """One editor signs the next root twice, once in another editor's name."""
    root = c.next_root()
    one, two = c.signers("root")[:2]
    c.put_role("root", envelope(root, [one.sign(root), {**one.sign(root), "keyid": two.id}]))


@attack(expected={PYTHON: HARMLESS, PYTHON_CARRIED: HARMLESS, JS: HARMLESS})
def one_key_by_two_names(c: Copy, s: Stage):
    """The next root names one key twice and asks for both. Other clients count names; TUF 5.1 says keys."""
    def change(root):
        key = Key.named("thief")
        root["keys"]["a" * 64] = key.value
        root["keys"]["b" * 64] = key.value
        root["roles"]["root"]["keyids"] = ["a" * 64, "b" * 64]

    root = c.next_root(change)
    thief = Key.named("thief").sign(root)
    old = [key.sign(root) for key in c.signers("root")]
    c.put_role("root", envelope(root, [*old, {**thief, "keyid": "a" * 64}, {**thief, "keyid": "b" * 64}]))


def rotated(c: Copy) -> dict[str, list[Key]]:
    """Two editors replace the online keys."""
    new = {role: [Key.named(f"new {role}")] for role in ("timestamp", "snapshot")}

    def change(root):
        for role, keys in new.items():
            replace_keys(root, role, keys)

    c.put_role("root", c.sign("root", c.next_root(change)))
    return new


@attack(seen=[], start="second", default=ACCEPTED)
def rotation(c: Copy, s: Stage):
    """Two of three editors replace the online keys, and the newsroom goes on with the new ones."""
    c.seal(by=rotated(c))


@attack(default=ACCEPTED)
def rotation_seen_from_before(c: Copy, s: Stage):
    """The same, for who knows the edition before."""
    c.seal(by=rotated(c))


@attack()
def seized_key_with_the_new_root(c: Copy, s: Stage):
    """The thief goes on with the old online keys and passes the new root on."""
    old = {role: c.signers(role) for role in ("timestamp", "snapshot")}
    rotated(c)
    c.seal(by=old)


@attack(seen=["second", "rotation"], memory=True)
def seized_key_after_rotation(c: Copy, s: Stage):
    """The thief goes on with the old online keys and withholds the new root, from a reader who has seen it."""
    c.seal(versions={"timestamp": 900, "snapshot": 900})


@attack(seen=["first"], default=ACCEPTED, fake=True)
def seized_key_with_the_root_withheld(c: Copy, s: Stage):
    """A DOCUMENTED LIMIT of every such format: a reader who never saw the rotation believes the thief until he meets one
    carrier with the new root."""
    role = bin_of(s.page)
    signed = c.signed(role)
    signed["targets"][s.page] = {**signed["targets"][s.page], **c.put_file(s.page, b"<!doctype html>the thief's")}
    c.seal({role: signed})


@attack(seen=["first"], default=ACCEPTED)
def fast_forward(c: Copy, s: Stage):
    """The thief has the online keys and publishes every version as a thousand million, to lock the newsroom out."""
    roles = {role: c.signed(role) for role in {bin_of(path) for path in s.paths}}
    c.seal(roles, versions={role: 10**9 for role in [*roles, "snapshot", "timestamp"]})


@attack(seen=["first", "fast_forward"], memory=True)
def fast_forward_and_the_newsroom_goes_on(c: Copy, s: Stage):
    """A DOCUMENTED LIMIT: with the old keys the newsroom cannot come back."""
    c.seal()


@attack(seen=["first", "fast_forward"], default=ACCEPTED)
def fast_forward_and_recovery(c: Copy, s: Stage):
    """A root with new keys for timestamp and snapshot brings everybody back (TUF 5.3.11)."""
    c.seal(by=rotated(c))


@attack(default=ACCEPTED)
def standby_signs(c: Copy, s: Stage):
    """The signer is destroyed; the standby keys go on."""
    role = bin_of(s.page)
    c.seal({role: c.signed(role)}, standby=True)


@attack()
def bin_in_another_bins_place(c: Copy, s: Stage):
    """A carrier without any key serves a bin of the same version in the place of the page's bin. Nothing signed says
    which bin it is, unless its version does."""
    role = bin_of(s.page)
    put_another_bin(c, role, [one for one in c.bins() if one != role])


def put_another_bin(c: Copy, role: str, others: list[str]) -> None:
    """One of the same version, or else, where versions tell bins apart, any."""
    lists = c.lists()
    version = lists[role][0]
    other = next((one for one in others if lists[one][0] == version), others[0])
    c.put_role(role, c.bytes(other), version)


@attack(expected={PYTHON: HARMLESS, PYTHON_CARRIED: HARMLESS, JS: HARMLESS, EXAMPLE: HARMLESS, MIRROR: HARMLESS})
def empty_bin_in_another_bins_place(c: Copy, s: Stage):
    """The same with an empty bin, for a page that nobody asks for just now: the carrier makes it vanish. Who checks a
    whole edition must see it; a mirror that has the genuine bin already asks for none."""
    used = {bin_of(path) for path in s.paths}
    lists = c.lists()
    empty = [role for role, (_, targets) in lists.items() if not targets]
    versions = {lists[role][0] for role in empty}
    full = [role for role, (_, targets) in lists.items() if targets and role not in used]
    put_another_bin(c, next((role for role in full if lists[role][0] in versions), full[0]), empty)


@attack(default=REFUSED)
def thief_signs_targets(c: Copy, s: Stage):
    """The online keys sign the editors' list, with the thief's letterbox in it."""
    signed = c.signed("targets")
    signed["targets"]["letterbox.json"] = c.put_file("letterbox.json", b'{"format":1,"letterboxes":["https://thief.example/"]}')
    c.seal({"targets": signed}, by={"targets": c.signers(bin_of(s.page))})


@attack(default=ACCEPTED, expected={VERIFY: HARMLESS, VERIFY_CARRIED: HARMLESS, MIRROR: HARMLESS},
        more_paths=["letterbox.json", "outside.json"])
def thief_lists_letterbox(c: Copy, s: Stage):
    """A bin lists the files that only editors can change. It must have no effect."""
    for path in ("letterbox.json", "outside.json"):
        genuine = c.content(path)
        listed = c.put_file(path, b'{"format":1,"letterboxes":["https://thief.example/"]}')
        put(c.folder / "plain" / path, genuine)
        c.list_in_bin(path, listed)


def evil_path(path: str):
    """The thief has the bins' keys, and lists a path that the format forbids."""
    def spoil(c: Copy, s: Stage):
        real = path.replace("{outside}", str(s.outside))
        body = b"<!doctype html>escaped"
        put(c.blob(sha256(body)), body)
        c.put_plain(real, body)
        c.list_in_bin(real, {"hashes": {"sha256": sha256(body)}, "length": len(body)})

    return spoil


EVIL = {
    "path_climbs_out": "../../escaped.html",
    "path_climbs_out_from_within": "en/../../../escaped.html",
    "path_is_absolute": "{outside}/escaped-absolute.html",
    "path_with_backslashes": "en\\..\\..\\escaped.html",
    "path_with_an_empty_part": "en//escaped.html",
    "path_into_metadata": "metadata/timestamp.json",
    "path_into_targets": "targets/escaped.html",
    "control_character_path": "en/2026/a\u0001b\nescaped.html",
    "path_not_in_nfc": "en/2026/e\u0301scaped.html",
    "path_too_long": "en/" + "a" * 510 + ".html",
    "paths_that_differ_in_case": "INDEX.html",
    "page_under_a_page": "index.html/escaped.html",
}
for name, path in EVIL.items():
    spoil = evil_path(path)
    spoil.__name__ = name
    spoil.__doc__ = f"A bin of the thief lists {path!r}. Other clients may serve the rest; nothing may be written outside."
    attack(expected={client: HARMLESS for client in STOCK}, evil=path)(spoil)


@attack(expected={client: HARMLESS for client in STOCK})
def path_in_a_bin_not_its_own(c: Copy, s: Stage):
    """A bin lists a path that belongs to another."""
    role = next(one for one in c.bins() if one != bin_of("en/stray.html"))
    signed = c.signed(role)
    signed["targets"]["en/stray.html"] = c.put_file("en/stray.html", b"<!doctype html>stray")
    c.seal({role: signed})


@attack()
def huge_length(c: Copy, s: Stage):
    """A page that is said to be as long as a number can be."""
    role = bin_of(s.page)
    signed = c.signed(role)
    signed["targets"][s.page]["length"] = 2**64 - 1
    c.seal({role: signed})


@attack()
def huge_length_of_the_snapshot(c: Copy, s: Stage):
    """A snapshot that is said to be as long as a number can be."""
    timestamp = c.signed("timestamp")
    timestamp["version"] += 1
    timestamp["meta"]["snapshot.json"]["length"] = 2**64 - 1
    c.put_role("timestamp", c.sign("timestamp", timestamp))


@attack()
def huge_timestamp(c: Copy, s: Stage):
    """A good timestamp, over the limit by white space."""
    bytes_ = c.bytes("timestamp")
    c.put_role("timestamp", bytes_ + b" " * 20_000)


@attack()
def deep_nesting(c: Copy, s: Stage):
    """A timestamp of a hundred thousand brackets."""
    c.put_role("timestamp", b"[" * 8000 + b"]" * 8000)


@attack(endless=["metadata/timestamp.json"])
def endless_timestamp(c: Copy, s: Stage):
    """A carrier that never stops sending the timestamp."""


@attack(endless=["metadata/SNAPSHOT"])
def endless_snapshot(c: Copy, s: Stage):
    """A carrier that never stops sending the snapshot."""


@attack(endless=["metadata/NEXTROOT"])
def endless_root(c: Copy, s: Stage):
    """A carrier that has a next root without end."""


@attack(endless=["metadata/BIN"])
def endless_bin(c: Copy, s: Stage):
    """A carrier that never stops sending the page's bin, whose length nothing pins."""


@attack(endless=["targets/PAGE", "PAGE"])
def endless_target(c: Copy, s: Stage):
    """A carrier that never stops sending a page."""


@attack(endless=["packs/PACK"], default=ACCEPTED, expected={MIRROR: HARMLESS})
def endless_pack(c: Copy, s: Stage):
    """A carrier whose pack never stops. The files themselves are all there."""


@attack(default=ACCEPTED, expected={MIRROR: HARMLESS})
def garbage_pack(c: Copy, s: Stage):
    """A carrier whose pack is noise."""
    put(c.folder / "packs" / f"{c.pinned('snapshot')}.delta", hashlib.sha512(b"noise").digest() * 4000)
