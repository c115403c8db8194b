import Campaigns
import Testing

@Suite struct CalcTests {
    @Test(
        "a line is judged by the rules",
        arguments: [
            (
                #"{"op":"wait","zone":"America/Chicago","expression":"2 days before appointment","anchor":"2027-03-15T09:00","now":null}"#,
                #"{"due":"2027-03-13T15:00Z","local":"2027-03-13T09:00","past":false}"#
            ),
            (
                #"{"op":"wait","zone":"America/Chicago","expression":"48h before","anchor":"2027-03-15T14:00Z","now":"2027-03-13T14:00Z"}"#,
                #"{"due":"2027-03-13T14:00Z","local":"2027-03-13T08:00","past":false}"#
            ),
            (
                #"{"op":"wait","zone":"America/Chicago","expression":"for 1 day","anchor":"2027-11-06T01:15","now":"2027-11-07T01:16"}"#,
                #"{"due":"2027-11-07T06:15Z","local":"2027-11-07T01:15","past":true}"#
            ),
            (
                #"{"op":"wait","zone":"America/Chicago","expression":"2 days before due date","anchor":"2027-03-15"}"#,
                #"{"due":"2027-03-13T14:00Z","local":"2027-03-13T08:00","past":false}"#
            ),
            (
                #"{"op":"wait","zone":"America/Chicago","expression":"until 2027-03-15 09:00"}"#,
                #"{"due":"2027-03-15T14:00Z","local":"2027-03-15T09:00","past":false}"#
            ),
            (
                #"{"op":"local","zone":"Europe/Berlin","time":"2027-03-28T02:30"}"#,
                #"{"instant":"2027-03-28T01:30Z","kind":"gap"}"#
            ),
            (
                #"{"op":"local","zone":"Europe/Berlin","time":"2027-10-31T02:30:05"}"#,
                #"{"instant":"2027-10-31T00:30:05Z","kind":"overlap"}"#
            ),
            (
                #"{"op":"window","zone":"America/Chicago","candidate":"2027-03-12T23:00Z","days":[1,2,3,4,5],"from":"09:00","to":"17:00","closed":["2027-03-15"],"shift":"forward"}"#,
                #"{"at":"2027-03-16T14:00Z","local":"2027-03-16T09:00"}"#
            ),
            (
                #"{"op":"window","zone":"America/Chicago","candidate":"2027-03-16T06:00","days":null,"from":"09:00","to":"19:00","closed":null,"shift":"back","earliest":"2027-03-15T20:00"}"#,
                #"{"skip":"NO_WINDOW_BEFORE_VISIT"}"#
            ),
            (
                #"{"op":"window","zone":"America/Chicago","candidate":"2027-03-16T08:00","from":"09:00","to":"19:00","shift":"back","earliest":"2027-03-15T20:00","visit":"2027-03-16T15:00Z","limitMinutes":60}"#,
                #"{"at":"2027-03-16T14:00Z","local":"2027-03-16T09:00"}"#
            ),
            (#"{"op":"window","zone":"UTC","candidate":"2027-03-16T08:00","days":[]}"#, #"{"skip":"NO_WINDOW"}"#),
            (
                #"{"op":"window","zone":"UTC","candidate":"2027-03-16T08:00","from":"09:00"}"#,
                #"{"at":"2027-03-16T09:00Z","local":"2027-03-16T09:00"}"#
            ),
            (#"{"op":"sms","text":"Hello Ana! €"}"#, #"{"encoding":"GSM-7","units":13,"parts":1}"#),
            (#"{"op":"sms","text":"я"}"#, #"{"encoding":"UCS-2","units":1,"parts":1}"#),
            (#"{"op":"phone","text":"(312) 555-0142","region":"US"}"#, #"{"e164":"+13125550142"}"#),
        ])
    func judges(line: String, answer: String) {
        #expect(Self.calc.answer(Array(line.utf8)) == answer)
    }

    @Test(
        "a line that cannot be judged is answered with an error that names the field",
        arguments: [
            ("", "the document ends"),
            ("[]", "a line is a JSON object"),
            (#"{"op":"nps"}"#, "op: unknown; known are local, phone, sms, wait, window"),
            (#"{"op":1}"#, "op:"),
            (#"{}"#, "op:"),
            (#"{"op":"sms","op":"sms"}"#, "op: the member stands twice"),
            (#"{"op":"sms"}"#, "text:"),
            (#"{"op":"sms","text":5}"#, "text:"),
            (#"{"op":"local","zone":"Mars/Olympus","time":"2027-03-28T02:30"}"#, "zone:"),
            (#"{"op":"local","zone":"UTC","time":"2027-03-28T02:30Z"}"#, "time:"),
            (
                #"{"op":"wait","zone":"UTC","expression":"2 dayz before","anchor":"2027-03-28T02:30"}"#,
                "expression: At character 3"
            ),
            (#"{"op":"wait","zone":"UTC","expression":"2 days before"}"#, "anchor:"),
            (#"{"op":"wait","zone":"UTC","expression":"2 days before","anchor":"soon"}"#, "anchor:"),
            (#"{"op":"wait","zone":"UTC","expression":"2h before","anchor":"2027-03-28"}"#, "anchor:"),
            (#"{"op":"window","zone":"UTC","candidate":"2027-03-16T08:00","from":"09:00","to":"09:00"}"#, "to:"),
            (#"{"op":"window","zone":"UTC","candidate":"2027-03-16T08:00","days":[7]}"#, "days:"),
            (#"{"op":"window","zone":"UTC","candidate":"2027-03-16T08:00","days":"1"}"#, "days:"),
            (#"{"op":"window","zone":"UTC","candidate":"2027-03-16T08:00","closed":["2027-02-29"]}"#, "closed:"),
            (#"{"op":"window","zone":"UTC","candidate":"2027-03-16T08:00","shift":"up"}"#, "shift:"),
            (#"{"op":"window","zone":"UTC","candidate":"2027-03-16T08:00","limitMinutes":-1}"#, "limitMinutes:"),
            (
                #"{"op":"window","zone":"UTC","candidate":"2027-03-16T08:00","limitMinutes":9223372036854775807}"#,
                "limitMinutes:"
            ),
            (#"{"op":"window","zone":"UTC"}"#, "candidate:"),
            (#"{"op":"phone","text":"12","region":"US"}"#, "text:"),
        ])
    func refuses(line: String, sentence: String) throws {
        let answer = try JSON.parse(Array(Self.calc.answer(Array(line.utf8)).utf8))
        #expect(answer["error"]?.stringValue?.hasPrefix(sentence) == true, "\(answer.text)")
    }

    private static var calc: Calc { Calc { text, _ in text == "(312) 555-0142" ? "+13125550142" : nil } }
}
