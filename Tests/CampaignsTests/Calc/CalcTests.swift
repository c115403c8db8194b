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
            (#"{"op":"keyword","text":"Stop please","language":"en"}"#, #"{"means":"opt-out"}"#),
            (#"{"op":"keyword","text":"Cancel my appointment","language":"en"}"#, #"{"means":"none"}"#),
            (#"{"op":"keyword","text":"SÍ","language":"es-MX"}"#, #"{"means":"confirm"}"#),
            (#"{"op":"keyword","text":"reschedule"}"#, #"{"means":"reschedule"}"#),
            (#"{"op":"phone","text":"(312) 555-0142","region":"US"}"#, #"{"e164":"+13125550142"}"#),
            (#"{"op":"sampleSize","from":0.20,"to":0.25,"power":0.8,"alpha":0.05}"#, #"{"perArm":1094}"#),
            (#"{"op":"sampleSize","from":0,"to":1}"#, #"{"perArm":2}"#),
            (
                #"{"op":"nps","scores":[9,10,10]}"#,
                #"{"score":100.0,"margin":0.0,"promoters":3,"passives":0,"detractors":0}"#
            ),
            (
                #"{"op":"proportions","a":[0,5],"b":[0,7]}"#,
                #"{"z":null,"p":1.0,"test":"fisher","wilsonA":[0.0,0.43448246478317465],"wilsonB":[0.0,0.3543304350666873],"difference":[-0.3543304350666873,0.43448246478317465],"decided":false}"#
            ),
        ])
    func judges(line: String, answer: String) {
        #expect(Self.calc.answer(Array(line.utf8)) == answer)
    }

    @Test(
        "a line that cannot be judged is answered with an error that names the field",
        arguments: [
            ("", "the document ends"),
            ("[]", "a line is a JSON object"),
            (
                #"{"op":"tarot"}"#,
                "op: unknown; known are keyword, local, nps, phone, proportions, recurrence, sampleSize, sms, wait, window"
            ),
            (#"{"op":1}"#, "op:"),
            (#"{}"#, "op:"),
            (#"{"op":"sms","op":"sms"}"#, "op: the member stands twice"),
            (#"{"op":"keyword"}"#, "text:"), (#"{"op":"keyword","text":"STOP","language":"english"}"#, "language:"),
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
            (#"{"op":"proportions","b":[1,2]}"#, "a: two whole numbers"),
            (#"{"op":"proportions","a":[1,2,3],"b":[1,2]}"#, "a: two whole numbers"),
            (#"{"op":"proportions","a":[1,2],"b":["1",2]}"#, "b: two whole numbers"),
            (#"{"op":"proportions","a":[1,2],"b":[0.5,2]}"#, "b: two whole numbers"),
            (#"{"op":"proportions","a":[0,0],"b":[1,2]}"#, "a: of nobody"),
            (#"{"op":"proportions","a":[3,2],"b":[1,2]}"#, "a: successes from 0"),
            (#"{"op":"proportions","a":[-1,2],"b":[1,2]}"#, "a: successes from 0"),
            (#"{"op":"proportions","a":[1,2],"b":[1,9223372036854775807]}"#, "b: successes from 0"),
            (#"{"op":"sampleSize","to":0.25}"#, "from: a number from 0 to 1"),
            (#"{"op":"sampleSize","from":0.2,"to":1.25}"#, "to: a number from 0 to 1"),
            (#"{"op":"sampleSize","from":0.2,"to":0.2}"#, "to: must differ"),
            (#"{"op":"sampleSize","from":1e-300,"to":0}"#, "to: too near"),
            (#"{"op":"sampleSize","from":0.2,"to":0.25,"alpha":0}"#, "alpha:"),
            (#"{"op":"sampleSize","from":0.2,"to":0.25,"alpha":1}"#, "alpha:"),
            (#"{"op":"sampleSize","from":0.2,"to":0.25,"power":1}"#, "power:"),
            (#"{"op":"sampleSize","from":0.2,"to":0.25,"power":0.01}"#, "power:"),
            (#"{"op":"sampleSize","from":0.2,"to":0.25,"power":"0.8"}"#, "power:"),
            (#"{"op":"nps"}"#, "scores: one or more"), (#"{"op":"nps","scores":[]}"#, "scores: one or more"),
            (#"{"op":"nps","scores":[9,11]}"#, "scores:"), (#"{"op":"nps","scores":[9,-1]}"#, "scores:"),
            (#"{"op":"nps","scores":[9,"9"]}"#, "scores:"), (#"{"op":"nps","scores":9}"#, "scores:"),
            (#"{"op":"nps","scores":[9,9.5]}"#, "scores:"), (#"{"op":"nps","scores":[9,null]}"#, "scores:"),
        ])
    func refuses(line: String, sentence: String) throws {
        let answer = try JSON.parse(Array(Self.calc.answer(Array(line.utf8)).utf8))
        #expect(answer["error"]?.stringValue?.hasPrefix(sentence) == true, "\(answer.text)")
    }

    private static var calc: Calc { Calc { text, _ in text == "(312) 555-0142" ? "+13125550142" : nil } }
}
