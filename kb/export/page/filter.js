// Which events are shown. An event passes a date range when it could have happened in it.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function prepare(record, number) {
  const names = [...record.participants, ...record.places].map((entity) => entity.label);
  const said = record.claims.flatMap((claim) => [claim.quote, claim.article.title, ...claim.attributed_to]);
  return {
    record,
    number,
    id: `event-${record.id.split("/").at(-1)}`,
    status: STATUSES.includes(record.status) ? record.status : "occurred",
    range: extent(record.time),
    names: record.participants.map((entity) => plain(entity.label)),
    text: plain([record.label, record.type, ...names, ...said].join("\n")),
  };
}

function readFilter(form) {
  const value = (id) => form.querySelector(`#${id}`).value.trim();
  return {
    words: plain(value("text")).split(/\s+/).filter(Boolean),
    who: plain(value("who")),
    type: value("type"),
    since: dayNumber(value("since")),
    until: dayNumber(value("until")),
    statuses: new Set([...form.querySelectorAll("#statuses input:checked")].map((input) => input.value)),
  };
}

function passes(event, filter) {
  return (
    filter.statuses.has(event.status) &&
    (!filter.type || event.record.type === filter.type) &&
    (!filter.who || event.names.some((name) => name.includes(filter.who))) &&
    filter.words.every((word) => event.text.includes(word)) &&
    inRange(event.range, filter.since, filter.until)
  );
}

function inRange(range, since, until) {
  if (since === null && until === null) return true;
  if (!range) return false;
  const before = until !== null && !range.openLeft && range.left > until;
  const after = since !== null && !range.openRight && range.right <= since;
  return !before && !after;
}
