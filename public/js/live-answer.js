// Answers a form while it is filled in: posts it as its button of the name in data-live-answer does, and shows that answer's
// element of that id in this page. Without a script the button does it.
const pauseMilliseconds = 600;

for (const form of document.querySelectorAll("[data-live-answer]")) {
  const [button, id = button] = form.dataset.liveAnswer.split(" ");
  const place = document.getElementById(id);
  let timer, request;

  const answer = async () => {
    request?.abort();
    request = new AbortController();
    const fields = new URLSearchParams(new FormData(form));
    fields.set(button, "now");
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, signal: request.signal });
      // What is half typed is refused; the last answer stays until it makes sense.
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById(id);
      if (found) place.replaceChildren(...found.childNodes);
    } catch {
      // Aborted by the next key, or the site is away: the button tells.
    }
  };

  // A choice of a list is told by "change" alone where a program makes it.
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, () => {
      clearTimeout(timer);
      timer = setTimeout(answer, pauseMilliseconds);
    });
  }
}
