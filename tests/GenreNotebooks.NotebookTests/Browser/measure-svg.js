// Measures a drawn chart: the share of its plot, and what is cut, small or lies over something else. Knows nothing of how it was laid out.
svg => {
  const edge = svg.getBoundingClientRect(), faults = [];
  const areas = [...svg.ownerDocument.querySelectorAll("clipPath.plotclip rect")].map(clip => ({ width: clip.width.baseVal.value, height: clip.height.baseVal.value }));
  const area = { width: Math.max(0, ...areas.map(one => one.width)) / edge.width, height: Math.max(0, ...areas.map(one => one.height)) / edge.height };
  const smallest = text => Math.min(...[text, ...text.querySelectorAll("tspan")].map(part => parseFloat(getComputedStyle(part).fontSize)));
  const texts = [...svg.ownerDocument.querySelectorAll("svg text")]
    .filter(text => text.textContent.trim() && text.getBoundingClientRect().width > 0)
    .map(text => ({ text: text.textContent, box: text.getBoundingClientRect(), corners: corners(text), size: smallest(text) }));
  texts.forEach(({ text, box, size, corners }, index) => {
    if (box.left < edge.left - 1 || box.right > edge.right + 1 || box.top < edge.top - 1 || box.bottom > edge.bottom + 1) { faults.push("cut: " + text); }
    if (size < 6.99) { faults.push(`${size} px: ${text}`); }
    texts.slice(index + 1).filter(other => overlap(corners, other.corners)).forEach(other => faults.push("over each other: " + text + " / " + other.text));
  });
  if (areas.length > 0 && area.width < 0.549) { faults.push(`the plot has ${(100 * area.width).toFixed(0)} % of the width`); }
  if (areas.length > 0 && area.height < 0.499) { faults.push(`the plot has ${(100 * area.height).toFixed(0)} % of the height`); }
  return { width: area.width, height: area.height, texts: texts.length, faults };
}
