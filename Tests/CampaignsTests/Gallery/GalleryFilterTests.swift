import Campaigns
import Testing

@Suite("Searching the gallery")
struct GalleryFilterTests {
    @Test(
        "finds by words in any order, by purpose, beginning and channel, and by all of them together",
        arguments: [
            (GalleryFilter(), GalleryWorkflow.all.map(\.key)),
            (GalleryFilter(words: "  BIRTHDAY "), ["birthday"]),
            (GalleryFilter(words: "missed visits calls"), ["appointment-reminders"]),
            (GalleryFilter(words: "zzz"), []),
            (GalleryFilter(trigger: .recallDue), ["recall"]),
            (GalleryFilter(purpose: .marketing, trigger: .appointmentBooked), []),
        ])
    func finds(filter: GalleryFilter, keys: [String]) {
        #expect(filter.workflows.map(\.key) == keys)
    }

    @Test("each filter parts the gallery")
    func parts() {
        for purpose in Purpose.allCases {
            let found = GalleryFilter(purpose: purpose).workflows
            #expect(!found.isEmpty && found.allSatisfy { $0.purpose == purpose })
        }
        let texting = GalleryFilter(channel: .sms).workflows
        #expect(texting.allSatisfy { $0.messages.contains { $0.channel == .sms } })
        #expect(GalleryFilter(channel: .push).workflows.isEmpty)
        #expect(GalleryFilter.triggers.allSatisfy { !GalleryFilter(trigger: $0).workflows.isEmpty })
    }
}
