"""What axe finds on a page, in both colour schemes and at the widths that people have; and what is wrong with its markup."""

import requests
from axe_core_python.selenium import Axe

from validity import complaints

WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")


def findings(browser):
    """Each finding as the rule's name and the first place that breaks it; empty when there is none."""
    answer = Axe().run(browser)
    return [(one["id"], one["nodes"][0]["target"], one["nodes"][0]["failureSummary"]) for one in answer["violations"]]


def show(browser, width, scheme):
    """A window of that width, as somebody sees it who likes it light or dark."""
    # Not the window: Chromium makes none narrower than 500.
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    # A colour on its way from one scheme to the other has a contrast of neither.
    features = [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def reports(browser):
    """What the browser says of scripts that fail, and of what the page's Content-Security-Policy forbids."""
    return [entry["message"] for entry in browser.get_log("browser") if entry["source"] in ("security", "javascript")]


def markup_complaints(browser):
    """Each error in the page's markup as it comes from the server; none where the address answers with no page."""
    cookies = {cookie["name"]: cookie["value"] for cookie in browser.get_cookies()}
    answer = requests.get(browser.current_url, cookies=cookies, timeout=30)
    is_page = answer.ok and answer.headers["Content-Type"].startswith("text/html")
    return complaints(answer.content) if is_page else []


def check(browser, name, keep=lambda browser, name: None):
    """Holds the page at hand against axe in each width and scheme, and sees that nothing stands out at the side; then its
    markup, and what the browser has to report."""
    try:
        for width in WIDTHS:
            for scheme in SCHEMES:
                show(browser, width, scheme)
                keep(browser, f"{name}-{width}-{scheme}")
                found = findings(browser)
                assert not found, f"{name}, {width} px, {scheme}: {found}"
                wide = browser.execute_script("return document.documentElement.scrollWidth")
                assert wide <= width, f"{name} is {wide} px wide at {width} px, {scheme}"
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert not (found := markup_complaints(browser)), f"{name}: {found}"
    assert not (found := reports(browser)), f"{name}: {found}"
