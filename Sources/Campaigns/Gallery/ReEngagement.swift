import CivilTime

extension GalleryWorkflow {
    public static let reEngagement = GalleryWorkflow(
        key: "re-engagement",
        name: "Re-Engagement After 12 Months",
        summary: "Once a month, writes to patients who have not been here for a year and have nothing booked.",
        advice: """
            Use it to bring back families who drifted away without a reason. Each patient is in it in one month only, and only \
            those who agreed to marketing hear of it.
            """,
        type: .reactivation,
        purpose: .marketing,
        trigger: .recurring(
            Recurrence(
                .monthlyNth(week: 1, .tuesday), at: ClockTime(minutes: 10 * 60),
                start: CivilDate(daysSince1970: 20_454))),
        audience: .all([
            .test(FieldTest(field: .status, op: .equal, value: .text(PatientStatus.active.rawValue))),
            .test(FieldTest(field: .lastVisit, op: .before, value: .months(-12))),
            .test(FieldTest(field: .lastVisit, op: .after, value: .months(-13))),
            .test(FieldTest(field: .upcomingVisits, op: .equal, value: .number(0))),
        ]),
        steps: [GalleryStep("We miss you e-mail", .send(message: "miss-email"))],
        messages: [
            GalleryMessage(
                "miss-email", "We have not seen you for a year", .email,
                en: .init(
                    "A year without {{patient.first_name}}",
                    body: """
                        Hello {{contact.first_name|there}},

                        it is a year since {{patient.first_name}}'s last visit. Perhaps life was full, perhaps you have \
                        moved; either is fine with us.

                        If you would like to come back, call {{clinic.phone}}. We keep the records, so we go on where we \
                        stopped.

                        Kind regards,
                        {{clinic.name}}
                        """),
                es: .init(
                    "Un año sin {{patient.first_name}}",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        Hace un año de la última visita de {{patient.first_name}}. Quizá ha habido mucho que hacer, quizá \
                        se han mudado; las dos cosas están bien.

                        Si quiere volver, llámenos al {{clinic.phone}}. Conservamos el historial y seguimos donde lo \
                        dejamos.

                        Un saludo,
                        {{clinic.name}}
                        """))
        ])
}
