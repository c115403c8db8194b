"""The API's description (OpenAPI 3.1): what it says there is, and answers held against it."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

FILE = Path(__file__).resolve().parents[2] / "templates" / "openapi.json"
# What a path's parameters stand for in tests that walk every path: rows that may be there, or not.
PARAMETERS = {"externalId": "H-1"}


@dataclass
class Operation:
    method: str
    path: str
    json: dict

    @property
    def scope(self):
        """The scope that its key needs; None where it takes no key."""
        return self.json["security"][0]["key"][0] if self.json["security"] else None

    @property
    def takes_json(self):
        return "application/json" in self.json.get("requestBody", {}).get("content", {})

    @property
    def sample(self):
        """Its path with something in the place of each parameter."""
        return re.sub(r"\{(\w+)\}", lambda match: PARAMETERS.get(match[1], "1"), self.path)

    @property
    def name(self):
        return f"{self.method} {self.path}"


class Description:
    def __init__(self):
        self.document = json.loads(FILE.read_text())
        self.operations = [
            Operation(method.upper(), path, operation)
            for path, item in self.document["paths"].items()
            for method, operation in item.items() if method != "parameters"
        ]

    def operation(self, method, path):
        """The one that answers a path; a fixed part goes before a parameter. None where there is no such path or method."""
        path = path.split("?")[0]
        found = [
            operation for operation in self.operations
            if operation.method == method
            and re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(operation.path)), path)
        ]
        return min(found, key=lambda operation: operation.path.count("{"), default=None)

    def check(self, method, path, answer):
        """Fails the test whose answer is not described."""
        operation = self.operation(method, path)
        if operation is None:
            assert answer.status_code in (404, 405), f"{method} {path} is not described: {answer.status_code}"
            return
        described = operation.json["responses"].get(str(answer.status_code))
        assert described, f"{operation.name} answers {answer.status_code}, which is not described: {answer.text}"
        if "$ref" in described:
            described = self.document["components"]["responses"][described["$ref"].split("/")[-1]]
        if "content" not in described:
            assert not answer.content, f"{operation.name} {answer.status_code} has a body"
            return
        media = answer.headers["Content-Type"]
        assert media in described["content"], f"{operation.name} {answer.status_code} is {media}"
        documents = [json.loads(line) for line in answer.text.splitlines()] if "ndjson" in media else [answer.json()]
        schema = {**described["content"][media]["schema"], "components": self.document["components"]}
        for document in documents:
            for error in Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(document):
                raise AssertionError(f"{operation.name} {answer.status_code}: {error.json_path} {error.message}")


DESCRIPTION = Description()
