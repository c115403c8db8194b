"""Pictures of pages, for who wants to look at them."""

import os


def keep(browser, name):
    """Keeps a picture of the page where CAMPANILE_PICTURES names a folder for them."""
    if folder := os.environ.get("CAMPANILE_PICTURES"):
        browser.save_screenshot(os.path.join(folder, f"{name}.png"))
