// The time axis: a window of days [start, start + width / scale) over lanes of marks; only what is in sight is drawn.
const LABELLED = { height: 34, lanes: 40 };
const COMPACT = { height: 17 };
const LABEL_WIDTH = 230;

function makeChart(box, spoken, tip, open) {
  const lanes = box.querySelector("#lanes");
  const axis = box.querySelector("#axis");
  const sheet = lanes.appendChild(svg("svg", { "aria-hidden": "true" }));
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `12.5px ${getComputedStyle(box).fontFamily}`;
  const view = { start: 0, scale: 1, width: 1 };
  let events = [];
  let placed = [];
  let look = LABELLED;
  let active = null;
  let pending = false;

  function show(chosen) {
    events = chosen.filter((event) => event.range);
    for (const event of events) event.short ??= shorten(event.record.label);
    if (!events.includes(active)) active = null;
    box.parentElement.classList.toggle("empty", !events.length);
    fit();
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

  // Marks keep their size when the axis shrinks, so the margins leave room for tails and for the last label.
  function fit() {
    view.width = Math.max(lanes.clientWidth, 200);
    const { first, last } = limits();
    const [before, after] = [TAIL + 14, Math.min(LABEL_WIDTH * 0.6, view.width * 0.25)];
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
    box.dataset.scale = view.scale.toFixed(4);
    box.dataset.start = view.start.toFixed(2);
    box.dataset.lanes = look === COMPACT ? "compact" : "labelled";
  }

  const across = (day) => (day - view.start) * view.scale;
  const onScreen = (mark) => ({ x0: mark.x0 - view.start * view.scale, x1: mark.x1 - view.start * view.scale });

  function inSight(mark) {
    const { x0, x1 } = onScreen(mark);
    const top = mark.lane * look.height;
    const end = look === LABELLED ? Math.max(x1, x0 + mark.event.short.width) : x1;
    return end > 0 && x0 < view.width && top + look.height > lanes.scrollTop && top < lanes.scrollTop + lanes.clientHeight;
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

  const deeds = { left: () => pan(-view.width * 0.3), right: () => pan(view.width * 0.3), in: () => zoom(1.6), out: () => zoom(1 / 1.6), fit };
  lanes.addEventListener("scroll", redraw, { passive: true });
  new ResizeObserver(() => {
    if (lanes.clientWidth === view.width) return;
    fit();
  }).observe(lanes);
  listen(box, { zoom, pan, step, hover, eventAt, deeds, choose: () => active && open(active), open: (event) => (activate(event), open(event)) });
  return { show, activate, deeds };
}

// Wheel, pointer, touch and keys. The wheel alone scrolls the page, as readers of an embedding page expect.
function listen(box, chart) {
  const pointers = new Map();
  let moved = 0;
  const offset = (event) => event.clientX - box.getBoundingClientRect().left;
  const keys = {
    ArrowLeft: chart.deeds.left, ArrowRight: chart.deeds.right, "+": chart.deeds.in, "=": chart.deeds.in, "-": chart.deeds.out, 0: chart.deeds.fit,
    Home: chart.deeds.fit, ArrowDown: () => chart.step(1), ArrowUp: () => chart.step(-1), Enter: chart.choose,
  };

  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  box.addEventListener("wheel", (event) => {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
    if (!sideways && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    if (sideways) chart.pan(sideways);
    else chart.zoom(Math.exp(-Math.max(Math.min(event.deltaY, 120), -120) / 240), offset(event));
  }, { passive: false });
  box.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!pointers.size) moved = 0;
    pointers.set(event.pointerId, event.clientX);
  });
  box.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return chart.hover(event.pointerType === "mouse" ? chart.eventAt(event.target) : null, event.clientX, event.clientY);
    const before = [...pointers.values()];
    pointers.set(event.pointerId, event.clientX);
    const after = [...pointers.values()];
    moved += Math.abs(after[0] - before[0]) + Math.abs((after[1] ?? 0) - (before[1] ?? 0));
    if (moved < 4) return undefined;
    box.setPointerCapture(event.pointerId);
    chart.hover(null);
    if (after.length === 1) return chart.pan(before[0] - after[0]);
    const [middle, wide, was] = [(after[0] + after[1]) / 2, Math.abs(after[0] - after[1]), Math.abs(before[0] - before[1])];
    return chart.zoom(Math.max(wide, 10) / Math.max(was, 10), middle - box.getBoundingClientRect().left);
  });
  for (const name of ["pointerup", "pointercancel"]) box.addEventListener(name, (event) => pointers.delete(event.pointerId));
  box.addEventListener("pointerleave", () => chart.hover(null));
  box.addEventListener("click", (event) => {
    const found = moved < 4 ? chart.eventAt(event.target) : null;
    if (found) chart.open(found);
  });
}
