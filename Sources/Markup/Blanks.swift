extension String {
    /// The text with each run of blanks that holds a line break as one line break: HTML shows both alike.
    var withBlanksFolded: String {
        var folded = ""
        var blanks = ""
        for scalar in unicodeScalars {
            if scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" {
                blanks.unicodeScalars.append(scalar)
                continue
            }
            folded += blanks.contains("\n") ? "\n" : blanks
            blanks = ""
            folded.unicodeScalars.append(scalar)
        }
        return folded + (blanks.contains("\n") ? "\n" : blanks)
    }
}
