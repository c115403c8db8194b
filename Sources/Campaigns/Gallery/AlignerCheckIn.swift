extension GalleryWorkflow {
    public static let alignerCheckIn = GalleryWorkflow(
        key: "aligner-check-in",
        name: "Aligner Change Check-In",
        summary: "Welcomes patients to their aligners, and reminds them of the first two changes, two weeks apart.",
        advice: """
            Use it for aligners that are changed every two weeks; set the waits to your own rhythm. Who is reminded of the \
            first changes keeps to the rest.
            """,
        type: .followUp,
        purpose: .care,
        trigger: .event(
            .treatmentStarted, rule: .test(FieldTest(field: .treatmentType, op: .equal, value: .text("aligners")))),
        audience: .everybody,
        steps: [
            GalleryStep("Welcome to aligners", .send(message: "aligners-email")),
            GalleryStep("Two weeks", .wait("for 2 weeks", ifPast: .skip)),
            GalleryStep("First change SMS", .send(message: "first-change-sms")),
            GalleryStep("Two weeks more", .wait("for 2 weeks", ifPast: .skip)),
            GalleryStep("Second change SMS", .send(message: "second-change-sms")),
        ],
        messages: [
            GalleryMessage(
                "aligners-email", "Welcome to aligners", .email,
                en: .init(
                    "{{patient.first_name}}'s aligners",
                    body: """
                        Hello {{contact.first_name|there}},

                        {{patient.first_name}}'s aligners are here. Worn 22 hours a day they do their work unseen; out \
                        for meals, and back in after brushing.

                        Change to the next pair on the day we agreed, best in the evening, and keep the last pair: if \
                        one is lost, it holds the teeth until we have talked.

                        If an aligner does not fit or is lost, call us at {{clinic.phone}} before going on.

                        All the best,
                        {{clinic.name}}
                        """),
                es: .init(
                    "Los alineadores de {{patient.first_name}}",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        Ya están aquí los alineadores de {{patient.first_name}}. Hay que llevarlos 22 horas al día: fuera \
                        para comer y dentro otra vez después del cepillado.

                        El cambio al siguiente par se hace el día acordado, mejor por la noche. Guarde el par anterior: \
                        si uno se pierde, mantiene los dientes en su sitio hasta que hablemos.

                        Si un alineador no encaja o se pierde, llámenos al {{clinic.phone}} antes de seguir.

                        Un saludo,
                        {{clinic.name}}
                        """)),
            GalleryMessage(
                "first-change-sms", "First aligner change (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: time for {{patient.first_name}}'s next aligners tonight. Keep the old pair. Not \
                        fitting? {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: hoy toca cambiar los alineadores de {{patient.first_name}}. Guarde el par \
                        anterior. ¿No encajan? {{clinic.phone}}
                        """)),
            GalleryMessage(
                "second-change-sms", "Second aligner change (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: next aligners for {{patient.first_name}} tonight. 22 hours a day, and all goes \
                        to plan. Help: {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: hoy toca el siguiente par de {{patient.first_name}}. 22 horas puestos, fuera \
                        solo para comer. Ayuda: {{clinic.phone}}
                        """)),
        ])
}
