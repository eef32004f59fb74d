using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests;

/// <summary>Two real browsers in one document of the server that the README's first command starts.</summary>
public sealed class TwoBrowsersTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task TwoBrowsers_TypingAtTheSameTime_SeeOneText_AlsoAfterACutLine()
    {
        await using var server = await ServerProcess.StartByFirstCommandAsync();
        await using var line = new CuttableLine(server);
        using var ada = await Person.NewAsync(server, "Ada");
        using var bea = await Person.NewAsync(server, "Bea");
        var room = await ada.CreateRoomAsync("Autumn campaign");
        await bea.RedeemAsync(room, await ada.ShareAsync(room, "edit"));
        var adasPage = await browser.OpenAsync(ada, server.Address);
        var beasPage = await browser.OpenAsync(bea, line.Address, 390, 780);
        await Task.WhenAll(OpenAsync(adasPage, room), OpenAsync(beasPage, room));

        await Task.WhenAll(TypeAsync(adasPage, "Ada writes the headline. "), TypeAsync(beasPage, "Bea writes the post. "));
        await AssertSameLettersAsync(adasPage, beasPage, "Ada writes the headline. Bea writes the post. ");
        await Expect(adasPage.Locator(".collaboration-carets__label .whole")).ToHaveTextAsync("Bea");
        await Expect(beasPage.Locator(".collaboration-carets__label .whole")).ToHaveTextAsync("Ada");
        await AssertSavedAsync(adasPage);
        await AssertSavedAsync(beasPage);

        line.Cut();
        await TypeAsync(beasPage, "In the tunnel. ");
        await Expect(State(beasPage)).ToContainTextAsync("Offline");
        await TypeAsync(adasPage, "Meanwhile. ");
        await AssertSavedAsync(adasPage);
        await Expect(Editor(adasPage)).Not.ToContainTextAsync("In the tunnel.");

        line.Mend();
        await AssertSameAsync(adasPage, beasPage, "In the tunnel.", "Meanwhile.");
        await AssertSavedAsync(beasPage);
    }

    private static ILocator Editor(IPage page) => page.GetByTestId("editor").Locator(".ProseMirror");

    private static ILocator State(IPage page) => page.GetByTestId("save-state");

    private static async Task OpenAsync(IPage page, string room)
    {
        await page.GotoAsync($"/{room}");
        await Expect(Editor(page)).ToBeVisibleAsync();
    }

    private static async Task TypeAsync(IPage page, string text)
    {
        await Editor(page).ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync(text);
    }

    private static async Task AssertSavedAsync(IPage page) => await Expect(State(page)).ToContainTextAsync("Saved");

    /// <summary>Two people who type at one spot mix their words; but each letter is there, once.</summary>
    private static async Task AssertSameLettersAsync(IPage one, IPage other, string typed)
    {
        foreach (var page in (IPage[])[one, other])
        {
            await page.WaitForFunctionAsync(
                $"typed => {{ const letters = text => [...text].sort().join(''); return letters(({Text})(document.querySelector('[data-testid=editor] .ProseMirror'))) === letters(typed) }}", typed);
        }

        Assert.Equal(await TextAsync(one), await TextAsync(other));
    }

    private static async Task AssertSameAsync(IPage one, IPage other, params string[] sentences)
    {
        foreach (var sentence in sentences)
        {
            await Expect(Editor(one)).ToContainTextAsync(sentence);
            await Expect(Editor(other)).ToContainTextAsync(sentence);
        }

        Assert.Equal(await TextAsync(one), await TextAsync(other));
    }

    /// <summary>The text without the names at cursors.</summary>
    private static Task<string> TextAsync(IPage page) => Editor(page).EvaluateAsync<string>(Text);

    private const string Text =
        "node => { const copy = node.cloneNode(true); copy.querySelectorAll('.collaboration-carets__caret').forEach(caret => caret.remove()); return copy.textContent }";
}
