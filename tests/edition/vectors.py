"""Test vectors for verifiers in other languages, written to crates/wire/vectors.

    vectors.py           writes them; the same bytes every time
    vectors.py --check   holds the files against python-tuf

A file is one case: `name`; `what` it proves; `now`, in seconds since 1970, the only moment that expiry is held against;
`root`, the bytes of the root that the reader trusts, as text; `steps`, to be given to one verifier in this order. A step
has `role`, `bytes` as text, and `expect`: "ok" or the name of a refusal. What is refused changes nothing that later steps
see. Roles are `root` (the next one), `timestamp`, `snapshot`, `targets`, `bin-…` (whose parent is `targets`), and `file`:
the contents of `path`, held against the list that the path's hash leads to. If `carried` is true, expiry is not checked.
So that a case can be read, `targets` delegates to the bins of two paths only; an edition's has all 1,024.

Refusals: Malformed, TooFewSignatures, RolledBack, WrongVersion, Expired, WrongLength, WrongDigest, Unknown, OutOfOrder.
What `Malformed` is called matters less than that nothing of it is believed."""

import json
import sys
from pathlib import Path

from forge import ARTICLE, NON_ASCII, Key, bin_of, canonical, envelope, flip_digit, moment, pin, sha256

OUT = Path(__file__).resolve().parents[2] / "crates" / "wire" / "vectors"
NOW = 1_790_000_000
DAY = 86400
PAGE = b"<!doctype html><title>The harbour</title>"
OTHER = "<!doctype html><title>ميناء</title>".encode()

ROOT = [Key.named(f"root-{n}") for n in (1, 2, 3)]
TARGETS = [Key.named(f"targets-{n}") for n in (1, 2, 3)]
ONLINE = {role: [Key.named(f"{role} live"), Key.named(f"{role} standby")] for role in ("timestamp", "snapshot", "bins")}
NEW = {role: Key.named(f"new {role}") for role in ("timestamp", "snapshot")}
BINS = [bin_of(ARTICLE), bin_of(NON_ASCII)]


def sign(signed, *keys: Key) -> str:
    return envelope(signed, [key.sign(signed) for key in keys]).decode()


def common(kind: str, version: int, days: float) -> dict:
    return {"_type": kind, "expires": moment(NOW + days * DAY), "spec_version": "1.0.0", "version": version}


def root(version=1, by=None, days=365, new=False, **more) -> str:
    online = {role: [NEW[role]] if new else ONLINE[role] for role in NEW}
    roles = {"root": (ROOT, 2), "targets": (TARGETS, 2), "snapshot": (online["snapshot"], 1), "timestamp": (online["timestamp"], 1)}
    signed = common("root", version, days) | {
        "consistent_snapshot": True,
        "keys": {key.id: key.value for keys, _ in roles.values() for key in keys},
        "roles": {role: {"keyids": sorted(key.id for key in keys), "threshold": least} for role, (keys, least) in roles.items()},
    } | more
    return sign(signed, *(ROOT[:2] if by is None else by))


def listed(bytes_: bytes) -> dict:
    return {"custom": {"policy": "8d5e7b2a"}, "hashes": {"sha256": sha256(bytes_)}, "length": len(bytes_)}


def bin_(number: int, version=1, days=400, by=None, files=None) -> str:
    if files is None:
        files = {ARTICLE: listed(PAGE)} if BINS[number] == BINS[0] else {NON_ASCII: listed(OTHER)}
    return sign(common("targets", version, days) | {"targets": files}, by or ONLINE["bins"][0])


def targets(version=1, days=365, by=None, files=None) -> str:
    keys = ONLINE["bins"]
    roles = [{"keyids": sorted(key.id for key in keys), "name": name, "terminating": True, "threshold": 1,
              "path_hash_prefixes": [f"{int(name[4:], 16) * 4 + quarter:03x}" for quarter in range(4)]} for name in sorted(BINS)]
    files = files or {"letterbox.json": {"hashes": {"sha256": sha256(b"{}")}, "length": 2}}
    signed = common("targets", version, days) | {"delegations": {"keys": {key.id: key.value for key in keys}, "roles": roles}, "targets": files}
    return sign(signed, *(TARGETS[1:] if by is None else by))


def snapshot(version=1, bins=(1, 1), targets_version=1, days=7, by=None, forget=()) -> str:
    meta = {"targets.json": {"version": targets_version}} | {f"{name}.json": {"version": one} for name, one in zip(BINS, bins)}
    for name in forget:
        del meta[f"{name}.json"]
    return sign(common("snapshot", version, days) | {"meta": meta}, by or ONLINE["snapshot"][0])


def timestamp(of: str, version=1, days=2, by=None, **more) -> str:
    number = json.loads(of)["signed"]["version"]
    signed = common("timestamp", version, days) | {"meta": {"snapshot.json": pin(number, of.encode()) | more}}
    return sign(signed, by or ONLINE["timestamp"][0])


def step(role: str, bytes_: str, expect="ok", **more) -> dict:
    return {"role": role, "bytes": bytes_, "expect": expect, **more}


def edition(number=1) -> list[dict]:
    of = snapshot(number, (number, 1))
    return [step("timestamp", timestamp(of, number)), step("snapshot", of), step("targets", targets()),
            step(BINS[0], bin_(0, number)), step(BINS[1], bin_(1))]


def page(bytes_=PAGE, expect="ok", path=ARTICLE) -> dict:
    return step("file", bytes_.decode(), expect, path=path)


def tampered(text: str, after: str) -> str:
    return flip_digit(text.encode(), after.encode()).decode()


def twice(key: Key, name: str | None = None) -> str:
    """The next root with two signatures by one key, the second perhaps in another's name."""
    signed = json.loads(root(2))["signed"]
    signature = key.sign(signed)
    return envelope(signed, [signature, {**signature, "keyid": name or key.id}]).decode()


def cases():
    one, two = snapshot(1), snapshot(2, (2, 1))
    yield "good", "A whole edition, a page, a path that is not ASCII, and a file of the editors.", [
        *edition(), page(), page(OTHER, path=NON_ASCII), page(b"{}", path="letterbox.json")]
    yield "two_editions", "A newer edition after an older one.", [*edition(), *edition(2), page()]
    yield "old_list_under_new_snapshot", "After a new snapshot nobody may go on with a list that it does not pin.", [
        *edition(), *edition(2)[:3], page(expect="OutOfOrder"), step(BINS[0], bin_(0, 2)), page()]
    yield "spaces_and_order_do_not_matter", "Signatures are over the canonical form, not over the bytes.", [
        step("root", json.dumps(json.loads(root(2)), indent=1)), *edition(), page()]
    yield "tampered_target", "One letter of a page is another.", [*edition(), page(PAGE.replace(b"harbour", b"harbor!"), "WrongDigest")]
    yield "longer_target", "Something is added to a page.", [*edition(), page(PAGE + b" ", "WrongLength")]
    yield "swapped_targets", "Two pages exchange their contents.", [*edition(), page(OTHER, "WrongLength"), page(PAGE, "WrongLength", NON_ASCII)]
    yield "unlisted_path", "A path that nobody lists.", [
        *edition(), page(PAGE, "Unknown", "en/2026/11/another.html")]
    yield "tampered_timestamp", "A digit of the snapshot's digest is another.", [
        step("timestamp", tampered(timestamp(one), '"sha256":"'), "TooFewSignatures"), *edition()]
    yield "tampered_snapshot", "A version in the snapshot is another, in the same length.", [
        step("timestamp", timestamp(one)), step("snapshot", tampered(one, '.json":{"version":'), "WrongDigest"), step("snapshot", one)]
    yield "longer_snapshot", "White space after the snapshot.", [
        step("timestamp", timestamp(one)), step("snapshot", one + "\n", "WrongLength")]
    yield "tampered_targets", "A digest in the editors' list is another.", [
        *edition()[:2], step("targets", tampered(targets(), '"sha256":"'), "TooFewSignatures")]
    yield "tampered_bin", "A digest in a bin is another.", [
        *edition()[:3], step(BINS[0], tampered(bin_(0), '"sha256":"'), "TooFewSignatures"), step(BINS[0], bin_(0)), page()]
    yield "bin_newer_than_pinned", "A bin that the snapshot does not name, newer though it is.", [
        *edition()[:3], step(BINS[0], bin_(0, 2), "WrongVersion")]
    yield "bin_by_the_wrong_key", "The timestamp's key signs a bin.", [
        *edition()[:3], step(BINS[0], bin_(0, by=ONLINE["timestamp"][0]), "TooFewSignatures")]
    yield "thief_signs_targets", "The bins' key signs the editors' list.", [
        *edition()[:2], step("targets", targets(by=[ONLINE["bins"][0]]), "TooFewSignatures")]
    yield "one_editor_signs_targets", "One of three editors is not enough.", [
        *edition()[:2], step("targets", targets(by=TARGETS[:1]), "TooFewSignatures")]
    yield "thief_lists_letterbox", "A bin lists a file of the editors; the editors' own list goes before.", [
        *edition()[:3], step(BINS[0], bin_(0, files={"letterbox.json": listed(b"[]")})),
        page(b"{}", path="letterbox.json"), page(b"[]", "WrongDigest", "letterbox.json")]
    yield "expired_timestamp", "A timestamp of the day before yesterday.", [step("timestamp", timestamp(one, days=-1), "Expired")]
    yield "expires_now", "What expires at this second is late.", [step("timestamp", timestamp(one, days=0), "Expired")]
    yield "expired_snapshot", "A late snapshot under a fresh timestamp.", [
        step("timestamp", timestamp(snapshot(days=-1))), step("snapshot", snapshot(days=-1), "Expired")]
    yield "expired_targets", "A late list of the editors.", [*edition()[:2], step("targets", targets(days=-1), "Expired")]
    yield "expired_bin", "A late bin.", [*edition()[:3], step(BINS[0], bin_(0, days=-1), "Expired")]
    yield "carried", "All of it is late, but was carried by hand.", [
        step("timestamp", timestamp(snapshot(days=-1), days=-1)), step("snapshot", snapshot(days=-1)),
        step("targets", targets(days=-1)), step(BINS[0], bin_(0, days=-1)), page()], {"carried": True}
    yield "rolled_back_timestamp", "An old edition after a new one.", [*edition(2), step("timestamp", timestamp(one), "RolledBack")]
    yield "new_timestamp_over_old_snapshot", "A newer timestamp that names an older snapshot.", [
        *edition(2), step("timestamp", timestamp(one, 3), "RolledBack")]
    yield "new_snapshot_over_old_bin", "A newer snapshot that names an older bin.", [
        *edition(2), step("timestamp", timestamp(snapshot(3, (1, 1)), 3)), step("snapshot", snapshot(3, (1, 1)), "RolledBack")]
    yield "vanished_bin", "A newer snapshot that no longer names a bin.", [
        *edition(2), step("timestamp", timestamp(snapshot(3, (2, 1), forget=BINS[1:]), 3)),
        step("snapshot", snapshot(3, (2, 1), forget=BINS[1:]), "RolledBack")]
    yield "old_snapshot_under_new_timestamp", "The snapshot is not the one that the timestamp names.", [
        step("timestamp", timestamp(two, 2, **{"hashes": {"sha256": sha256(one.encode())}, "length": len(one)})),
        step("snapshot", one, "WrongVersion")]
    yield "out_of_order", "Nothing is believed before what vouches for it.", [
        step("snapshot", one, "OutOfOrder"), step("timestamp", timestamp(one)), step("targets", targets(), "OutOfOrder")]
    yield "rotation", "Two of three editors replace the online keys; the old ones are worth nothing then.", [
        *edition(2), step("root", root(2, new=True)), step("timestamp", timestamp(two, 9), "TooFewSignatures"),
        step("timestamp", timestamp(snapshot(1, by=NEW["snapshot"]), 1, by=NEW["timestamp"])),
        step("snapshot", snapshot(1, by=NEW["snapshot"]))]
    yield "fast_forward", "A thief's versions of a thousand million are forgotten with his keys.", [
        step("timestamp", timestamp(snapshot(10**9), 10**9)), step("snapshot", snapshot(10**9)),
        step("timestamp", timestamp(one, 3), "RolledBack"), step("root", root(2, new=True)),
        step("timestamp", timestamp(snapshot(3, by=NEW["snapshot"]), 3, by=NEW["timestamp"])),
        step("snapshot", snapshot(3, by=NEW["snapshot"]))]
    yield "standby_signs", "The second key of each role does as well.", [
        step("timestamp", timestamp(snapshot(by=ONLINE["snapshot"][1]), by=ONLINE["timestamp"][1])),
        step("snapshot", snapshot(by=ONLINE["snapshot"][1])), step("targets", targets()),
        step(BINS[0], bin_(0, by=ONLINE["bins"][1])), page()]
    yield "root_by_one_of_three", "One editor cannot change the keys.", [
        step("root", root(2, ROOT[:1], new=True), "TooFewSignatures"), *edition()]
    yield "root_by_other_editors", "Two keys that are nobody's.", [
        step("root", root(2, [Key.named("thief"), Key.named("another thief")]), "TooFewSignatures"), *edition()]
    yield "root_skips_a_version", "Version 3 where 2 is due.", [step("root", root(3), "WrongVersion"), step("root", root(2))]
    yield "root_repeats_a_version", "Version 1 once more.", [step("root", root(1), "WrongVersion")]
    yield "expired_root", "The last root is late; a fresh one mends it.", [
        step("root", root(2, days=-1)), step("timestamp", timestamp(one), "Expired"), step("root", root(3)), *edition()]
    yield "duplicate_signatures", "One editor signs twice.", [step("root", twice(ROOT[0]), "Malformed"), *edition()]
    yield "wrong_keyid", "One editor signs twice, once in another's name.", [
        step("root", twice(ROOT[0], ROOT[1].id), "TooFewSignatures"), *edition()]
    yield "wrong_type", "A snapshot where a timestamp is due.", [
        step("timestamp", sign(common("snapshot", 1, 7) | {"meta": {"snapshot.json": {"version": 1}}}, ONLINE["timestamp"][0]), "Malformed")]
    yield "not_json", "Half a timestamp.", [step("timestamp", timestamp(one)[:-40], "Malformed"), *edition()]
    yield "another_format", "A `spec_version` that begins with 2.", [
        step("timestamp", sign(common("timestamp", 1, 2) | {"meta": {"snapshot.json": {"version": 1}}, "spec_version": "2.0.0"}, ONLINE["timestamp"][0]), "Malformed")]
    yield "unnamed_bin", "A bin that the editors' list does not delegate to.", [
        *edition()[:3], step("bin-fff", bin_(0), "Unknown")]


def write() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    written = set()
    for name, what, steps, *more in cases():
        case = {"name": name, "what": what, "now": NOW, **(more[0] if more else {}), "root": root(), "steps": steps}
        text = json.dumps(case, ensure_ascii=False, indent=1) + "\n"
        (OUT / f"{name}.json").write_text(text, encoding="utf-8")
        written.add(f"{name}.json")
    for file in OUT.glob("*.json"):
        if file.name not in written:
            file.unlink()
    print(f"{len(written)} vectors in {OUT.relative_to(Path.cwd()) if OUT.is_relative_to(Path.cwd()) else OUT.name}")


# Where python-tuf has one exception for what has two names here.
MEANS = {
    "UnsignedMetadataError": {"TooFewSignatures"},
    "BadVersionNumberError": {"RolledBack", "WrongVersion"},
    "EqualVersionNumberError": {"RolledBack"},
    "ExpiredMetadataError": {"Expired"},
    "LengthOrHashMismatchError": {"WrongLength", "WrongDigest"},
    "DeserializationError": {"Malformed"},
    "RepositoryError": {"Malformed", "Unknown", "RolledBack"},
    "RuntimeError": {"OutOfOrder"},
    "KeyError": {"Unknown", "OutOfOrder"},
    "ValueError": {"Unknown", "Malformed"},
}


def check() -> int:
    from datetime import datetime, timezone

    from tuf.ngclient._internal.trusted_metadata_set import TrustedMetadataSet
    from tuf.ngclient.config import EnvelopeType

    passed = failed = skipped = 0
    for file in sorted(OUT.glob("*.json")):
        case = json.loads(file.read_text(encoding="utf-8"))
        if case.get("carried"):
            skipped += 1
            continue
        now = datetime.fromtimestamp(case["now"], timezone.utc)

        def begin(root_bytes: bytes):
            trusted = TrustedMetadataSet(root_bytes, EnvelopeType.METADATA)
            trusted.reference_time = now
            return trusted

        trusted = begin(case["root"].encode())
        newest = case["root"].encode()
        fault = ""
        for number, one in enumerate(case["steps"]):
            role, bytes_, said = one["role"], one["bytes"].encode(), "ok"
            try:
                if role == "root":
                    # Its set of trusted metadata takes no root after a timestamp; a client begins anew with what it kept.
                    before, fresh = trusted, begin(newest)
                    fresh.update_root(bytes_)
                    newest, trusted = bytes_, fresh
                    if before.root.roles["timestamp"].keyids == fresh.root.roles["timestamp"].keyids:
                        for kept in ("timestamp", "snapshot"):
                            if kept in before._trusted_set:
                                trusted._trusted_set[kept] = before._trusted_set[kept]
                elif role == "timestamp":
                    # So for the next edition: a client of the next day has the old timestamp and snapshot.
                    if "snapshot" in trusted._trusted_set:
                        kept = {name: trusted._trusted_set[name] for name in ("timestamp", "snapshot")}
                        trusted = begin(newest)
                        trusted._trusted_set["timestamp"] = kept["timestamp"]
                        trusted.update_timestamp(bytes_)
                        trusted._trusted_set["snapshot"] = kept["snapshot"]
                    else:
                        trusted.update_timestamp(bytes_)
                elif role == "snapshot":
                    trusted.update_snapshot(bytes_)
                elif role == "targets":
                    trusted.update_targets(bytes_)
                elif role.startswith("bin-"):
                    trusted.update_delegated_targets(bytes_, role, "targets")
                else:
                    path = one["path"]
                    found = trusted.targets.targets.get(path)
                    bin_name = bin_of(path)
                    if found is None and bin_name in trusted._trusted_set:
                        found = trusted[bin_name].targets.get(path)
                    if found is None:
                        raise KeyError(path)
                    found.verify_length_and_hashes(bytes_)
            except Exception as error:
                said = type(error).__name__
            expect = one["expect"]
            if said == "ok" and expect == "ok" or expect in MEANS.get(said, set()):
                continue
            fault = f"step {number} ({role}): {expect} was expected, python-tuf said {said}"
            break
        if fault:
            failed += 1
            print(f"FAILED {file.name}: {fault}")
        else:
            passed += 1
    print(f"vectors: {passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(check())
    write()
