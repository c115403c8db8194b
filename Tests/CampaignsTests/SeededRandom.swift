import TestSupport

typealias SeededRandom = SeededGenerator
