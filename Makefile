# Each word is a script in bin/; the README says what each does and what can be set.
.PHONY: run up down test soak bench screens build format lint

run up down test soak bench screens build:
	@bin/$@

format:
	swift format -i -r -p Package.swift Sources Tests

lint:
	swift format lint -s -r -p Package.swift Sources Tests
