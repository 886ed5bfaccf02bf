// The list: one <details> an event, under the heading of its chapter; evidence is built when it is first opened.
function html(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

// A name or quote in its own direction of writing, so that it cannot turn its neighbours around.
const apart = (text) => html("bdi", "", text);
const counted = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

function buildList(root, events) {
  const chapters = [];
  for (const event of events) {
    const title = event.record.words.chapter;
    if (chapters.at(-1)?.title !== title) chapters.push({ title, ...chapterNodes(root, title), events: [] });
    event.node = entry(event);
    chapters.at(-1).section.append(event.node);
    chapters.at(-1).events.push(event);
  }
  return chapters;
}

function chapterNodes(root, title) {
  const tally = html("span", "tally");
  const section = root.appendChild(html("section", "chapter", html("h2", "", title, tally)));
  if (title === "Undated") section.append(html("p", "note", "Their sources give no date for these, and none was guessed."));
  return { section, tally };
}

function entry(event) {
  const { record } = event;
  const facts = html("span", "facts");
  if (event.status !== "occurred") facts.append(html("span", `status ${event.status}`, STATUS_WORDS[event.status]));
  facts.append(html("span", "type", record.type));
  if (record.participants.length) facts.append(names("who", record.participants));
  if (record.places.length) facts.append(names("where", record.places, symbol("place"), html("span", "unseen", "Place: ")));
  facts.append(html("span", "sources", counted(record.sources, "source")));
  const label = html("span", "label", symbol(event.status), apart(record.label));
  const summary = html("summary", "", html("span", "when", record.words.when), html("span", "what", label, facts));
  const node = html("details", `event ${event.status}`, summary);
  node.id = event.id;
  node.addEventListener("toggle", () => node.open && fill(event));
  return node;
}

function names(className, entities, ...before) {
  const labels = [...new Set(entities.map((entity) => entity.label))];
  return html("span", className, ...before, ...labels.flatMap((name, index) => [index ? ", " : "", apart(name)]));
}

function fill(event) {
  if (event.filled) return;
  event.filled = true;
  event.node.append(html("div", "evidence", ...event.record.claims.map((one) => claim(one, event.record))));
}

function claim(one, record) {
  const quote = html("blockquote", "", ...marked(one));
  quote.dir = "auto";
  const lines = [quote];
  if (one.words.says.length) lines.push(line("says", "Said by", ...one.words.says.flatMap((name, index) => [index ? "; " : "", apart(name)])));
  lines.push(line("source", "Source", ...source(one)));
  lines.push(line("date", "Date", date(one, record)));
  if (one.status !== record.status) lines.push(line("differs", "This source", `says: ${STATUS_WORDS[one.status] ?? one.status}`));
  return html("article", "claim", ...lines);
}

const line = (className, head, ...rest) => html("p", className, html("span", "head", head), html("span", "", ...rest));

// The offsets count code points; a string's own indices do not.
function marked(one) {
  const letters = Array.from(one.quote);
  const [start, end] = [one.trigger_start - one.start, one.trigger_end - one.start];
  if (start < 0 || end > letters.length || start >= end) return [one.quote];
  const cut = (from, to) => letters.slice(from, to).join("");
  return [cut(0, start), html("mark", "", cut(start, end)), cut(end)];
}

function source(one) {
  const { article, words } = one;
  const title = apart(article.title || words.publisher || "Untitled article");
  const parts = [words.link ? link(words.link, title) : title];
  if (article.title && words.publisher) parts.push(", ", apart(words.publisher));
  if (words.published) parts.push(`, published ${words.published}`);
  return parts;
}

function link(address, title) {
  const element = html("a", "", title);
  if (/^https?:\/\//i.test(address)) element.href = address;
  element.rel = "noopener noreferrer";
  return element;
}

function date(one, record) {
  const words = html("span", "", one.words.when, " — ", one.words.basis);
  if (one.time.text) words.append(": “", apart(one.time.text), "”");
  if (one.words.when !== record.words.when) words.append(` (all sources together: ${record.words.when})`);
  return words;
}
