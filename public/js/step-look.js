// Shows the message of a SEND as its form is filled in: posts the form as its button "Show the message" does, and shows
// that answer's message in this page. Without a script the button does it.
const pauseMilliseconds = 500;

for (const form of document.querySelectorAll("form[data-look]")) {
  if (!form.querySelector("button[name=look]")) continue;
  let timer, request;

  const look = async () => {
    request?.abort();
    request = new AbortController();
    const fields = new URLSearchParams(new FormData(form));
    fields.set("look", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, signal: request.signal });
      // What is half filled in is refused; the last message stays until it makes sense.
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("look");
      if (found) document.getElementById("look").replaceChildren(...found.childNodes);
      const needs = page.getElementById("needs");
      if (needs) document.getElementById("needs").replaceChildren(...needs.childNodes);
    } catch {
      // Aborted by the next key, or the site is away: the button tells.
    }
  };

  // A choice of a list is told by "change" alone where a program makes it.
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, () => {
      clearTimeout(timer);
      timer = setTimeout(look, pauseMilliseconds);
    });
  }
}
