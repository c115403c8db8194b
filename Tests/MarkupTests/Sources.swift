import Markup

func template(_ source: String) throws -> Template { try Template(name: "test", source: Array(source.utf8)) }

func page(_ source: String) throws -> Page { Page(try template(source)) }

func written(_ page: Page) throws -> String { String(decoding: try page.html(), as: UTF8.self) }
