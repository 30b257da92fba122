// Texts of charts: their widths, lines and short forms.
var canvas = document.createElement("canvas").getContext("2d");
function plain(text) { return String(text).replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&#36;/g, "$").replace(/&amp;/g, "&"); }
function widthOf(text, font) {
  canvas.font = font.size + "px " + font.family;
  return canvas.measureText(plain(text)).width;
}
// The lines of a text. A line with markup stays as it is.
function wrap(text, font, width) {
  return String(text).split(/<br\s*\/?>/i).reduce(function (lines, line) {
    var whole = line.match(/^<(b|i)>([^<]*)<\/\1>$/);
    if (whole) { return lines.concat(wrap(whole[2], font, width * 0.9).map(function (one) { return "<" + whole[1] + ">" + one + "</" + whole[1] + ">"; })); }
    if (/<[a-z]/i.test(line)) { return lines.concat(line); }
    return line.split(" ").reduce(function (done, word) {
      var last = done.length - 1;
      if (done[last] && widthOf(done[last] + " " + word, font) > width) { done.push(word); }
      else { done[last] = done[last] ? done[last] + " " + word : word; }
      return done;
    }, [""]).reduce(function (all, one) { return all.concat(one); }, lines);
  }, []);
}
// The beginning and the end of a text that is too wide, cut between letters, not within an entity. Names often differ in their ends.
function shorten(text, font, width) {
  if (/<[a-z]/i.test(text) || widthOf(text, font) <= width) { return text; }
  var letters = String(text).match(/&[^;\s]+;|[\s\S]/gu) || [], kept = letters.length;
  function shown() { return letters.slice(0, Math.ceil(kept * 0.6)).join("").trim() + "…" + (kept > 4 ? letters.slice(letters.length - Math.floor(kept * 0.4)).join("").trim() : ""); }
  while (kept > 1 && widthOf(shown(), font) > width) { kept--; }
  return shown();
}
