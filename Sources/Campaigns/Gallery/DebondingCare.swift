extension GalleryWorkflow {
    public static let debondingCare = GalleryWorkflow(
        key: "debonding-care",
        name: "Care After Debonding",
        summary:
            "Congratulates when the braces come off, and tells how to keep the result: care at once, retainer after a week.",
        advice: """
            Use it so that the last day of braces is not the first day of relapse. It begins when a treatment with braces is \
            completed.
            """,
        type: .followUp,
        purpose: .care,
        trigger: .event(
            .treatmentCompleted, rule: .test(FieldTest(field: .treatmentType, op: .equal, value: .text("braces")))),
        audience: .everybody,
        steps: [
            GalleryStep("Care e-mail", .send(message: "debonding-email")),
            GalleryStep("One week", .wait("for 1 week", ifPast: .skip)),
            GalleryStep("Retainer SMS", .send(message: "debonding-sms")),
        ],
        messages: [
            GalleryMessage(
                "debonding-email", "The braces are off", .email,
                en: .init(
                    "{{patient.first_name}}'s braces are off!",
                    body: """
                        Hello {{contact.first_name|there}},

                        what a day: {{patient.first_name}}'s braces are off! Thank you for all the patience.

                        The teeth will want to move back for a while. The retainer holds them: wear it as we agreed, \
                        take it out for meals, and rinse it with cold water, never hot. Gums that bleed a little, and \
                        teeth that feel smooth and strange, are normal in the first days.

                        If the retainer hurts, breaks or is lost, call us the same day at {{clinic.phone}}.

                        Enjoy the smile,
                        {{clinic.name}}
                        """),
                es: .init(
                    "¡{{patient.first_name}} ya no lleva brackets!",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        ¡Qué gran día: {{patient.first_name}} ya no lleva brackets! Gracias por toda la paciencia.

                        Durante un tiempo los dientes querrán volver a su sitio. El retenedor los sujeta: hay que llevarlo \
                        como acordamos, quitarlo para comer y lavarlo con agua fría, nunca caliente. Que las encías \
                        sangren un poco los primeros días es normal.

                        Si el retenedor duele, se rompe o se pierde, llámenos el mismo día al {{clinic.phone}}.

                        ¡A disfrutar de la sonrisa!
                        {{clinic.name}}
                        """)),
            GalleryMessage(
                "debonding-sms", "Retainer, one week (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: one week without braces! Is {{patient.first_name}}'s retainer worn every day? \
                        If it hurts or broke: {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: ¡una semana sin brackets! ¿{{patient.first_name}} lleva el retenedor cada noche? \
                        Si duele: {{clinic.phone}}
                        """)),
        ])
}
