"""From one page of a browser to the next."""

from reading import soon


def leave(browser, act):
    """Does what leads to another page, and waits until that one is there.

    The page left is told by a mark in it. Its elements cannot be asked whether they are gone: between two pages the driver
    may answer with an error of its own.
    """
    browser.execute_script("window.isLeft = false")
    act()
    soon(browser, lambda page: page.execute_script("return window.isLeft !== false && document.readyState === 'complete'"))
