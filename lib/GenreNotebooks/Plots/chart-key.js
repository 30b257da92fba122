// The key of a small chart: its legend as lines of text below the title.
// A legend as text, which takes less space than plotly.js's: a sign in the colour of each entry, and its name.
function keyLines(keys, font, width) {
  var lines = [[]], used = 0;
  keys.forEach(function (key) {
    var name = shorten(key.name, font, width - 40), taken = widthOf(key.sign + " " + name + "   ", font);
    if (used > 0 && used + taken > width) { lines.push([]); used = 0; }
    used += taken;
    lines[lines.length - 1].push('<span style="font-size:' + font.size + 'px;color:' + key.color + '">' + key.sign + '</span><span style="font-size:' + font.size + 'px"> ' + name + "</span>");
  });
  return keys.length === 0 ? [] : lines.map(function (line) { return line.join('<span style="font-size:' + font.size + 'px">   </span>'); });
}
var DASHES = { solid: "━━", dot: "┉┉", dash: "╍╍", longdash: "╍╍", dashdot: "━╍", longdashdot: "━╍" };
var SYMBOLS = { circle: "●", square: "■", diamond: "◆", "triangle-up": "▲", "triangle-down": "▼", x: "✕", cross: "✚", star: "★", "circle-open": "○", "square-open": "□", "diamond-open": "◇", "triangle-up-open": "△", "star-open": "☆" };
var PATTERNS = { "/": "▨", "\\": "▧", x: "▩", "-": "▤", "|": "▥", "+": "▦", ".": "░" };
// The entries of a drawn legend.
function keysOf(plot) {
  var traces = plot._fullData.filter(function (trace) { return trace.visible === true && trace.showlegend && trace.name; }).map(function (trace) {
    var mode = trace.mode || "", lined = /lines/.test(mode) && trace.line, marker = trace.marker || {}, pattern = get(marker, "pattern.shape");
    var sign = (lined ? DASHES[trace.line.dash] || "━━" : "") + (/markers/.test(mode) ? SYMBOLS[marker.symbol] || "●" : "");
    var color = lined ? trace.line.color : pattern ? marker.pattern.fgcolor : typeof marker.color === "string" ? marker.color : get(trace, "line.color");
    if (trace.type === "box") { color = trace.fillcolor; }
    return { name: trace.name, color: color || "inherit", sign: sign || PATTERNS[pattern] || "■" };
  });
  return traces.concat((plot._fullLayout.shapes || []).filter(function (shape) { return shape.visible === true && shape.showlegend && shape.name; }).map(function (shape) {
    return { name: shape.name, color: shape.line.color, sign: DASHES[shape.line.dash] || "━━" };
  }));
}
