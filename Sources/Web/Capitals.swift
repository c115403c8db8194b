extension String {
    /// As a sentence begins.
    var capitalisedStart: String { prefix(1).uppercased() + dropFirst() }
}
