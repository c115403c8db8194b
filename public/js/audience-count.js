// Counts an audience while it is typed: posts the form as its button "Count without saving" does, and shows that answer's
// count in this page. Without a script the button does it.
const pauseMilliseconds = 600;

for (const form of document.querySelectorAll("[data-audience-count]")) {
  const place = document.getElementById("reach");
  let timer, request;

  const count = async () => {
    request?.abort();
    request = new AbortController();
    const fields = new URLSearchParams(new FormData(form));
    fields.set("count", "now");
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, signal: request.signal });
      // What is half typed is refused; the last number stays until it makes sense.
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("reach");
      if (found) place.replaceChildren(...found.childNodes);
    } catch {
      // Aborted by the next key, or the site is away: the button tells.
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(count, pauseMilliseconds);
  });
}
