/// Names that nobody in particular bears.
enum DemoNames {
    static let girls = [
        "Ada", "Alma", "Amara", "Beatriz", "Cleo", "Dalia", "Edith", "Elif", "Farah", "Greta", "Hana", "Ines", "Ivy",
        "Jada", "Juno", "Kira", "Lena", "Maeve", "Mina", "Nadia", "Noor", "Olive", "Petra", "Priya", "Rosa", "Ruth",
        "Selma", "Tamsin", "Thea", "Uma", "Vera", "Willa", "Yara", "Zadie", "Zora",
    ]
    static let boys = [
        "Abel", "Amir", "Arlo", "Benno", "Caleb", "Cyrus", "Dario", "Emil", "Ezra", "Felix", "Gideon", "Hugo", "Idris",
        "Jasper", "Jonah", "Kai", "Kofi", "Leon", "Mateo", "Milo", "Nico", "Omar", "Oskar", "Pascal", "Quentin", "Ravi",
        "Rufus", "Silas", "Soren", "Tariq", "Theo", "Ulric", "Victor", "Wes", "Yusuf", "Zeke",
    ]
    /// Made of two halves, so that they are many and belong to no family that anybody knows.
    static let surnameBeginnings = [
        "Alder", "Amber", "Ash", "Birch", "Briar", "Cedar", "Clover", "Copper", "Elm", "Fern", "Frost", "Hazel",
        "Heron",
        "Linden", "Maple", "Marl", "Oaken", "Pebble", "Quill", "Rowan", "Sable", "Thistle", "Wren", "Yarrow",
    ]
    static let surnameEndings = [
        "bank", "brook", "croft", "dale", "field", "ford", "gate", "ham", "hurst", "ley", "low", "mere", "moor", "shaw",
        "stead", "ton", "well", "wick", "wood", "worth",
    ]
    static let dentists = ["Dr. Lindqvist", "Dr. Okafor", "Dr. Marchetti"]

    static func surname(_ random: inout DemoRandom) -> String {
        random.one(of: surnameBeginnings) + random.one(of: surnameEndings)
    }
}
