extension GalleryWorkflow {
    public static let elasticsCheckIn = GalleryWorkflow(
        key: "elastics-check-in",
        name: "Elastics Check-In",
        summary: "Explains elastics when their phase begins, and asks after one week and after four how it goes.",
        advice: """
            Use it where wearing elastics decides how long the treatment takes. It begins when the treatment's phase is \
            called “elastics”; change the word under Starts to the one your clinic uses.
            """,
        type: .followUp,
        purpose: .care,
        trigger: .event(
            .treatmentPhaseChanged,
            rule: .test(FieldTest(field: .treatmentPhase, op: .equal, value: .text("elastics")))),
        audience: .everybody,
        steps: [
            GalleryStep("How elastics work", .send(message: "elastics-email")),
            GalleryStep("One week", .wait("for 1 week", ifPast: .skip)),
            GalleryStep("First check-in SMS", .send(message: "elastics-first-sms")),
            GalleryStep("Three weeks", .wait("for 3 weeks", ifPast: .skip)),
            GalleryStep("Second check-in SMS", .send(message: "elastics-second-sms")),
        ],
        messages: [
            GalleryMessage(
                "elastics-email", "How elastics work", .email,
                en: .init(
                    "{{patient.first_name}}'s elastics",
                    body: """
                        Hello {{contact.first_name|there}},

                        {{patient.first_name}} now wears elastics. They do the quiet work of the treatment: they bring \
                        the upper and lower teeth together, and they only work while they are in.

                        Wear them day and night, and take them out for meals and brushing alone. Put in a fresh pair \
                        every day; keep a spare one in the bag. Tender teeth in the first days are normal.

                        If a hook breaks or the elastics run out, call us at {{clinic.phone}}.

                        Good luck, {{patient.first_name}}!
                        {{clinic.name}}
                        """),
                es: .init(
                    "Los elásticos de {{patient.first_name}}",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        {{patient.first_name}} ya lleva elásticos. Son los que hacen que los dientes de arriba y de \
                        abajo encajen, y solo funcionan mientras están puestos.

                        Hay que llevarlos de día y de noche y quitarlos solo para comer y cepillarse. Conviene cambiarlos \
                        cada día y guardar un par de repuesto. Los primeros días es normal notar molestias.

                        Si se rompe un gancho o se acaban los elásticos, llámenos al {{clinic.phone}}.

                        ¡Mucho ánimo, {{patient.first_name}}!
                        {{clinic.name}}
                        """)),
            GalleryMessage(
                "elastics-first-sms", "Elastics, one week (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: one week of elastics done! Day and night is what moves {{patient.first_name}}'s \
                        teeth. Need more? {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: ¡primera semana con gomas! Cada hora cuenta para \
                        {{patient.first_name}}. ¿Faltan gomas? {{clinic.phone}}
                        """)),
            GalleryMessage(
                "elastics-second-sms", "Elastics, four weeks (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: four weeks of elastics! Keep going, {{patient.first_name}}: every night counts. \
                        Questions? {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: ¡cuatro semanas con gomas! {{patient.first_name}} va muy bien: cada noche \
                        cuenta. Dudas: {{clinic.phone}}
                        """)),
        ])
}
