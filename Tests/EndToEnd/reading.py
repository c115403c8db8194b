"""What a page says, and waiting until it does."""

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

SECONDS = 20


def said(browser):
    return browser.find_element(By.TAG_NAME, "main").text


def soon(browser, holds):
    """Waits until it holds of the page, and returns what it answered.

    Looked at while a script replaces a part or the next page comes, elements are gone and the driver may answer with an error
    of its own: it is asked again.
    """
    return WebDriverWait(browser, SECONDS, ignored_exceptions=[WebDriverException]).until(holds)


def wait_for(browser, words, place=(By.TAG_NAME, "main")):
    soon(browser, lambda page: words in page.find_element(*place).text)


def follow(browser, act):
    """Does what leads to another page, in a browser whose scripts may be off: the next page is another document."""
    before = browser.find_element(By.TAG_NAME, "html").id
    act()
    soon(browser, lambda page: page.find_elements(By.TAG_NAME, "main") and page.find_element(By.TAG_NAME, "html").id != before)
