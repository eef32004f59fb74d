using System.Text.Json;
using Microsoft.Playwright;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>A page with Tiptap, CodeMirror and Quill on one document: <c>editors/page.mjs</c>.</summary>
internal sealed class EditorsPage(IPage page)
{
    private static readonly string Folder = ServerProcess.PathOf("tests", "RealLearning.EndToEnd.Tests", "editors");

    private static readonly string[] Editors = ["#tiptap .tiptap", "#code .cm-content", "#quill .ql-editor"];

    private const string Body = "<!doctype html><title>Editors</title><div id=tiptap></div><div id=code></div><div id=quill></div>";

    public static async Task<EditorsPage> ConnectAsync(Browser browser, ServerProcess server, string document)
    {
        var script = await Stock.OutputAsync(Folder, "bundle.mjs");
        var page = await browser.OpenAsync(person: null, server.Address);
        await page.RouteAsync("**/editors", route => route.FulfillAsync(new() { ContentType = "text/html", Body = Body }));
        await page.GotoAsync("/editors");
        await page.AddScriptTagAsync(new() { Content = script });
        await page.EvaluateAsync("name => connect(name)", document);
        return new EditorsPage(page);
    }

    /// <summary>A document as an old version of npm yjs leaves it, in base64.</summary>
    public static Task<string> OldAsync(string version) => Stock.OutputAsync(Folder, "old.mjs", "", version);

    /// <summary>Takes an update, and sends its bytes as they are.</summary>
    public Task BringAsync(string update) => page.EvaluateAsync("update => bring(update)", update);

    public Task MountAsync() => page.EvaluateAsync("mount()");

    /// <summary>Writes a line above or below all others in each editor, its last words bold where the editor has that.</summary>
    public async Task WriteAsync(string name, bool above)
    {
        for (var editor = 0; editor < Editors.Length; editor++)
        {
            await WriteAsync(editor, name, above);
        }
    }

    /// <summary>
    /// Two people write at once, each in another of the editors in turn: where somebody else's keystrokes come into the same one between two of one's own,
    /// y-prosemirror may move the caret, and what is typed next stands elsewhere.
    /// </summary>
    public static async Task WriteBothAsync((EditorsPage Page, string Name, bool Above) one, (EditorsPage Page, string Name, bool Above) other)
    {
        for (var turn = 0; turn < Editors.Length; turn++)
        {
            await Task.WhenAll(one.Page.WriteAsync(turn, one.Name, one.Above), other.Page.WriteAsync((turn + 1) % Editors.Length, other.Name, other.Above));
        }
    }

    private async Task WriteAsync(int editor, string name, bool above)
    {
        await page.Locator(Editors[editor]).ClickAsync();
        await page.Keyboard.PressAsync(above ? "Control+Home" : "Control+End");
        await page.Keyboard.PressAsync("Enter");
        if (above)
        {
            await page.Keyboard.PressAsync("Control+Home");
        }

        await page.Keyboard.TypeAsync($"{name} wrote ");
        await page.Keyboard.PressAsync("Control+b");
        await page.Keyboard.TypeAsync($"{name} bold");
    }

    /// <summary>Writes in CodeMirror after a pause that ends an undo step, and takes it back.</summary>
    public async Task WriteAndUndoAsync(string words)
    {
        await page.Locator("#code .cm-content").ClickAsync();
        await page.WaitForFunctionAsync("from => performance.now() - from > 600", await page.EvaluateAsync<double>("performance.now()"));
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync(words);
        await page.WaitForFunctionAsync("words => held().code.includes(words)", words);
        await page.Keyboard.PressAsync("Control+z");
        await page.WaitForFunctionAsync("words => !held().code.includes(words)", words);
    }

    public async Task<Held> HeldAsync() => (await page.EvaluateAsync<JsonElement>("held()")).Deserialize<Held>(JsonSerializerOptions.Web)!;

    /// <summary>Waits until the document holds, in each editor's part, what another page's does.</summary>
    public Task UntilHoldsAsync(Held other) =>
        page.WaitForFunctionAsync("other => { const mine = held(); return ['tiptap', 'code', 'quill'].every((part, i) => mine[part] === other[i]) }", new[] { other.Tiptap, other.Code, other.Quill });

    /// <summary>What each editor shows, without markup and the names at carets.</summary>
    public async Task<string> ShownAsync() => string.Join('|', await page.EvaluateAsync<string[]>("shown()"));

    /// <summary>Waits until each editor shows all of some words.</summary>
    public async Task UntilShowsAsync(string[] words)
    {
        try
        {
            await page.WaitForFunctionAsync("words => shown().every(text => words.every(some => text.includes(some)))", words);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"The editors show {await ShownAsync()}", late);
        }
    }

    internal sealed record Held(string Tiptap, string Code, string Quill, string State);
}
