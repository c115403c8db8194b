extension GalleryWorkflow {
    public static let visitSurvey = GalleryWorkflow(
        key: "visit-survey",
        name: "Post-Visit Survey",
        summary: "Asks families how it was, three hours after a visit: one minute, by e-mail or else by SMS.",
        advice: """
            Use it to hear what went wrong while it can still be put right: a low score stands under Needs attention at once. \
            No family is asked more than once in three months, nor within two weeks after a missed visit, nor while an \
            invoice is overdue. It asks the survey in use under Surveys; a clinic without one gets a standard one.
            """,
        type: .survey,
        purpose: .care,
        trigger: .event(.appointmentCompleted, rule: nil),
        audience: .everybody,
        exclusions: .any([
            .test(FieldTest(field: .surveyInvited, op: .within, value: .months(-3))),
            .test(FieldTest(field: .lastMissedVisit, op: .within, value: .days(-14))),
            .test(FieldTest(field: .overdueInvoices, op: .greater, value: .number(0))),
        ]),
        steps: [
            GalleryStep("Three hours", .wait("for 3 hours", ifPast: .skip)),
            GalleryStep(
                "An e-mail address?",
                .condition(
                    .test(FieldTest(field: .hasEmail, op: .equal, value: .yesNo(true))),
                    yes: [GalleryStep("Survey e-mail", .send(message: "survey-email"))],
                    no: [GalleryStep("Survey SMS", .send(message: "survey-sms"))])),
        ],
        messages: [
            GalleryMessage(
                "survey-email", "How was the visit?", .email,
                en: .init(
                    "How was {{patient.first_name}}'s visit?",
                    body: """
                        Hello {{contact.first_name|there}},

                        thank you for coming to see us. We would like to know how {{patient.first_name}}'s visit was; it takes \
                        a minute, and somebody here reads every word.

                        How likely are you to recommend us, from 0 (not at all) to 10 (extremely)?

                        {{link.survey_scores}}

                        Or open the questions here: {{link.survey}}

                        If something should be put right, you can also call us at {{clinic.phone}}.

                        Thank you,
                        {{clinic.name}}
                        """),
                es: .init(
                    "¿Cómo fue la visita de {{patient.first_name}}?",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        Gracias por venir. Nos gustaría saber cómo fue la visita de {{patient.first_name}}; solo es un minuto, \
                        y aquí se lee cada palabra.

                        ¿Qué probabilidad hay de que nos recomiende, de 0 (ninguna) a 10 (muchísima)?

                        {{link.survey_scores}}

                        O abra las preguntas aquí: {{link.survey}}

                        Si hay algo que debamos corregir, también puede llamarnos al {{clinic.phone}}.

                        Gracias,
                        {{clinic.name}}
                        """)),
            GalleryMessage(
                "survey-sms", "How was the visit? (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: how was {{patient.first_name}}'s visit? Tell us in one minute: {{link.survey}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: ¿qué tal la visita de {{patient.first_name}}? Un minuto: {{link.survey}}
                        """)),
        ])
}
