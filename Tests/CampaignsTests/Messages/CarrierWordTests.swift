import Campaigns
import Testing

@Suite("Answer words that carriers take for themselves")
struct CarrierWordTests {
    @Test(
        "are named where a text asks for them, and only there",
        arguments: [
            ("Reply CANCEL to cancel your visit.", [CarrierWord.stopsAll("CANCEL")]),
            ("Text end if you are done", [.stopsAll("END")]),
            ("Reply with “QUIT” or C", [.stopsAll("QUIT")]),
            ("Reply C or CANCEL.", [.stopsAll("CANCEL")]),
            ("Responda con la palabra UNSUBSCRIBE", [.stopsAll("UNSUBSCRIBE")]),
            ("Reply STOP to move your visit", [.stopsAll("STOP")]),
            ("Reply STOP", [.stopsAll("STOP")]),
            ("Reply STOP to opt out.", []),
            ("Responda STOP para darse de baja.", []),
            ("Text STOP to end", []),
            ("Reply YES to confirm. Reply STOP to opt out.", [.onlyYes("YES")]),
            ("Reply YES or NO", []),
            ("Reply C to confirm, or reply YES.", []),
            ("Cancel by phone. The end of May. Yes, we are open.", []),
            ("We never stop caring; send us a postcard", []),
            ("reply", []),
            ("", []),
        ])
    func found(text: String, words: [CarrierWord]) {
        #expect(CarrierWord.all(in: text) == words)
    }

    @Test("each says what happens")
    func sentences() {
        #expect(CarrierWord.stopsAll("END").sentence.contains("“END”"))
        #expect(CarrierWord.onlyYes("YES").sentence.contains("only answer"))
    }
}
