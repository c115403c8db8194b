// Shows a message while it is typed: posts the form to the address in data-message-preview, as its button "Preview" does,
// and puts that answer's preview and examples in this page. An e-mail is then posted into its frame. Without a script the
// buttons do both.
const pauseMilliseconds = 500;

for (const form of document.querySelectorAll("[data-message-preview]")) {
  const place = document.getElementById("preview");
  let timer, request;

  const showLetter = () => {
    const button = place.querySelector("[data-letter]");
    if (!button) return;
    form.requestSubmit(button);
    button.hidden = true;
  };

  const show = async () => {
    request?.abort();
    request = new AbortController();
    const fields = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.dataset.messagePreview, { method: "POST", body: fields, signal: request.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("preview");
      if (!found) return;
      const isOpen = place.querySelector("details")?.open;
      // A new frame each time: what is posted into it leaves no step behind for the back button.
      place.replaceChildren(...found.childNodes);
      const details = place.querySelector("details");
      if (details && isOpen) details.open = true;
      for (const cell of page.querySelectorAll("[data-example]")) {
        const own = document.querySelector(`[data-example="${CSS.escape(cell.dataset.example)}"]`);
        if (own) own.textContent = cell.textContent;
      }
      showLetter();
    } catch {
      // Aborted by the next key, or the site is away: the button tells.
    }
  };

  const soon = (event) => {
    const field = event.target;
    if (field.form !== form || field.name === "phone") return;
    clearTimeout(timer);
    timer = setTimeout(show, pauseMilliseconds);
  };
  document.addEventListener("input", soon);
  showLetter();
}
