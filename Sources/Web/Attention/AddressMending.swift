import Campaigns
import Markup
import Storage

/// An address that a provider refused for good: where it is mended, and how it is opened again.
enum AddressMending {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        try respond(visit, try load(request, visit))
    }

    static func open(_ request: Request, _ visit: Visit) throws -> Response {
        let address = try load(request, visit)
        var form = try Form(request, names: ["reason"])
        let opening = form.choice("reason", of: ClosedAddress.Opening.self, missing: "Choose why it works.")
        guard let opening, form.problems.isEmpty else {
            return try respond(visit, address, chosen: form["reason"], problems: form.problems, status: 422)
        }
        let isOpened = try ClosedAddressStore(visit.db, in: visit.clinicID).open(
            address, because: opening, by: visit.author, at: visit.now)
        guard isOpened else {
            return try visit.redirect(
                to: Path.closedAddress(address.send), notice: Notice("It was open already.", tone: .warn))
        }
        return try visit.redirect(
            to: Path.failedAgain([address.send]),
            notice: Notice(
                "It is open again.", "What is still to come goes there. Send the failed message again below."))
    }

    private static func load(_ request: Request, _ visit: Visit) throws -> ClosedAddress {
        guard let address = try ClosedAddressStore(visit.db, in: visit.clinicID).address(of: request.id("send")) else {
            throw HTTPRefusal.notFound
        }
        return address
    }

    private static func respond(
        _ visit: Visit, _ address: ClosedAddress, chosen: String = "", problems: [FormProblem] = [], status: Int = 200
    ) throws -> Response {
        let page = visit.page("attention/address.html")
        let fields = visit.fields(problems: problems)
        fields.fillErrors(page)
        let what = address.channel == .sms ? "number" : "address"
        page.text("title", "The \(what) of \(address.contactName)")
        page.text("address", address.address)
        let isClosed = address.closedAt != nil
        page.text("state", isClosed ? "Closed" : "Open")
        page.attribute("state", "data-state", isClosed ? "failed" : "active")
        page.keep("since", if: isClosed)
        if let closedAt = address.closedAt { visit.times.fill(page, "since", closedAt) }
        page.text("patient", address.patientName)
        page.attribute("patient", "href", Path.patient(address.patient))
        page.text(
            "mend",
            "Addresses and numbers come from your booking system, and Campanile changes none. Change the \(what) there: as soon as it tells us, what is still to come goes to the new one, and this one hears nothing more."
        )
        page.keep("closed", if: isClosed)
        page.keep("open", if: !isClosed)
        page.attribute("again", "href", Path.failedAgain([address.send]))
        visit.fill(of: page, postingTo: Path.closedAddress(address.send))
        page.insert(
            "fields",
            fields.radios(
                "reason", "Why does it work?",
                [
                    FieldPages.Choice(ClosedAddress.Opening.confirmed.rawValue, "The person says that it works"),
                    FieldPages.Choice(
                        ClosedAddress.Opening.passing.rawValue, "It was full or switched off for a while"),
                    FieldPages.Choice(ClosedAddress.Opening.mistaken.rawValue, "It was refused by mistake"),
                ], value: chosen))
        return try visit.respond(page, in: FailedActs.frame("Mend the \(what)", status: status))
    }
}
