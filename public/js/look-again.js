// While long work goes on, shows how far it is: fetches this page again and puts that answer's part in the place of this one.
// Without a script the link "Look again" does it.
const pauseMilliseconds = 3000;

const lookAgain = async () => {
  const place = document.querySelector("[data-look-again]");
  if (!place) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById(place.id);
    // Signed out, or forgotten meanwhile: the whole page tells.
    if (!answer.ok || !found) return location.reload();
    // Whoever stands on a link or button in it keeps it until the next look.
    if (!place.contains(document.activeElement)) place.replaceWith(found);
  } catch {
    // The site is away for a moment: the next look tells.
  }
  setTimeout(lookAgain, pauseMilliseconds);
};

setTimeout(lookAgain, pauseMilliseconds);
