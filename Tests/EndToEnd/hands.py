"""Three ways to press what leads to another page: by mouse, by keyboard, and in a browser whose scripts are off."""

from contextlib import contextmanager

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from leaving import leave


@contextmanager
def mouse(desk):
    yield lambda element: leave(desk, element.click)


@contextmanager
def keyboard(desk):
    def press(element):
        desk.execute_script("arguments[0].focus()", element)
        leave(desk, lambda: ActionChains(desk).send_keys(Keys.ENTER).perform())

    yield press


@contextmanager
def scriptless(desk):
    def follow(element):
        old = desk.find_element(By.TAG_NAME, "html").id
        element.click()
        WebDriverWait(desk, 20).until(lambda page: page.find_element(By.TAG_NAME, "html").id != old)

    desk.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        yield follow
    finally:
        desk.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


ALL = [mouse, keyboard, scriptless]
