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
