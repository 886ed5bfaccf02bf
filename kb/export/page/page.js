// Wires filters, axis and list together.
const byId = (id) => document.getElementById(id);
const events = JSON.parse(byId("data").textContent).map(prepare);
const form = byId("filters");

byId("filter-box").open = !matchMedia("(max-width: 44rem)").matches;
addPatterns(document.querySelector("#symbols defs"));
fillFilters();
const chapters = buildList(byId("list"), events);
const chart = makeChart(byId("axis-box"), byId("spoken"), byId("tip"), reveal);
for (const button of document.querySelectorAll("[data-do]")) button.addEventListener("click", () => chart.deeds[button.dataset.do]());
form.addEventListener("input", update);
form.addEventListener("submit", (event) => event.preventDefault());
byId("clear").addEventListener("click", () => {
  form.reset();
  update();
});
document.addEventListener("toggle", (event) => {
  const found = event.target.open && events.find((one) => one.node === event.target);
  if (found) chart.activate(found);
}, true);
window.addEventListener("hashchange", followHash);
update();
followHash();

function fillFilters() {
  const options = (values) => [...new Set(values)].sort().map((value) => Object.assign(html("option", ""), { value, textContent: value }));
  byId("names").append(...options(events.flatMap((event) => event.record.participants.map((entity) => entity.label))));
  byId("type").append(...options(events.map((event) => event.record.type)));
  for (const status of STATUSES) {
    const number = events.filter((event) => event.status === status).length;
    const input = Object.assign(html("input", ""), { type: "checkbox", value: status, checked: true, defaultChecked: true });
    if (number) byId("statuses").append(html("label", `choice ${status}`, input, symbol(status), `${STATUS_WORDS[status]} `, html("span", "tally", String(number))));
  }
}

function update() {
  const filter = readFilter(form);
  const chosen = events.filter((event) => passes(event, filter));
  const kept = new Set(chosen);
  for (const event of events) event.node.hidden = !kept.has(event);
  for (const chapter of chapters) {
    const number = chapter.events.filter((event) => kept.has(event)).length;
    chapter.section.hidden = !number;
    chapter.tally.textContent = number;
  }
  const undated = chosen.filter((event) => !event.range).length;
  const total = counted(events.length, "event");
  const note = undated ? `, ${undated.toLocaleString("en")} of them undated (at the end of the list, not on the axis)` : "";
  byId("count").textContent = (chosen.length === events.length ? total : `${chosen.length.toLocaleString("en")} of ${total}`) + note;
  chart.show(chosen);
}

function reveal(event) {
  event.node.open = true;
  event.node.querySelector("summary").focus({ preventScroll: true });
  event.node.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

function followHash() {
  const found = events.find((event) => `#${event.id}` === location.hash);
  if (found) reveal(found);
}
