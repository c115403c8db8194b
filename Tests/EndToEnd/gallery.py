"""From the gallery to a running campaign, by the same forms that staff use."""


def use(visitor, workflow):
    """Makes a draft of one of the gallery's workflows, by its name in addresses, and answers the campaign's id.

    The reminders are detached from their table, so that their steps are as free as any other's.
    """
    visitor.get("/gallery")
    visitor.submit(visitor.form(action=f"/gallery/{workflow}"))
    assert visitor.response.status_code == 200, visitor.text
    if workflow == "appointment-reminders":
        visitor.get("/reminders/detach")
        visitor.submit(visitor.form(action="/reminders/detach"))
        assert visitor.response.status_code == 200, visitor.text
    return campaign_id(visitor)


def activate(visitor, campaign):
    """Activates a draft, through the page that asks first."""
    visitor.get(f"/campaigns/{campaign}/activate")
    visitor.submit(visitor.form(action=f"/campaigns/{campaign}/activate"))
    assert visitor.response.status_code == 200, visitor.text


def start_reminders(clinic, now):
    visitor = clinic.visitor(now)
    campaign = use(visitor, "appointment-reminders")
    activate(visitor, campaign)
    [row] = clinic.campanile.rows("SELECT status FROM campaign WHERE id = %s", campaign)
    assert row["status"] == "ACTIVE", visitor.text
    return campaign


def campaign_id(visitor):
    """The campaign whose page this is, from its address."""
    return int(next(part for part in visitor.response.url.split("/") if part.isdigit()))
