using System.Text.Json;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>
/// A page that treats the outputs of cells as VS Code's notebook editor does: its content policy, its classes and colours of themes,
/// and its way to run the scripts of an output, which takes them out of their place.
/// </summary>
internal static class EditorPage
{
    public const string DarkPaper = "#1f1f1f";

    /// <summary>Takes the page to the other theme, as the editor does when the user picks one.</summary>
    public const string BecomeDark = "setTheme('vscode-dark', '#cccccc', '" + DarkPaper + "')";

    /// <summary>Writes the page, in the light theme.</summary>
    public static void Write(string path, IEnumerable<string> outputs) => File.WriteAllText(path, $$"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Outputs</title>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' https://*.vscode-cdn.net 'unsafe-inline' 'unsafe-eval'; style-src 'self' https://*.vscode-cdn.net 'unsafe-inline'; img-src 'self' https://*.vscode-cdn.net https: http: data:; font-src 'self' https://*.vscode-cdn.net https:; connect-src https:; child-src https: data:;">
        <link rel="icon" href="data:,">
        </head><body>
        <div id="container"></div>
        <script id="outputs" type="application/json">{{JsonSerializer.Serialize(outputs)}}</script>
        <script>
          function setTheme(kind, text, paper) {
            document.documentElement.style.setProperty("--vscode-editor-foreground", text);
            document.documentElement.style.setProperty("--vscode-editor-background", paper);
            document.body.style.color = text;
            document.body.style.backgroundColor = paper;
            document.body.className = kind;
            document.body.dataset.vscodeThemeKind = kind;
          }
          function show(html) {
            const output = document.createElement("div");
            output.className = "output";
            output.innerHTML = html;
            document.getElementById("container").append(output);
            for (const asleep of [...output.querySelectorAll("script")]) {
              const script = document.createElement("script");
              script.text = asleep.innerText;
              if (asleep.type) { script.type = asleep.type; }
              output.append(script);
              script.remove();
            }
          }
          setTheme("vscode-light", "#3b3b3b", "#ffffff");
          JSON.parse(document.getElementById("outputs").textContent).forEach(show);
        </script>
        </body></html>
        """);
}
