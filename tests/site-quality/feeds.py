"""What programs read of the site: the feed, the site map, robots.txt, JSON-LD.

The feed and the site map are held against atom.rng and sitemap.rng, written here
after RFC 4287 and the Sitemap protocol 0.9, and what a grammar cannot say is
checked after that: each address once, each leads to a page.
"""

import json
import sys
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html

HERE = Path(__file__).parent
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LARGEST = 50_000
TYPES = {"Dataset", "GovernmentOrganization", "WebSite", "BreadcrumbList"}

site = Path(sys.argv[1])
base = sys.argv[2]
faults: list[str] = []
figures: list[str] = []


def valid(name: str, grammar: str):
    """The document, or None where it does not follow the grammar."""
    relax = etree.RelaxNG(etree.parse(HERE / grammar))
    document = etree.parse(site / name)
    if not relax.validate(document):
        faults.extend(f"{name}: {error.line}: {error.message}" for error in relax.error_log)
    return document


def page_of(address: str) -> Path | None:
    """The file that the site's server answers an address with."""
    if not address.startswith(base):
        return None
    path = unquote(address[len(base):])
    path = site / (path + "index.html" if path == "" or path.endswith("/") else path)
    return path if path.is_file() else None


def check_sitemap() -> None:
    addresses: list[str] = []
    names = ["sitemap.xml"]
    root = valid("sitemap.xml", "sitemap.rng").getroot()
    if root.tag == f"{SITEMAP}sitemapindex":
        names = [loc.text[len(base):] for loc in root.iter(f"{SITEMAP}loc")]
    for name in names:
        here = [loc.text for loc in valid(name, "sitemap.rng").iter(f"{SITEMAP}loc")]
        if len(here) > LARGEST:
            faults.append(f"{name}: {len(here)} addresses")
        addresses += here
    if len(set(addresses)) != len(addresses):
        faults.append("sitemap: an address stands twice")
    faults.extend(f"sitemap: {one} is no page" for one in addresses if page_of(one) is None)
    pages = {path for path in site.rglob("*.html") if path.name != "404.html"}
    left_out = pages - {page_of(one) for one in addresses}
    faults.extend(f"sitemap: {page.relative_to(site)} is left out" for page in sorted(left_out))
    figures.append(f"site map: {len(addresses)} addresses in {len(names)} files")


def check_feed() -> None:
    feed = valid("feed.xml", "atom.rng").getroot()
    entries = feed.findall(f"{ATOM}entry")
    ids = [one.findtext(f"{ATOM}id") for one in [feed, *entries]]
    if len(set(ids)) != len(ids):
        faults.append("feed: an id stands twice")
    for entry in entries:
        for link in entry.findall(f"{ATOM}link"):
            if page_of(link.get("href")) is None:
                faults.append(f"feed: {link.get('href')} is no page")
    updated = [entry.findtext(f"{ATOM}updated") for entry in entries]
    if updated != sorted(updated, reverse=True):
        faults.append("feed: the newest entry is not the first")
    if updated and feed.findtext(f"{ATOM}updated") != updated[0]:
        faults.append("feed: it says another date than its newest entry")
    if b'href="feed.xml"' not in (site / "index.html").read_bytes():
        faults.append("feed: the home page does not name it")
    figures.append(f"feed: {len(entries)} entries")


def check_robots() -> None:
    lines = (site / "robots.txt").read_text("utf-8").splitlines()
    if f"Sitemap: {base}sitemap.xml" not in lines or "User-agent: *" not in lines:
        faults.append(f"robots.txt: {lines}")


def check_pages() -> None:
    count = 0
    for path in sorted(site.rglob("*.html")):
        name = str(path.relative_to(site))
        page = html.fromstring(path.read_bytes())
        for script in page.xpath("//script[@type='application/ld+json']"):
            about = json.loads(script.text)
            graph = about.get("@graph", [about])
            count += 1
            if about.get("@context") != "https://schema.org":
                faults.append(f"{name}: JSON-LD of another context")
            faults.extend(f"{name}: JSON-LD of {one.get('@type')}" for one in graph if one.get("@type") not in TYPES)
        canonical = page.xpath("//link[@rel='canonical']/@href")
        if name != "404.html" and [page_of(one) for one in canonical] != [path]:
            faults.append(f"{name}: canonical {canonical}")
        if page.get("lang") != "zh-CN":
            faults.append(f"{name}: language {page.get('lang')}")
        for table in page.iter("table"):
            # the tables of narratives have the text before them
            is_written = table.getparent().get("class") == "table-scroll"
            if table.find("caption") is None and not is_written or not table.xpath(".//th[@scope]"):
                faults.append(f"{name}: a table without caption or scopes")
    figures.append(f"JSON-LD: {count} blocks")


check_sitemap()
check_feed()
check_robots()
check_pages()
json.dump({"faults": faults, "figures": figures}, sys.stdout)
