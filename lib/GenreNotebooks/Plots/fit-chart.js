// Draws a figure so that it fits the size of its place: the plot has at least 55 % of the width and half of the height, nothing is
// cut, no text lies on another or is under 7 pixels. What the figure's layout sets stays. Changed are its template, which holds the
// look at the usual size, and texts that would not fit: titles wrap, names are shortened, ticks and labels become fewer.
var SMALLEST = 7, LEAST_WIDTH = 0.55, LEAST_HEIGHT = 0.5, LINE = 1.3, GAP = 2, HIGHEST_LEGEND = 0.14;
// At this size and above, texts have their usual size.
var FULL_WIDTH = 460, FULL_HEIGHT = 330;

function part(parent, name) {
  if (typeof parent[name] !== "object" || parent[name] === null) { parent[name] = {}; }
  return parent[name];
}
function get(object, path) {
  return path.split(".").reduce(function (node, name) { return node === undefined || node === null ? undefined : node[name]; }, object);
}
// A value of the layout, else of the template, else plotly.js's own.
function value(layout, path, otherwise) {
  var found = [get(layout, path), get(layout, "template.layout." + path)].filter(function (one) { return one !== undefined && one !== null; });
  return found.length > 0 ? found[0] : otherwise;
}
// Sets a value of the template, for everything that the layout leaves open.
function set(layout, path, to) {
  var names = path.split("."), last = names.pop();
  names.reduce(part, part(part(layout, "template"), "layout"))[last] = to;
}

// The figure as it is drawn with a choice.
function fit(wanted, size, choice) {
  var figure = structuredClone(wanted), layout = figure.layout;
  var family = value(layout, "font.family", '"Open Sans", verdana, arial, sans-serif');
  // A size of the figure's own sets the other sizes too.
  var base = value(layout, "font.size", 12), scale = get(layout, "font.size") ? base / (get(layout, "template.layout.font.size") || 12) : choice.scale;
  function fontSize(path, otherwise) {
    var given = get(layout, path), usual = get(layout, "template.layout." + path) || otherwise;
    return given || Math.max(SMALLEST, Math.round(10 * usual * scale) / 10);
  }
  function setFont(path, otherwise) { var size = fontSize(path, otherwise); set(layout, path, size); return { family: family, size: size }; }
  var text = setFont("font.size", 12);
  set(layout, "uniformtext.minsize", SMALLEST);

  if (choice.scale < 1) { ["l", "r", "b"].forEach(function (side) { set(layout, "margin." + side, Math.min(value(layout, "margin." + side, 80), 20 * choice.scale)); }); }
  legend(figure, size, choice, setFont("legend.font.size", base));
  title(figure, size, choice, fontSize("title.font.size", Math.round(base * 1.4)), family);
  axes(figure).forEach(function (name) { axis(figure, name, size, choice, text, setFont(name + ".title.font.size", Math.round(base * 1.2))); });
  figure.data.forEach(function (trace, index) { labels(trace, index, choice, text); });
  layout.autosize = false;
  layout.width = size.width;
  layout.height = size.height;
  return figure;
}

function title(figure, size, choice, usual, family) {
  var layout = figure.layout, given = layout.title, text = (given && typeof given === "object" ? given.text : given) || "";
  var width = size.width * 0.96 - size.buttons, fontSize = get(layout, "title.font.size") || (choice.title > 0 ? Math.min(usual, value(layout, "font.size", 12)) : usual);
  // Its second line is smaller, see SampleMark.
  var font = { family: family, size: Math.max(/<span/.test(text) ? SMALLEST / 0.8 : SMALLEST, fontSize) };
  var lines = text ? wrap(text, font, width) : [], most = choice.title > 1 ? 2 : 4;
  if (lines.length > most) { lines = lines.slice(0, most - 1).concat(lines.slice(most - 1).join(" ")); }
  lines = lines.map(function (line) { return shorten(line, font, width); });
  var keyFont = { family: family, size: choice.legend > 1 ? SMALLEST : Math.max(SMALLEST, value(layout, "legend.font.size", 12)) };
  var keys = choice.legend === 1 || choice.legend === 2 ? keyLines(size.keys, keyFont, width) : [];
  if (lines.length + keys.length === 0) {
    if (get(layout, "margin.t") === undefined) { set(layout, "margin.t", 14); }
    return;
  }
  layout.title = Object.assign({}, typeof given === "object" ? given : {}, { text: lines.concat(keys).join("<br>") });
  set(layout, "title.font.size", font.size);
  if (get(layout, "title.y") !== undefined) {
    set(layout, "title.automargin", true);
    set(layout, "title.yref", "container");
    return;
  }
  // Pixels from the top to the baseline of the first line, the only position that plotly.js keeps for any number of lines.
  set(layout, "title.y", 1);
  set(layout, "title.yref", "container");
  set(layout, "title.yanchor", "bottom");
  set(layout, "title.pad", { b: -Math.round(1.25 * font.size + 4) });
  set(layout, "margin.t", Math.round(6 + font.size * (0.7 + LINE * (lines.length + keys.length))));
}

function legend(figure, size, choice, font) {
  var layout = figure.layout;
  if (choice.legend > 0) { layout.showlegend = false; }
  var flat = value(layout, "legend.orientation") === "h", beside = !flat || !layout.legend && size.width > 2.6 * size.height;
  if (flat && beside) {
    set(layout, "legend", { orientation: "v", x: 1, xref: "paper", xanchor: "left", y: 1, yref: "paper", yanchor: "top", font: { size: font.size } });
  }
}

function axes(figure) {
  figure.data.forEach(function (trace) {
    if (Array.isArray(trace.x) || Array.isArray(trace.y)) {
      part(figure.layout, (trace.xaxis || "x").replace("x", "xaxis"));
      part(figure.layout, (trace.yaxis || "y").replace("y", "yaxis"));
    }
  });
  return Object.keys(figure.layout).filter(function (name) { return /^[xy]axis\d*$/.test(name); });
}

// The names along an axis of categories, in their order.
function categories(figure, name) {
  var letter = name[0], id = name.replace("axis", ""), found = [];
  if (figure.layout[name].type !== "category") { return found; }
  figure.data.forEach(function (trace) {
    if ((trace[letter + "axis"] || letter) === id && Array.isArray(trace[letter])) {
      trace[letter].forEach(function (one) { if (found.indexOf(one) < 0) { found.push(one); } });
    }
  });
  return found;
}

function withoutUnit(text) { return String(text).replace(/\s*\([^()]*\)$/, ""); }

function axis(figure, name, size, choice, font, titleFont) {
  var axis = figure.layout[name], upright = name[0] === "y", ticks = (upright ? choice.yTicks : choice.xTicks);
  var text = typeof axis.title === "object" && axis.title !== null ? axis.title.text : axis.title;
  var level = upright ? choice.yTitle : choice.xTitle;
  if (text && level > 0) {
    // Its unit in parentheses goes first, then the whole title.
    var shown = level > 2 ? "" : level > 1 ? withoutUnit(text) : text;
    var room = upright ? size.plotHeight : size.plotWidth, lines = wrap(shown, titleFont, room);
    if (lines.length > 2) { lines = wrap(withoutUnit(shown), titleFont, room); }
    axis.title = Object.assign({}, typeof axis.title === "object" ? axis.title : {}, { text: lines.join("<br>") });
  }
  if (text && choice.scale < 1) { set(figure.layout, name + ".title.standoff", 3); }
  set(figure.layout, name + ".automargin", true);
  var names = axis.ticktext || categories(figure, name), at = axis.tickvals || names;
  if (names.length > 0) {
    var widest = upright ? size.width * choice.yNames : choice.xUpright || choice.xNames < 0.4 ? size.height * choice.xNames : size.width * 0.4;
    var every = Math.pow(2, ticks), kept = names.map(function (_, index) { return index; }).filter(function (index) { return index % every === 0; });
    var tickFont = Object.assign({}, font, { size: get(axis, "tickfont.size") || Math.max(SMALLEST, font.size * (upright ? choice.yFont : 1)) });
    set(figure.layout, name + ".tickfont.size", tickFont.size);
    axis.tickmode = "array";
    axis.tickvals = kept.map(function (index) { return at[index]; });
    axis.ticktext = kept.map(function (index) {
      var lines = upright && names.length * 2.4 * tickFont.size < size.plotHeight ? wrap(names[index], tickFont, widest) : [names[index]];
      lines = lines.length > 2 ? [lines[0], lines.slice(1).join(" ")] : lines;
      return lines.map(function (line) { return shorten(line, tickFont, widest); }).join("<br>");
    });
  } else if (ticks > 0) {
    if (typeof axis.dtick === "number" && axis.type !== "log") { axis.dtick *= Math.pow(2, ticks); }
    else { axis.nticks = Math.max(2, 6 - ticks); delete axis.dtick; }
  }
  if (upright) { size.rows = names.length > 0; }
  if (!upright) { size.named = names.some(function (one) { return isNaN(one); }); }
  if (!upright && choice.xUpright) { axis.tickangle = -90; }
}

function labels(trace, index, choice, font) {
  var ours = trace.text !== undefined && Array.isArray(trace.text);
  if (trace.type === "bar" && ours && trace.textposition !== "none") {
    if (choice.bars > 1) { trace.textposition = "none"; }
    else if (choice.bars > 0 && trace.textangle === 0) { trace.textangle = -90; }
  }
  if (trace.type === "heatmap" && trace.texttemplate && choice.cells > 0) {
    if (choice.cells > 2) { delete trace.texttemplate; }
    else {
      trace.textfont = Object.assign({}, trace.textfont, { size: SMALLEST });
      if (choice.cells > 1 && ours) { trace.text = trace.text.map(function (row) { return row.map(function (text) { return String(text).split("<br>").pop(); }); }); }
    }
  }
  if (/text/.test(trace.mode || "") && ours) {
    if (choice.scale < 1) { trace.textfont = Object.assign({}, trace.textfont, { size: font.size }); }
    if (choice.hidden.size > 0) { trace.text = trace.text.map(function (text, point) { return choice.hidden.has(index + ":" + point) ? "" : text; }); }
  }
}

// What is drawn, in pixels of the page.
function measure(plot) {
  var full = plot._fullLayout, edge = plot.querySelector(".main-svg").getBoundingClientRect();
  function boxes(selector) {
    return [].slice.call(plot.querySelectorAll(selector)).map(function (text) {
      var box = text.getBoundingClientRect();
      return { left: box.left - edge.left, right: box.right - edge.left, top: box.top - edge.top, bottom: box.bottom - edge.top, width: box.width, height: box.height, element: text };
    }).filter(function (box) { return box.width > 0 && box.element.textContent.trim() !== ""; });
  }
  return {
    width: full.width, height: full.height, area: full._size,
    title: boxes(".gtitle"), xTitles: boxes(".infolayer text").filter(isTitleOf("x")), yTitles: boxes(".infolayer text").filter(isTitleOf("y")),
    xTicks: boxes(".xaxislayer-above .xtick text"), yTicks: boxes(".yaxislayer-above .ytick text"), allTicks: boxes(".xtick text, .ytick text, .x2tick text, .y2tick text"), legend: boxes(".legendtext"), legendHeight: flatLegend(plot), scrolls: boxes(".legend .scrollbar").length > 0,
    bars: boxes(".barlayer .bartext"), cells: boxes(".heatmap-label text, .heatmaplayer text"), points: boxes(".scatterlayer .textpoint text")
  };
}
function isTitleOf(letter) {
  return function (box) { return new RegExp("^" + letter + "\\d*title").test(box.element.getAttribute("class")); };
}
function flatLegend(plot) {
  var legend = plot.querySelector(".legend .bg");
  return legend && get(plot._fullLayout, "legend.orientation") === "h" ? legend.getBoundingClientRect().height : 0;
}
function meet(one, other) { return one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1; }
function anyMeet(some, others) { return some.some(function (one) { return others.some(function (other) { return one !== other && meet(one, other); }); }); }
function close(boxes, from, to) {
  var sorted = boxes.slice().sort(function (one, other) { return one[from] - other[from]; });
  return sorted.some(function (box, index) { return index > 0 && box[from] < sorted[index - 1][to] + GAP; });
}
function isCut(drawn) { return function (box) { return box.left < -0.5 || box.top < -0.5 || box.right > drawn.width + 0.5 || box.bottom > drawn.height + 0.5; }; }

// Chooses the next remedy for the first fault. False if there is no fault, or no remedy left.
function improve(plot, size, choice) {
  var drawn = measure(plot), cut = isCut(drawn), area = drawn.area;
  size.plotWidth = area.w;
  size.plotHeight = area.h;
  if (choice.legend === 0) { size.keys = plot._fullLayout.showlegend ? keysOf(plot) : []; }
  function next(name, most) {
    if (choice[name] >= most) { return false; }
    choice[name] += 1;
    return true;
  }
  function turn(name) { return !choice[name] && (choice[name] = true); }
  function less(name, least, factor) {
    if (choice[name] <= least) { return false; }
    choice[name] = Math.max(least, choice[name] * factor);
    return true;
  }
  if (!plot._fullLayout._has("cartesian")) { return false; }
  var narrow = area.w < LEAST_WIDTH * drawn.width, low = area.h < LEAST_HEIGHT * drawn.height;
  var others = drawn.title.concat(drawn.legend);
  if (drawn.xTicks.length > 1 && close(drawn.xTicks, "left", "right")) {
    if (less("scale", choice.good, 0.93) || size.named && turn("xUpright") || next("xTicks", 8)) { return true; }
  }
  if (drawn.yTicks.length > 1 && close(drawn.yTicks, "top", "bottom")) {
    if (less("scale", choice.floor, 0.93) || (size.rows && (next("legend", Math.min(2, size.lastLegend)) || less("yFont", 0.5, 0.9) || next("xTitle", 3))) || next("yTicks", 8)) { return true; }
  }
  if (drawn.yTitles.some(function (box) { return box.height > area.h + 4 || cut(box); }) || anyMeet(drawn.yTitles, others.concat(drawn.yTicks))) {
    if (next("yTitle", 3)) { return true; }
  }
  if (drawn.xTitles.some(function (box) { return box.width > area.w + 4 || cut(box); }) || anyMeet(drawn.xTitles, others.concat(drawn.xTicks))) {
    if (next("xTitle", 3)) { return true; }
  }
  if (narrow) {
    if (next("legend", Math.min(1, size.lastLegend)) || less("yNames", 0.3, 0.85) || less("scale", choice.floor, 0.93)
      || less("yNames", 0.14, 0.85) || next("yTitle", 3) || next("legend", size.lastLegend)) { return true; }
  }
  if (low) {
    if (next("legend", Math.min(1, size.lastLegend)) || less("scale", choice.good, 0.93) || next("title", 1) || less("xNames", 0.2, 0.8) || less("scale", choice.floor, 0.93) || next("legend", Math.min(2, size.lastLegend)) || next("xTitle", 2)
      || less("xNames", 0.12, 0.8) || next("legend", size.lastLegend) || next("title", 2) || next("xTitle", 3)) { return true; }
  }
  if (drawn.scrolls || drawn.legendHeight > HIGHEST_LEGEND * drawn.height || drawn.legend.some(cut) || anyMeet(drawn.legend, drawn.legend) || anyMeet(drawn.legend, drawn.allTicks)) {
    if (next("legend", size.lastLegend)) { return true; }
  }
  if (anyMeet(drawn.bars, drawn.bars) || anyMeet(drawn.bars, others) || drawn.bars.some(cut)) {
    if (next("bars", 2)) { return true; }
  }
  if (drawn.cells.length > 0 && (anyMeet(drawn.cells, drawn.cells) || drawn.cells.some(cut) || leavesCell(plot, drawn))) {
    if (next("cells", 3)) { return true; }
  }
  return hideLabels(plot, drawn, cut, others, choice);
}

// A label wider or higher than its cell cannot be told from its neighbours'; plotly.js makes it smaller.
function leavesCell(plot, drawn) {
  return plot.data.some(function (trace) {
    if (trace.type !== "heatmap" || !Array.isArray(trace.z) || !trace.z[0]) { return false; }
    var cell = { width: drawn.area.w / trace.z[0].length, height: drawn.area.h / trace.z.length };
    return drawn.cells.some(function (box) {
      return box.width > cell.width || box.height > cell.height || parseFloat(getComputedStyle(box.element).fontSize) < SMALLEST;
    });
  });
}

// Of labels that meet or leave the picture, the later ones go.
function hideLabels(plot, drawn, cut, others, choice) {
  var kept = [], before = choice.hidden.size;
  drawn.points.forEach(function (box) {
    var place = box.element.closest(".trace").__data__[0].trace.index + ":" + box.element.parentNode.__data__.i;
    if (cut(box) || kept.concat(others).some(function (other) { return meet(box, other); })) { choice.hidden.add(place); }
    else { kept.push(box); }
  });
  return choice.hidden.size > before;
}

// Draws into an element that is in the page. Resolves when it is drawn.
window.drawFittedGenreChart = async function (plot, figure, config, buttons) {
  var wanted = { data: figure.data, layout: figure.layout || {} };
  var size = { width: wanted.layout.width || plot.clientWidth, height: wanted.layout.height || plot.clientHeight || 450, buttons: buttons || 0, plotWidth: 100, plotHeight: 100 };
  size.lastLegend = wanted.layout.legend && wanted.layout.legend.orientation ? 0 : 3; // a place that the figure sets stays
  var start = Math.min(1, size.width / FULL_WIDTH, size.height / FULL_HEIGHT);
  var choice = {
    scale: Math.max(0.55, start), good: 0.85 * Math.max(0.55, start), floor: Math.min(0.55, start), title: 0, legend: 0, xTitle: 0, yTitle: 0, yFont: 1, xTicks: 0, yTicks: 0, xUpright: false, xNames: 0.4, yNames: 0.45,
    bars: 0, cells: 0, hidden: new Set()
  };
  var turn = plot.genreTurn = {}; // a later call for the same place ends this one
  for (var round = 0; round < 60; round++) {
    var fitted = fit(wanted, size, choice);
    try {
      await window.Plotly.newPlot(plot, fitted.data, fitted.layout, config);
    } catch (error) {
      // plotly.js gives up if nothing is left for the plot.
      if (choice.xTitle > 2) { throw error; }
      choice.legend = 3;
      choice.title = 2;
      choice.xTitle = choice.yTitle = 3;
      choice.yNames = choice.xNames = 0.14;
      continue;
    }
    if (plot.genreTurn !== turn || !improve(plot, size, choice)) { return; }
  }
};
