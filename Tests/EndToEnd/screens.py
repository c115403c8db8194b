"""Pictures of every page of the staff's in a demo clinic of their own, whole, at desktop and phone width."""

import sys
from pathlib import Path


from browsing import chromium, sign_in
from campanile import Campanile
from pages import address, name, routes

WIDTHS = {1280: False, 390: True}
# Chromium draws no picture higher than that at once.
MOST_HEIGHT = 12_000


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    campanile = Campanile(demo=True, settings={"DEMO_WEEKS": "8"})
    browser = chromium()
    try:
        campanile.up()
        take(browser, campanile, folder)
    finally:
        browser.quit()
        campanile.down()


def take(browser, campanile, folder):
    browser.get(campanile.url + "/sign-in")
    picture(browser, folder, "sign-in")
    sign_in(browser, campanile, "admin@lakeview.example", "smile every day")
    for pattern in routes():
        # What is kept as a file shows no page of its own.
        if pattern.endswith((".csv", "/export")):
            continue
        path = address(pattern, campanile.value)
        browser.get(campanile.url + path)
        picture(browser, folder, name(pattern))
        print(name(pattern), path)


def picture(browser, folder, page):
    for width, is_phone in WIDTHS.items():
        size = {"width": width, "deviceScaleFactor": 1, "mobile": is_phone}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**size, "height": 900})
        height = browser.execute_script("return document.documentElement.scrollHeight")
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**size, "height": min(height, MOST_HEIGHT)})
        browser.save_screenshot(str(folder / f"{page}-{width}.png"))
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
