extension String {
    /// The text as a sentence begins: "Fri 12 Mar" for "fri 12 Mar".
    public var capitalisedStart: String { prefix(1).uppercased() + dropFirst() }
}
