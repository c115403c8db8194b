// Shows the notification of a new message, and opens the message when somebody presses it. That press is a person's: it says
// that the message was read, which looking at the page alone never does.
const pauseMilliseconds = 1500;

self.addEventListener("push", (event) => {
  const { title, body, url, tag, language } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, lang: language, data: { url }, icon: "/assets/icon.svg" }));
});

const read = (url) => Promise.race([
  // The message can be marked on its page, too.
  fetch(`${url}/read`, { method: "POST", redirect: "manual" }).catch(() => {}),
  new Promise((done) => setTimeout(done, pauseMilliseconds)),
]);

self.addEventListener("notificationclick", (event) => {
  const url = new URL(event.notification.data.url);
  event.notification.close();
  if (url.origin !== self.location.origin) return;
  event.waitUntil(read(url.href).then(() => self.clients.openWindow(url.href)));
});
