extension GalleryWorkflow {
    public static let phaseTransition = GalleryWorkflow(
        key: "phase-transition",
        name: "Phase Transition",
        summary: "Tells families when a treatment enters its next phase, and what that means for them.",
        advice: """
            Use it so that progress is noticed at home: most of a treatment looks the same for months. It goes out at each \
            change of phase, once.
            """,
        type: .followUp,
        purpose: .care,
        trigger: .event(.treatmentPhaseChanged, rule: nil),
        audience: .everybody,
        steps: [GalleryStep("Next phase e-mail", .send(message: "phase-email"))],
        messages: [
            GalleryMessage(
                "phase-email", "The next phase", .email,
                en: .init(
                    "{{patient.first_name}}'s treatment: the next phase",
                    body: """
                        Hello {{contact.first_name|there}},

                        good news: {{patient.first_name}}'s treatment has reached a new phase: {{treatment.phase}}.

                        At the next visit we will show you what has changed and what comes next. Until then go on as \
                        before: brush after meals, and come to each visit.

                        If you have questions, call us at {{clinic.phone}}.

                        Well done so far,
                        {{clinic.name}}
                        """),
                es: .init(
                    "El tratamiento de {{patient.first_name}}: nueva fase",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        Buenas noticias: el tratamiento de {{patient.first_name}} ha llegado a una nueva fase: \
                        {{treatment.phase}}.

                        En la próxima visita le enseñaremos qué ha cambiado y qué viene después. Hasta entonces, todo \
                        igual: cepillarse después de comer y venir a cada visita.

                        Si tiene preguntas, llámenos al {{clinic.phone}}.

                        ¡Muy bien hasta aquí!
                        {{clinic.name}}
                        """))
        ])
}
