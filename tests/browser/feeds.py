"""What RSS 2.0, Atom (RFC 4287), JSON Feed 1.1 and sitemaps require of a file. Prints JSON: how many items, which faults, which relative addresses."""

import email.utils
import json
import re
import sys
import xml.etree.ElementTree as ET
from datetime import datetime
from urllib.parse import urlsplit

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
faults: list[str] = []
relative: list[str] = []
items = 0
path = ""


def fault(what: str) -> None:
    faults.append(f"{path}: {what}")


def absolute(text: str | None, what: str) -> None:
    parts = urlsplit((text or "").strip())
    if parts.scheme not in ("http", "https", "mailto") or not (parts.netloc or parts.scheme == "mailto"):
        fault(f"{what} is not an absolute address: {text!r}")


def rfc822(text: str | None, what: str) -> None:
    # A day's name that does not belong to the date makes a feed invalid too.
    try:
        date = email.utils.parsedate_to_datetime(text or "")
    except (TypeError, ValueError):
        return fault(f"{what} is not an RFC 822 date: {text!r}")
    if not re.fullmatch(r"(\w{3}, )?\d{1,2} \w{3} \d{4} \d\d:\d\d(:\d\d)? ([+-]\d{4}|GMT|UT)", text or "") or text[:3] != date.strftime("%a"):
        fault(f"{what} is not an RFC 822 date: {text!r}")


def rfc3339(text: str | None, what: str) -> None:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text or ""):
            raise ValueError
        datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        fault(f"{what} is not an RFC 3339 date: {text!r}")


def html(text: str | None, what: str) -> None:
    """HTML in a feed: no scripts, no relative addresses."""
    text = text or ""
    if not text.strip():
        fault(f"{what} is empty")
    if re.search(r"<(script|style|iframe|object|embed|form|input|meta|link)\b|\son\w+\s*=|\sstyle\s*=", text, re.I):
        fault(f"{what} holds an element or attribute that readers strip: {re.search(r'<(script|style|iframe|object|embed|form|input|meta|link)[^>]*>|.on[a-z]+=|.style=', text).group(0)[:80]!r}")
    for address in re.findall(r'\s(?:href|src)="([^"]*)"', text):
        if not re.match(r"https?://|mailto:", address):
            relative.append(f"{path}: {what} holds a relative address: {address!r}")


def once(parent, name: str, what: str):
    found = parent.findall(name)
    if len(found) != 1:
        fault(f"{what} has {len(found)} of {name.replace(ATOM, '')}, not one")
    return found[0] if found else None


def rss() -> None:
    global items
    top = ET.parse(path).getroot()
    if top.tag != "rss" or top.get("version") != "2.0":
        fault("not rss version 2.0")
    channel = once(top, "channel", "rss")
    known = {"title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate", "lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "rating", "textInput", "skipHours", "skipDays", "item"}
    known_item = {"title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source"}
    for child in channel:
        if "{" not in child.tag and child.tag not in known:
            fault(f"channel holds <{child.tag}>")
    for name in ("title", "link", "description"):
        if not (channel.findtext(name) or "").strip():
            fault(f"channel has no {name}")
    absolute(channel.findtext("link"), "channel link")
    for name in ("pubDate", "lastBuildDate"):
        if channel.find(name) is not None:
            rfc822(channel.findtext(name), name)
    own = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if len(own) != 1:
        fault("no atom:link rel=self")
    else:
        absolute(own[0].get("href"), "self")
        if not path.endswith(urlsplit(own[0].get("href")).path):
            fault(f"self says {own[0].get('href')}")
    guids = set()
    for item in channel.findall("item"):
        items += 1
        what = f"item {item.findtext('guid')}"
        if not (item.findtext("title") or item.findtext("description")):
            fault(f"{what} has neither title nor description")
        for child in item:
            if "{" not in child.tag and child.tag not in known_item:
                fault(f"{what} holds <{child.tag}>")
        for name in ("title", "link", "guid", "pubDate", "description"):
            once(item, name, what)
        absolute(item.findtext("link"), f"{what} link")
        guid = item.find("guid")
        if guid is not None:
            if guid.text in guids:
                fault(f"guid {guid.text} twice")
            guids.add(guid.text)
            if guid.get("isPermaLink", "true") == "true":
                absolute(guid.text, f"{what} guid")
        rfc822(item.findtext("pubDate"), f"{what} pubDate")
        for enclosure in item.findall("enclosure"):
            absolute(enclosure.get("url"), f"{what} enclosure")
            if not (enclosure.get("length") or "").isdigit() or "/" not in (enclosure.get("type") or ""):
                fault(f"{what} enclosure lacks length or type")
        if len(item.findall("enclosure")) > 1:
            fault(f"{what} has several enclosures")
        author = item.findtext("author")
        if author is not None and "@" not in author:
            fault(f"{what} author is no e-mail address: {author!r}")
        if item.find(CONTENT) is not None:
            html(item.findtext(CONTENT), f"{what} content:encoded")


def atom_common(element, what: str) -> None:
    identity = once(element, f"{ATOM}id", what)
    if identity is not None:
        absolute(identity.text, f"{what} id")
    title = once(element, f"{ATOM}title", what)
    if title is not None and not (title.text or "").strip():
        fault(f"{what} has an empty title")
    updated = once(element, f"{ATOM}updated", what)
    if updated is not None:
        rfc3339(updated.text, f"{what} updated")
    seen = set()
    for link in element.findall(f"{ATOM}link"):
        absolute(link.get("href"), f"{what} link")
        rel = link.get("rel", "alternate")
        if rel == "alternate":
            if (link.get("type"), link.get("hreflang")) in seen:
                fault(f"{what} has two alternate links of one type and language")
            seen.add((link.get("type"), link.get("hreflang")))
        if rel == "enclosure" and not (link.get("length") or "").isdigit():
            fault(f"{what} enclosure has no length")
    for author in element.findall(f"{ATOM}author"):
        name = once(author, f"{ATOM}name", f"{what} author")
        if name is not None and not (name.text or "").strip():
            fault(f"{what} author has an empty name")


def atom() -> None:
    global items
    feed = ET.parse(path).getroot()
    if feed.tag != f"{ATOM}feed":
        fault("not an Atom feed")
    atom_common(feed, "feed")
    own = [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if len(own) != 1 or not path.endswith(urlsplit(own[0].get("href")).path):
        fault("no rel=self of its own")
    ids = set()
    newest = ""
    for entry in feed.findall(f"{ATOM}entry"):
        items += 1
        what = f"entry {entry.findtext(ATOM + 'id')}"
        atom_common(entry, what)
        identity = entry.findtext(f"{ATOM}id")
        if identity in ids:
            fault(f"{what} twice")
        ids.add(identity)
        newest = max(newest, entry.findtext(f"{ATOM}updated") or "")
        if entry.find(f"{ATOM}author") is None and feed.find(f"{ATOM}author") is None:
            fault(f"{what} has no author")
        if entry.find(f"{ATOM}published") is not None:
            rfc3339(entry.findtext(f"{ATOM}published"), f"{what} published")
        content = entry.find(f"{ATOM}content")
        if content is None and not [link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]:
            fault(f"{what} has neither content nor alternate link")
        if content is not None:
            if content.get("type") not in ("text", "html", "xhtml"):
                fault(f"{what} content type {content.get('type')!r}")
            if content.get("type") == "html":
                html(content.text, f"{what} content")
    if newest and (feed.findtext(f"{ATOM}updated") or "") < newest:
        fault(f"feed updated {feed.findtext(ATOM + 'updated')} is before an entry of {newest}")


def json_feed() -> None:
    global items
    with open(path, encoding="utf-8") as file:
        feed = json.load(file)
    if feed.get("version") not in ("https://jsonfeed.org/version/1.1", "https://jsonfeed.org/version/1"):
        fault(f"version {feed.get('version')!r}")
    if not feed.get("title"):
        fault("no title")
    for name in ("home_page_url", "feed_url"):
        absolute(feed.get(name), name)
    ids = set()
    for item in feed["items"]:
        items += 1
        what = f"item {item.get('id')}"
        if not isinstance(item.get("id"), str) or item["id"] in ids:
            fault(f"{what} has no id of its own")
        ids.add(item.get("id"))
        if not ("content_html" in item or "content_text" in item):
            fault(f"{what} has no content")
        if "content_html" in item:
            html(item["content_html"], what)
        for name in ("date_published", "date_modified"):
            if name in item:
                rfc3339(item[name], f"{what} {name}")
        absolute(item.get("url"), f"{what} url")


def sitemap() -> None:
    global items
    top = ET.parse(path).getroot()
    if top.tag not in (f"{MAP}urlset", f"{MAP}sitemapindex"):
        fault(f"root is {top.tag}")
    for entry in top:
        items += 1
        absolute(entry.findtext(f"{MAP}loc"), "loc")
        date = entry.findtext(f"{MAP}lastmod")
        if date is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?", date):
            fault(f"lastmod {date!r}")


for path in sys.argv[2:]:
    try:
        {"rss": rss, "atom": atom, "json": json_feed, "sitemap": sitemap}[sys.argv[1]]()
    except (ET.ParseError, ValueError, KeyError) as error:
        fault(f"cannot be read: {error!r}")
print(json.dumps({"items": items, "faults": faults, "relative": relative}, ensure_ascii=False))
