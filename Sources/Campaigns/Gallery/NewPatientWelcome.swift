extension GalleryWorkflow {
    public static let newPatientWelcome = GalleryWorkflow(
        key: "new-patient-welcome",
        name: "New Patient Welcome",
        summary:
            "Greets new patients, reminds them of an unfinished intake form, and tells what the first visit brings.",
        advice: """
            Use it so that families arrive prepared: with the form filled in, and knowing what will happen. It waits \
            for the first visit to be booked.
            """,
        type: .followUp,
        purpose: .care,
        trigger: .event(.patientCreated, rule: nil),
        audience: .everybody,
        steps: [
            GalleryStep("Welcome e-mail", .send(message: "welcome-email")),
            GalleryStep("One day", .wait("for 1 day", ifPast: .skip)),
            GalleryStep(
                "Intake form still open?",
                .condition(
                    .test(FieldTest(field: .intakeForm, op: .equal, value: .text(IntakeForm.sent.rawValue))),
                    yes: [GalleryStep("Intake form reminder", .send(message: "intake-email"))], no: [])),
            GalleryStep(
                "Until 3 days before the first visit", .wait("3 days before first appointment", ifPast: .continue)),
            GalleryStep("What to expect", .send(message: "expect-email")),
        ],
        messages: [
            GalleryMessage(
                "welcome-email", "Welcome", .email,
                en: .init(
                    "Welcome to {{clinic.name}}",
                    body: """
                        Hello {{contact.first_name|there}},

                        a warm welcome to {{clinic.name}}! We are glad to take care of {{patient.first_name}}'s smile.

                        In the next days we will send you what you need for the first visit. If anything is on your mind \
                        before then, call us at {{clinic.phone}}; no question is too small.

                        Warmly,
                        all of us at {{clinic.name}}
                        """),
                es: .init(
                    "Bienvenidos a {{clinic.name}}",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        ¡Bienvenidos a {{clinic.name}}! Nos alegra cuidar la sonrisa de {{patient.first_name}}.

                        En los próximos días le enviaremos lo que hace falta para la primera visita. Si antes le surge alguna duda, llámenos al \
                        {{clinic.phone}}; ninguna pregunta es demasiado pequeña.

                        Un cordial saludo de todo el equipo de
                        {{clinic.name}}
                        """)),
            GalleryMessage(
                "intake-email", "Intake form reminder", .email,
                en: .init(
                    "{{patient.first_name}}'s intake form",
                    body: """
                        Hello {{contact.first_name|there}},

                        {{patient.first_name}}'s intake form is still open. It takes a few minutes, and it lets us spend the \
                        first visit on {{patient.first_name}} instead of on paper.

                        If you cannot find it, or would rather fill it in with us, call {{clinic.phone}}.

                        Thank you,
                        {{clinic.name}}
                        """),
                es: .init(
                    "El formulario de {{patient.first_name}}",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        El formulario de {{patient.first_name}} todavía está abierto. Se rellena en pocos minutos, y así la primera visita es para \
                        {{patient.first_name}} y no para el papel.

                        Si no lo encuentra o prefiere rellenarlo con nosotros, llámenos al {{clinic.phone}}.

                        Gracias,
                        {{clinic.name}}
                        """)),
            GalleryMessage(
                "expect-email", "What to expect", .email,
                en: .init(
                    "{{patient.first_name}}'s first visit on {{appointment.date}}",
                    body: """
                        Hello {{contact.first_name|there}},

                        we look forward to meeting {{patient.first_name}} on {{appointment.date}} at {{appointment.time}}.

                        We will look at the teeth and the bite, take pictures where they help, and talk over with you what \
                        could be done and when. Nothing hurts, and nothing has to be decided that day.

                        Please bring your insurance card and a list of medicines, and come a few minutes early. You will find \
                        us at {{clinic.address|our usual address}}; our number is {{clinic.phone}}.

                        See you soon,
                        {{clinic.name}}
                        """),
                es: .init(
                    "La primera visita de {{patient.first_name}} el {{appointment.date}}",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        Tenemos ganas de conocer a {{patient.first_name}} el {{appointment.date}} a las {{appointment.time}}.

                        Miraremos los dientes y la mordida, haremos fotos donde ayuden y hablaremos con usted de qué se podría hacer y cuándo. No duele \
                        nada, y ese día no hay que decidir nada.

                        Traiga por favor la tarjeta del seguro y una lista de los medicamentos, y venga unos minutos antes. Nos encontrará en \
                        {{clinic.address|la dirección de siempre}}; nuestro número es {{clinic.phone}}.

                        Hasta pronto,
                        {{clinic.name}}
                        """)),
        ])
}
