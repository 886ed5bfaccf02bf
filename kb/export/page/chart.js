// The time axis: a window of days [start, start + width / scale) over lanes of marks; only what is in sight is drawn.
const LABELLED = { height: 34, lanes: 40 };
const COMPACT = { height: 17 };
const LABEL_WIDTH = 230;

function makeChart(box, spoken, tip, open) {
  const lanes = box.querySelector("#lanes");
  const axis = box.querySelector("#axis");
  const [earlier, later] = ["earlier", "later"].map((id) => document.getElementById(id));
  const sheet = lanes.appendChild(svg("svg", { "aria-hidden": "true" }));
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `12.5px ${getComputedStyle(box).fontFamily}`;
  const view = { start: 0, scale: 1, width: 1 };
  let events = [];
  let placed = [];
  let look = LABELLED;
  let active = null;
  let pending = false;
  let whole = false; // on paper nothing can be scrolled into sight

  function show(chosen) {
    events = chosen.filter((event) => event.range);
    for (const event of events) event.short ??= shorten(event.record.label);
    if (!events.includes(active)) active = null;
    box.parentElement.classList.toggle("empty", !events.length);
    fit(crowd());
  }

  function shorten(label) {
    const width = pen.measureText(label).width;
    const letters = Array.from(label);
    const kept = width > LABEL_WIDTH ? `${letters.slice(0, Math.floor((letters.length * LABEL_WIDTH) / width) - 1).join("").trimEnd()}…` : label;
    return { text: kept, width: Math.min(width, LABEL_WIDTH) };
  }

  function limits() {
    const first = Math.min(...events.map((event) => event.range.left));
    const last = Math.max(...events.map((event) => event.range.right));
    return events.length ? { first, last } : { first: 0, last: 1 };
  }

  // Where most events are: without the outermost twentieth at each end, if that leaves out most of the axis.
  function crowd() {
    const all = limits();
    const spare = events.length < 4 ? 0 : Math.max(1, Math.floor(events.length / 20));
    const first = events.map((event) => event.range.left).sort((a, b) => a - b)[spare];
    const last = events.map((event) => event.range.right).sort((a, b) => b - a)[spare];
    return spare && last > first && last - first < (all.last - all.first) / 4 ? { first, last } : all;
  }

  // Marks keep their size when the axis shrinks, so the margins leave room for tails and for the last label.
  function fit({ first, last } = limits()) {
    view.width = Math.max(lanes.clientWidth, 200);
    const [before, after] = [TAIL + 14, events.length > 60 ? TAIL : Math.min(LABEL_WIDTH, view.width * 0.3)];
    view.scale = Math.min((view.width - before - after) / Math.max(last - first, 14), 80);
    view.start = first - before / view.scale;
    layOut();
  }

  function zoom(factor, at = view.width / 2) {
    const { first, last } = limits();
    const smallest = (view.width * 0.4) / Math.max(last - first, 14);
    const scale = Math.min(Math.max(view.scale * factor, Math.min(smallest, 80)), 160);
    view.start += at / view.scale - at / scale;
    view.scale = scale;
    layOut();
  }

  function pan(px) {
    const { first, last } = limits();
    const half = view.width / 2 / view.scale;
    view.start = Math.min(Math.max(view.start + px / view.scale, first - half), last - half);
    redraw();
  }

  function layOut() {
    look = pack(LABELLED) > LABELLED.lanes ? COMPACT : LABELLED;
    const count = look === COMPACT ? pack(COMPACT) : placed.reduce((most, mark) => Math.max(most, mark.lane + 1), 0);
    sheet.setAttribute("height", Math.max(count * look.height + 12, 60));
    redraw();
  }

  // Greedy: each mark in the first lane that is free at its left end. Returns the number of lanes.
  function pack(style) {
    const ends = [];
    placed = events.map((event) => ({ event, ...place(event.range, view.scale) })).sort((a, b) => a.x0 - b.x0);
    for (const mark of placed) {
      const width = style === LABELLED ? Math.max(mark.x1 - mark.x0, mark.event.short.width + 4) : mark.x1 - mark.x0;
      const free = ends.findIndex((end) => end <= mark.x0);
      mark.lane = free < 0 ? ends.length : free;
      ends[mark.lane] = mark.x0 + width + (style === LABELLED ? 12 : 3);
    }
    return ends.length;
  }

  function redraw() {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      draw();
    });
  }

  function draw() {
    const [first, last] = [view.start, view.start + view.width / view.scale];
    const marks = ticks(first, last, view.scale);
    const height = Number(sheet.getAttribute("height"));
    sheet.replaceChildren(...marks.map((tick) => gridLine(tick, Math.max(height, lanes.clientHeight))), ...placed.filter(inSight).map(drawPlaced));
    axis.replaceChildren(...marks.map(tickLabel), ...eraLabels(first, last));
    tellOutside();
    box.dataset.scale = view.scale.toFixed(4);
    box.dataset.start = view.start.toFixed(2);
    box.dataset.lanes = look === COMPACT ? "compact" : "labelled";
  }

  // What lies beyond the edges is counted there, and a press brings the nearest of it into view.
  function tellOutside() {
    const [left, right] = [view.start * view.scale, view.start * view.scale + view.width];
    const before = placed.filter((mark) => mark.x1 <= left);
    const after = placed.filter((mark) => mark.x0 >= right);
    for (const [button, marks, text] of [[earlier, before, "earlier"], [later, after, "later"]]) {
      button.hidden = !marks.length;
      button.textContent = text === "earlier" ? `‹ ${marks.length.toLocaleString("en")} earlier` : `${marks.length.toLocaleString("en")} later ›`;
    }
    earlier.onclick = () => pan(Math.max(...before.map((mark) => mark.x1)) - left - view.width * 0.3);
    later.onclick = () => pan(Math.min(...after.map((mark) => mark.x0)) - right + view.width * 0.3);
  }

  const across = (day) => (day - view.start) * view.scale;
  const onScreen = (mark) => ({ x0: mark.x0 - view.start * view.scale, x1: mark.x1 - view.start * view.scale });

  function inSight(mark) {
    const { x0, x1 } = onScreen(mark);
    const top = mark.lane * look.height;
    const end = look === LABELLED ? Math.max(x1, x0 + mark.event.short.width) : x1;
    return end > 0 && x0 < view.width && (whole || (top + look.height > lanes.scrollTop && top < lanes.scrollTop + lanes.clientHeight));
  }

  function drawPlaced(mark) {
    const { x0, x1 } = onScreen(mark);
    const bottom = (mark.lane + 1) * look.height;
    const group = drawMark(mark.event, x0, x1, bottom - 4, view.scale);
    group.dataset.event = mark.event.number;
    if (mark.event === active) group.classList.add("active");
    group.prepend(svg("rect", { x: x0 - 2, y: bottom - look.height + 5, width: Math.max(x1 - x0, 12) + 4, height: look.height - 2, class: "target" }));
    if (look === LABELLED) group.append(label(mark, x0, x1, bottom));
    return group;
  }

  // The label of a bar that begins out of sight stays in sight as long as its bar does.
  function label(mark, x0, x1, bottom) {
    const { text, width } = mark.event.short;
    const start = mark.event.range.openLeft ? Math.min(x0 + 8, x0 + TAIL) : x0;
    const x = Math.max(start, Math.min(4, x1 - width));
    const element = svg("text", { x, y: bottom - 14, class: "label" });
    element.textContent = text;
    return element;
  }

  function gridLine(tick, height) {
    const x = across(tick.at);
    return svg("line", { x1: x, x2: x, y1: 0, y2: height, class: tick.strong ? "grid strong" : "grid" });
  }

  function tickLabel(tick) {
    const element = svg("text", { x: across(tick.at) + 4, y: 15, class: tick.strong ? "strong" : "" });
    element.textContent = tick.label;
    return svg("g", {}, svg("line", { x1: across(tick.at), x2: across(tick.at), y1: 0, y2: 6, class: "tick" }), element);
  }

  // The first stays in sight at the left edge until the next pushes it out.
  function eraLabels(first, last) {
    return eras(first, last, view.scale).map((era, index, all) => {
      const next = index + 1 < all.length ? across(all[index + 1].at) - 8 : Infinity;
      const element = svg("text", { y: 33, class: "era" });
      element.textContent = era.label;
      element.setAttribute("x", Math.min(Math.max(across(era.at) + 4, 6), next - pen.measureText(era.label).width));
      return element;
    });
  }

  function activate(event) {
    active = event;
    spoken.textContent = event ? describe(event) : "";
    const mark = placed.find((one) => one.event === event);
    if (mark) bringIntoView(mark);
    redraw();
  }

  function bringIntoView(mark) {
    const { x0, x1 } = onScreen(mark);
    if (x1 < 20 || x0 > view.width - 20) view.start += ((x0 + x1) / 2 - view.width / 2) / view.scale;
    const top = mark.lane * look.height;
    if (top < lanes.scrollTop || top + look.height > lanes.scrollTop + lanes.clientHeight) lanes.scrollTop = top - lanes.clientHeight / 2;
  }

  function step(by) {
    if (!events.length) return;
    const order = [...placed].sort((a, b) => a.event.number - b.event.number).map((mark) => mark.event);
    const next = active ? order.indexOf(active) + by : by > 0 ? 0 : order.length - 1;
    activate(order[Math.min(Math.max(next, 0), order.length - 1)]);
  }

  function hover(event, x, y) {
    tip.hidden = !event;
    if (!event) return;
    tip.textContent = describe(event);
    tip.style.left = `${Math.min(Math.max(x - 130, 4), window.innerWidth - 284)}px`;
    tip.style.top = `${y + 18}px`;
  }

  const describe = (event) => `${event.record.label} — ${event.record.words.when} (${STATUS_WORDS[event.status]})`;
  const eventAt = (target) => {
    const group = target.closest?.("[data-event]");
    return group ? events.find((event) => event.number === Number(group.dataset.event)) : null;
  };

  const deeds = { left: () => pan(-view.width * 0.3), right: () => pan(view.width * 0.3), in: () => zoom(1.6), out: () => zoom(1 / 1.6), fit: () => fit() };
  window.addEventListener("beforeprint", () => {
    whole = true;
    for (const [drawing, height] of [[sheet, sheet.getAttribute("height")], [axis, 42]]) {
      drawing.setAttribute("viewBox", `0 0 ${view.width} ${height}`);
    }
    draw();
  });
  window.addEventListener("afterprint", () => {
    whole = false;
    for (const drawing of [sheet, axis]) drawing.removeAttribute("viewBox");
    fit(crowd());
  });
  lanes.addEventListener("scroll", redraw, { passive: true });
  new ResizeObserver(() => {
    if (!whole && lanes.clientWidth && lanes.clientWidth !== view.width) fit();
  }).observe(lanes);
  listen(box, { zoom, pan, step, hover, eventAt, deeds, choose: () => active && open(active), open: (event) => (activate(event), open(event)) });
  return { show, activate, deeds };
}
