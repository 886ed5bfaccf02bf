// How one event is drawn: solid where it surely was, hatched where it may have been, fading where no limit is known.
const SVG = "http://www.w3.org/2000/svg";
const TAIL = 44; // px of a fading end
const STATUSES = ["occurred", "ongoing", "planned", "possible", "did-not-occur"];
const STATUS_WORDS = { occurred: "occurred", ongoing: "ongoing", planned: "planned", possible: "possible", "did-not-occur": "did not occur" };

function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const symbol = (status) => svg("svg", { class: `symbol ${status}`, "aria-hidden": "true" }, svg("use", { href: `#s-${status}` }));

function addPatterns(defs) {
  for (const status of STATUSES) {
    const stripe = svg("rect", { width: status === "occurred" || status === "ongoing" ? 2.6 : 1.2, height: 5 });
    const pattern = { id: `hatch-${status}`, class: status, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
    defs.append(svg("pattern", pattern, stripe));
  }
  for (const [id, from, to] of [["fade-left", 0, 1], ["fade-right", 1, 0]]) {
    const stops = [svg("stop", { offset: 0.1, "stop-color": "#fff", "stop-opacity": from }), svg("stop", { offset: 1, "stop-color": "#fff", "stop-opacity": to })];
    defs.append(svg("linearGradient", { id: `${id}-g` }, ...stops));
    const veil = svg("rect", { width: 1, height: 1, fill: `url(#${id}-g)` });
    defs.append(svg("mask", { id, maskContentUnits: "objectBoundingBox", x: 0, y: -0.5, width: 1, height: 2 }, veil));
  }
}

// The days that an event covers: [left, right) surely holds its known limits, [core[0], core[1]) it surely filled.
function extent(time) {
  const [earliestBegin, latestBegin] = time.begin.map(dayNumber);
  const [earliestEnd, latestEnd] = time.end.map(dayNumber);
  const known = [earliestBegin, latestBegin, earliestEnd, latestEnd].filter((day) => day !== null);
  if (!known.length) return null;
  const left = earliestBegin ?? Math.min(...known);
  const right = (latestEnd ?? Math.max(...known)) + 1;
  const sure = latestBegin !== null && earliestEnd !== null && latestBegin <= earliestEnd;
  const openLeft = earliestBegin === null;
  const openRight = latestEnd === null;
  return { left, right, openLeft, openRight, core: sure ? [latestBegin, earliestEnd + 1] : null, day: !openLeft && !openRight && right - left === 1 };
}

// Its place on the axis in px from day 0, at a scale in px a day. A day is a dot in the middle of its day.
function place(range, scale) {
  if (range.day) return { x0: (range.left + 0.5) * scale - 6, x1: (range.left + 0.5) * scale + 6 };
  const [x0, x1] = [range.left * scale, Math.max(range.right * scale, range.left * scale + 6)];
  return { x0: x0 - (range.openLeft ? TAIL : 0), x1: x1 + (range.openRight ? TAIL : 0) };
}

function drawMark(event, x0, x1, y, scale) {
  const { range, status } = event;
  const group = svg("g", { class: `mark ${status}` });
  if (range.day) {
    group.append(svg("use", { href: `#s-${status}`, x: x0 - 1, y: y - 7, width: 14, height: 14 }));
    return group;
  }
  const left = x0 + (range.openLeft ? TAIL : 0);
  const right = x1 - (range.openRight ? TAIL : 0);
  const hatch = { y: y - 5, height: 10, fill: `url(#hatch-${status})` };
  const unsure = !range.core || !(range.core[0] === range.left && range.core[1] === range.right);
  if (unsure && !(range.openLeft && range.openRight && range.core)) {
    group.append(svg("rect", { ...hatch, x: left, width: right - left, class: "unsure", rx: 2 }));
  }
  if (range.core) group.append(core(range, left, scale, y));
  if (range.openLeft) group.append(tail(left - TAIL, "fade-left", hatch), tip(left - TAIL, y, 1));
  if (range.openRight) group.append(tail(right, "fade-right", hatch), tip(right + TAIL, y, -1));
  if (status === "did-not-occur") group.append(cross((left + right) / 2, y));
  return group;
}

function core(range, left, scale, y) {
  const x = left + (range.core[0] - range.left) * scale;
  const width = Math.max((range.core[1] - range.core[0]) * scale, 4);
  return svg("rect", { x, y: y - 5, width, height: 10, rx: 2, class: "sure" });
}

const tail = (x, fade, hatch) => svg("rect", { ...hatch, x, width: TAIL, mask: `url(#${fade})`, class: "tail" });
const tip = (x, y, way) => svg("path", { d: `M${x + 6 * way} ${y - 5}L${x + way} ${y}L${x + 6 * way} ${y + 5}`, class: "tip" });
const cross = (x, y) => svg("path", { d: `M${x - 4} ${y - 4}l8 8m0 -8l-8 8`, class: "cross" });
