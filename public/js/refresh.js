// Asks again for what is not over yet: fetches the address in data-refresh and puts that page's part of the same id in this
// part's place, until it names no address any more.
const pauseMilliseconds = 3000;
const mostAsked = 300;

const ask = async (part, asked) => {
  let next = part;
  try {
    const answer = await fetch(part.dataset.refresh);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById(part.id);
    if (!found || !part.isConnected) return;
    // What has not changed is not read out again.
    if (found.textContent !== part.textContent || !found.dataset.refresh) {
      part.replaceWith(found);
      next = found;
    }
  } catch {
    // The site is away for a moment: the next time tells.
  }
  if (next.dataset.refresh && asked < mostAsked) setTimeout(ask, pauseMilliseconds, next, asked + 1);
};

for (const part of document.querySelectorAll("[data-refresh]")) setTimeout(ask, pauseMilliseconds, part, 1);
