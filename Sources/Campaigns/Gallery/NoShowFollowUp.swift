extension GalleryWorkflow {
    public static let noShowFollowUp = GalleryWorkflow(
        key: "no-show-follow-up",
        name: "No-Show Follow-Up",
        summary: "Writes to families after a missed visit, and once more after three days if no new one is booked.",
        advice: """
            Use it so that nobody drops out of treatment over one forgotten afternoon. It stays friendly, and it stops as \
            soon as another visit is booked.
            """,
        type: .followUp,
        purpose: .care,
        trigger: .event(.appointmentNoShow, rule: nil),
        audience: .everybody,
        steps: [
            GalleryStep("Two hours", .wait("for 2 hours", ifPast: .skip)),
            GalleryStep("Missed you SMS", .send(message: "missed-sms")),
            GalleryStep("Three days", .wait("for 3 days", ifPast: .skip)),
            GalleryStep(
                "Still nothing booked?",
                .condition(
                    .test(FieldTest(field: .upcomingVisits, op: .equal, value: .number(0))),
                    yes: [GalleryStep("New time e-mail", .send(message: "new-time-email"))], no: [])),
        ],
        messages: [
            GalleryMessage(
                "missed-sms", "Missed visit (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: we missed {{patient.first_name}} on {{appointment.date}}. Everything all right? \
                        Call us for a new time: {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: no vimos a {{patient.first_name}} el {{appointment.date}}. ¿Todo bien? \
                        Nueva cita: {{clinic.phone}}
                        """)),
            GalleryMessage(
                "new-time-email", "A new time", .email,
                en: .init(
                    "A new time for {{patient.first_name}}",
                    body: """
                        Hello {{contact.first_name|there}},

                        {{patient.first_name}} was expected with us on {{appointment.date}}, and no other visit is \
                        booked yet. Teeth go on moving between visits, so a new time soon keeps the treatment on track.

                        Please call us at {{clinic.phone}}. We will find a time that suits you.

                        Kind regards,
                        {{clinic.name}}
                        """),
                es: .init(
                    "Una nueva cita para {{patient.first_name}}",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        Esperábamos a {{patient.first_name}} el {{appointment.date}} y todavía no hay otra cita. Los \
                        dientes siguen moviéndose entre visitas; una cita pronta ayuda a que el tratamiento avance bien.

                        Llámenos al {{clinic.phone}} y buscaremos juntos un horario que le convenga.

                        Un saludo,
                        {{clinic.name}}
                        """)),
        ])
}
