"""A person's way through the pages without a browser: forms filled by their labels' names and posted."""

from urllib.parse import urljoin

import lxml.html
import requests


class Visitor:
    """Keeps cookies, follows redirects after a POST, and sends each form with all its fields and its token."""

    def __init__(self, url, now=None):
        self.url = url
        self.session = requests.Session()
        if now:
            self.session.headers["X-Campanile-Now"] = now
        self.response = None

    def get(self, path):
        return self._keep(self.session.get(urljoin(self.url, path), timeout=30))

    def post(self, path, fields, **options):
        options.setdefault("headers", {}).setdefault("Origin", self.url)
        return self._keep(self.session.post(urljoin(self.url, path), data=fields, timeout=30, **options))

    def submit(self, form, button=None, **values):
        """Posts a form of the page at hand as a browser would, with these values for its fields."""
        fields = [(name, value) for name, value in form.form_values() if name not in values]
        fields += [(name, value) for name, value in values.items()]
        if button is not None and button.get("name"):
            fields.append((button.get("name"), button.get("value", "")))
        action = urljoin(self.response.url, (button.get("formaction") if button is not None else None) or form.action or "")
        if form.method.upper() == "GET":
            return self._keep(self.session.get(action, params=fields, timeout=30))
        return self.post(action, fields)

    def form(self, with_field=None, action=None):
        """The page's form that holds such a field, or goes there."""
        for form in self.page.forms:
            if (with_field is None or with_field in form.fields) and (action is None or action in (form.action or "")):
                return form
        raise AssertionError(f"no form with {with_field or action} on {self.response.url}:\n{self.text}")

    def sign_in(self, email, password):
        self.get("/")
        form = self.form(with_field="password")
        self.submit(form, email=email, password=password)
        assert self.response.status_code == 200, self.text
        assert not self.page.xpath("//input[@type='password']"), f"{email} could not sign in:\n{self.text}"
        return self

    @property
    def text(self):
        return " ".join(self.page.text_content().split())

    def _keep(self, response):
        self.response = response
        self.page = lxml.html.fromstring(response.content) if response.content else None
        return response
