extension CalcInput {
    /// How long a text is as SMS.
    func sms() throws -> JSON {
        let length = SMSLength(of: try text("text"))
        return [
            "encoding": .string(length.encoding.rawValue), "units": .integer(Int64(length.units)),
            "parts": .integer(Int64(length.parts)),
        ]
    }
}
