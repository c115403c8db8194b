// Offers notifications on this device where the browser can show them, and turns them off again. What the server knows of this
// inbox's browsers stands in data-push-known, as the beginnings of their addresses' hashes.
const box = document.querySelector("[data-push]");

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const hash = async (text) => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest))).replace(/\+/g, "-").replace(/\//g, "_").slice(0, 32);
};

const post = async (path, body) => {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(String(answer.status));
};

// One of: off, on, denied; failed stands beside one of them.
const show = (state, failed = false) => {
  for (const part of box.querySelectorAll("[data-when]")) {
    part.hidden = part.dataset.when === "failed" ? !failed : part.dataset.when !== state;
  }
  box.dataset.state = state;
  box.hidden = false;
};

const turnOn = async (registration) => {
  if ((await Notification.requestPermission()) === "denied") return show("denied");
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true, applicationServerKey: bytes(box.dataset.push),
  });
  await post(box.dataset.pushPath, subscription.toJSON());
  show("on");
};

// Another inbox may use the same browser: the browser itself keeps its address.
const turnOff = async (registration) => {
  const subscription = await registration.pushManager.getSubscription();
  if (subscription) await post(`${box.dataset.pushPath}/stop`, { endpoint: subscription.endpoint });
  show("off");
};

const begin = async () => {
  const registration = await navigator.serviceWorker.register("/m/worker.js", { scope: "/m/" });
  await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.getSubscription();
  const known = box.dataset.pushKnown.split(" ");
  const isOn = subscription && known.includes(await hash(subscription.endpoint));
  for (const [act, from] of [[turnOn, "off"], [turnOff, "on"]]) {
    const button = box.querySelector(`button[data-when="${from}"]`);
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await act(registration);
      } catch {
        show(box.dataset.state, true);
      }
      button.disabled = false;
      box.querySelector("button:not([hidden])")?.focus();
    });
  }
  show(Notification.permission === "denied" ? "denied" : isOn ? "on" : "off");
};

// Without them the page is as it is without this script.
if (box && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) begin().catch(() => {});
