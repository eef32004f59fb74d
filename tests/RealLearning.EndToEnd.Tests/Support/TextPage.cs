using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>A room's page with its text, and a person's hands on it.</summary>
internal sealed class TextPage(IPage page)
{
    /// <summary>What is in the text without what the screen adds: names at cursors, labels of check boxes.</summary>
    private const string Words =
        "node => { const copy = node.cloneNode(true); copy.querySelectorAll('.collaboration-carets__caret, label').forEach(added => added.remove()); return [...copy.children].map(block => block.textContent).join('\\n') }";

    /// <summary>Selects from the first words to the last, which may be in other elements, as a mouse does.</summary>
    private const string Selection = """
        (node, [first, last]) => {
          const range = document.createRange()
          const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
          let hasStart = false
          while (texts.nextNode()) {
            const text = texts.currentNode
            if (text.parentElement.closest('.collaboration-carets__caret, label')) continue
            const start = hasStart ? -1 : text.data.indexOf(first)
            if (start >= 0) range.setStart(text, start)
            hasStart ||= start >= 0
            const end = hasStart ? text.data.indexOf(last, Math.max(0, start)) : -1
            if (end < 0) continue
            range.setEnd(text, end + last.length)
            node.focus()
            getSelection().removeAllRanges()
            getSelection().addRange(range)
            return
          }
          throw new Error(`“${first}” to “${last}” is not in the text.`)
        }
        """;

    public IPage Page => page;

    public ILocator Text => page.GetByTestId("editor").First.Locator(".ProseMirror");

    public ILocator Marks => page.Locator(".thread-mark");

    public ILocator Threads => page.GetByTestId("thread");

    public ILocator Notices => page.GetByTestId("notices");

    public ILocator SelectionBar => page.GetByTestId("selection-bar");

    public Task<string> WordsAsync() => Text.EvaluateAsync<string>(Words);

    /// <summary>Waits for the text to be exactly this, a line for each block.</summary>
    public Task AssertWordsAsync(string words) =>
        page.WaitForFunctionAsync($"words => {{ const node = document.querySelector('[data-testid=editor] .ProseMirror'); return node !== null && ({Words})(node) === words }}", words);

    public async Task AssertSavedAsync() => await Expect(page.GetByTestId("save-state")).ToContainTextAsync("Saved");

    public Task SelectAsync(string words) => SelectAsync(words, words);

    /// <summary>Selects, and waits until the editor knows it.</summary>
    public async Task SelectAsync(string first, string last)
    {
        await Text.EvaluateAsync(Selection, new[] { first, last });
        await Expect(SelectionBar).ToBeVisibleAsync();
    }

    /// <summary>Puts the caret behind words.</summary>
    public async Task PutCaretAfterAsync(string words)
    {
        await SelectAsync(words);
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(SelectionBar).Not.ToBeVisibleAsync();
    }

    /// <summary>Puts the caret before words.</summary>
    public async Task PutCaretBeforeAsync(string words)
    {
        await SelectAsync(words);
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(SelectionBar).Not.ToBeVisibleAsync();
    }

    public Task TypeAsync(string text) => page.Keyboard.TypeAsync(text);

    /// <summary>Pastes HTML as other programs put it on the clipboard.</summary>
    public Task PasteAsync(string html, string plain = "") => Text.EvaluateAsync(
        """
        (node, [html, plain]) => {
          node.focus()
          const clipboardData = new DataTransfer()
          clipboardData.setData('text/html', html)
          clipboardData.setData('text/plain', plain)
          node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
        }
        """,
        new[] { html, plain });

    /// <summary>Begins with a text, which is on disk when this returns.</summary>
    public async Task WriteAsync(string html)
    {
        await Text.ClickAsync();
        await PasteAsync(html);
        await Expect(page.GetByTestId("save-state")).ToContainTextAsync("Saved");
    }

    /// <summary>Comments on words, with the mouse.</summary>
    public async Task CommentAsync(string words, string comment)
    {
        await SelectAsync(words);
        await page.GetByTestId("comment-here").ClickAsync();
        var draft = page.GetByTestId("comment-draft");
        await draft.GetByLabel("Comment", new() { Exact = true }).FillAsync(comment);
        await draft.GetByRole(AriaRole.Button, new() { Name = "Comment" }).ClickAsync();
        await Expect(draft).Not.ToBeVisibleAsync();
        await Expect(Threads.Filter(new() { HasText = comment })).ToBeVisibleAsync();
    }

    /// <summary>Where words stand on the screen, in pixels from its top.</summary>
    public Task<double> TopOfAsync(string words) => Text.EvaluateAsync<double>(
        """
        (node, words) => {
          const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
          while (texts.nextNode()) {
            const at = texts.currentNode.data.indexOf(words)
            if (at < 0) continue
            const range = document.createRange()
            range.setStart(texts.currentNode, at)
            range.setEnd(texts.currentNode, at + words.length)
            return range.getBoundingClientRect().top
          }
          return NaN
        }
        """,
        words);
}
