"""Three ways to press what leads to another page: by mouse, by keyboard, and in a browser whose scripts are off."""

from contextlib import contextmanager

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from browsing import without_script
from leaving import leave
from reading import follow


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
    with without_script(desk):
        yield lambda element: follow(desk, element.click)


ALL = [mouse, keyboard, scriptless]
