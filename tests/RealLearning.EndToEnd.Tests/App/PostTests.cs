using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>Posts of a campaign, written by two.</summary>
[Collection(AppCollection.Name)]
public sealed class PostTests(AppFixture app)
{
    [Fact]
    public async Task Post_TypedIntoByTwoAtOnce_HoldsBoth_CountsThem_AndKeepsItsThread()
    {
        await using var line = new CuttableLine(app.Server);
        var (adas, beas) = await TwoAsync(line.Address);
        await Words(adas).ClickAsync();
        await adas.TypeAsync("The last reader goes home at nine.");
        await AssertWordsAsync(beas, "The last reader goes home at nine.");
        await beas.CommentAsync("last reader", "Does she agree to be shown?");
        await Expect(adas.Marks).ToHaveTextAsync("last reader");
        await adas.PutCaretAfterAsync("goes");
        await beas.PutCaretAfterAsync("at nine.");

        // Neither has seen what the other wrote, however fast this machine is.
        line.Cut();
        await Task.WhenAll(adas.Page.Keyboard.InsertTextAsync(" quietly"), beas.Page.Keyboard.InsertTextAsync(" Come in."));
        await AssertWordsAsync(adas, "The last reader goes quietly home at nine.");
        await AssertWordsAsync(beas, "The last reader goes home at nine. Come in.");
        line.Mend();

        foreach (var page in (TextPage[])[adas, beas])
        {
            await AssertWordsAsync(page, "The last reader goes quietly home at nine. Come in.");
            await Expect(page.Page.GetByTestId("count")).ToHaveTextAsync("51 of 2,200");
            await Expect(page.Marks).ToHaveTextAsync("last reader");
        }

        await beas.Page.GetByLabel("Network").SelectOptionAsync("x");
        await Expect(adas.Page.GetByTestId("count")).ToHaveTextAsync("51 of 280");
        await Words(adas).ClickAsync();
        await adas.Page.Keyboard.InsertTextAsync(new string('a', 240));
        await Expect(beas.Page.GetByTestId("count")).ToHaveTextAsync("291 of 280, 11 too many");
        await beas.Page.ReloadAsync();
        await Expect(beas.Marks).ToHaveTextAsync("last reader");
    }

    [Fact]
    public async Task Post_DateLinkAndImage_AreTheSameForBoth_AndUndoneOneByOne()
    {
        var (adas, beas) = await TwoAsync();
        await adas.Page.GetByLabel("Date of the post").FillAsync("2030-11-30");
        await adas.Page.GetByLabel("Link of the post").FillAsync("example.org/evenings");
        await adas.Page.GetByLabel("Link of the post").PressAsync("Enter");
        await adas.Page.GetByTestId("block-image").SetInputFilesAsync(new FilePayload { Name = "lamp.png", MimeType = "image/png", Buffer = Pictures.Png });

        await Expect(beas.Text.Locator(".block-post figure img")).ToBeVisibleAsync();
        await Expect(beas.Page.GetByLabel("Date of the post")).ToHaveValueAsync("2030-11-30");
        await Expect(beas.Page.GetByLabel("Link of the post")).ToHaveValueAsync("https://example.org/evenings");
        await adas.Page.GetByLabel("Link of the post").FillAsync("javascript:alert(1)");
        await adas.Page.GetByLabel("Link of the post").PressAsync("Enter");
        await Expect(adas.Notices).ToContainTextAsync("A link is a web or mail address");

        await Words(adas).ClickAsync();
        await adas.Page.Keyboard.PressAsync("Control+z");
        await Expect(beas.Text.Locator(".block-post figure img")).ToHaveCountAsync(0);
        await adas.Page.Keyboard.PressAsync("Control+z");
        await Expect(beas.Page.GetByLabel("Link of the post")).ToHaveValueAsync("");
        await Expect(beas.Page.GetByLabel("Date of the post")).ToHaveValueAsync("2030-11-30");
    }

    [Theory]
    [InlineData("observe")]
    [InlineData("comment")]
    public async Task Post_OfWhoMayNotWrite_IsReadAndNotChanged(string right)
    {
        using var ada = await app.PersonAsync("Ada");
        using var ruth = await app.PersonAsync("Ruth");
        var room = await ada.CreateRoomAsync("Read", deliverable: "campaign");
        await ruth.RedeemAsync(room, await ada.ShareAsync(room, right));
        var adas = await app.OpenAsync(ada, room);
        await Words(adas).ClickAsync();
        await adas.TypeAsync("To be read");
        var ruths = await app.OpenAsync(ruth, room);

        await AssertWordsAsync(ruths, "To be read");
        await Expect(ruths.Text.Locator("select, input, button")).ToHaveCountAsync(0);
        await Words(ruths).ClickAsync();
        await ruths.TypeAsync("x");
        await AssertWordsAsync(ruths, "To be read");
    }

    /// <summary>What a post says, without the names at cursors in it.</summary>
    private static async Task AssertWordsAsync(TextPage page, string words) => await page.Page.WaitForFunctionAsync(
        """
        words => {
          const copy = document.querySelector('.block-post .content').cloneNode(true)
          copy.querySelectorAll('.collaboration-carets__caret').forEach(added => added.remove())
          return copy.textContent === words
        }
        """,
        words);

    private static ILocator Words(TextPage page) => page.Text.Locator(".block-post .content").First;

    /// <summary>The second over another line than the server's own, where one is given.</summary>
    private async Task<(TextPage Adas, TextPage Beas)> TwoAsync(Uri? line = null)
    {
        var (ada, bea) = (await app.PersonAsync("Ada"), await app.PersonAsync("Bea"));
        var room = await ada.CreateRoomAsync("Campaign", deliverable: "campaign");
        await bea.RedeemAsync(room, await ada.ShareAsync(room, "edit"));
        var beas = new TextPage(await app.WindowAsync(bea, $"/{room}", 1440, 900, line ?? app.Server.Address));
        await Expect(beas.Text).ToBeVisibleAsync();
        return (await app.OpenAsync(ada, room), beas);
    }
}
