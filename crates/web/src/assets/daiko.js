// Small comforts. Every page works without this module: it only keeps figures fresh, counts down,
// tells local times, and keeps a form from being sent twice.

// The house's clock, so that a wrong clock in the reader's device does not end an auction early.
const behind = Number(document.documentElement.dataset.now) - Date.now();
const skew = Number.isFinite(behind) ? behind : 0;
const now = () => Date.now() + skew;

const words = document.documentElement.dataset;
const units = (words.units ?? " d| h| min| s").split("|");

function length(ms) {
  const secs = Math.max(0, Math.floor(ms / 1000));
  const days = Math.floor(secs / 86400);
  const hours = Math.floor(secs / 3600) % 24;
  const minutes = Math.floor(secs / 60) % 60;
  const pairs = [days, hours, minutes, secs % 60].map((n, unit) => n + units[unit]);
  const first = [days, hours, minutes].findIndex((n) => n > 0);
  return first < 0 ? pairs[3] : pairs.slice(first, first + 2).join(words.between ?? " ");
}

// Countdowns
const SOON = 5 * 60 * 1000;

function tick() {
  for (const element of document.querySelectorAll("time[data-countdown]")) {
    const left = Date.parse(element.dateTime) - now();
    if (Number.isNaN(left)) continue;
    const text = left > 0 ? length(left) : (words.ended ?? "");
    if (element.textContent !== text) element.textContent = text;
    element.toggleAttribute("data-soon", left > 0 && left < SOON);
  }
}

if (document.querySelector("time[data-countdown]")) {
  tick();
  setInterval(tick, 1000);
}

// Local times, when the reader is not in Japan
const local = new Intl.DateTimeFormat(undefined, {
  dateStyle: "medium",
  timeStyle: "medium",
  timeZoneName: undefined,
});

const clock = new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit" });

for (const element of document.querySelectorAll("time[data-at]")) {
  const at = new Date(element.dateTime);
  if (Number.isNaN(at.getTime())) continue;
  element.title = `${local.format(at)} ${words.local}`;
  const elsewhere = at.getTimezoneOffset() !== -540;
  if (elsewhere && "yours" in element.dataset) element.after(` · ${clock.format(at)} ${words.local}`);
}

// Live figures: one stream for all the lots of a page
function fields(root) {
  const inside = [...root.querySelectorAll("[data-field]")];
  return root.matches("[data-field]") ? [root, ...inside] : inside;
}

function show(line) {
  const roots = document.querySelectorAll(`[data-live="${CSS.escape(line.key)}"]`);
  for (const root of roots) {
    for (const element of fields(root)) {
      const value = line[element.dataset.field];
      if (value === undefined) continue;
      if (element.matches("time[data-countdown]")) {
        element.dateTime = value;
        continue;
      }
      if (element.textContent === value) continue;
      element.textContent = value;
      element.classList.remove("changed");
      // Reading the width makes the browser notice that the class was gone.
      void element.offsetWidth;
      element.classList.add("changed");
    }
  }
  tick();
}

const keys = new Set();
for (const element of document.querySelectorAll("[data-live]")) keys.add(element.dataset.live);

let stream = null;

function open() {
  if (stream || keys.size === 0) return;
  const on = [...keys].slice(0, 100).map(encodeURIComponent).join(",");
  stream = new EventSource(`/live?on=${on}`);
  stream.addEventListener("message", (event) => {
    try {
      show(JSON.parse(event.data));
    } catch {
      // A line that cannot be read changes nothing; the next one may.
    }
  });
}

function close() {
  if (stream) stream.close();
  stream = null;
}

// A page nobody looks at holds no connection.
document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
addEventListener("pagehide", close);
if (!document.hidden) open();

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// After a refusal the first marked field is where the reader has to go.
document.querySelector("[aria-invalid]")?.focus();
