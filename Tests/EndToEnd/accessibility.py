"""What axe finds on a page, in both colour schemes and at the widths that people have."""

from axe_core_python.selenium import Axe

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


def check(browser, name, keep=lambda browser, name: None):
    """Holds the page at hand against axe in each width and scheme, and sees that nothing stands out at the side."""
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
