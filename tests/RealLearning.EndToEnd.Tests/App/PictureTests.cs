using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>
/// The app as a reader of the documentation sees it. Where <c>PICTURES</c> names a folder, the pictures are written there; what is in them is
/// asserted always.
/// </summary>
[Collection(AppCollection.Name)]
public sealed class PictureTests(AppFixture app)
{
    private const string Campaign =
        """
        <h1>Autumn at the library</h1>
        <p>Marlow library is open until nine on four evenings a week, warm and free. Few who walk past it on their way home know that.</p>
        <h2>Message</h2>
        <p><strong>Your evening has a reading room.</strong> We speak of quiet and of light, not of books. Every post shows one real evening:</p>
        <ul><li><p>Monday: the table by the window, 18:40</p></li><li><p>Thursday: the last reader, 20:55</p></li></ul>
        <h2>How we shall know</h2>
        <table>
          <tr><th>Measure</th><th>Now</th><th>By 30 November</th></tr>
          <tr><td>Visits after 18:00</td><td>41 a week</td><td>120 a week</td></tr>
          <tr><td>New cards</td><td>6 a week</td><td>20 a week</td></tr>
        </table>
        """;

    [Theory]
    [InlineData("workspace.png", ColorScheme.Light)]
    [InlineData("workspace-dark.png", ColorScheme.Dark)]
    public async Task Workspace_WithTwoWhoWriteAndOneWhoWatches_ShowsTheTextTheCursorsAndTheThread(string file, ColorScheme colours)
    {
        var (ada, bea, cem, ruth) = (await app.PersonAsync("Ada Lovelace"), await app.PersonAsync("Bea Okafor"), await app.PersonAsync("Cem Yıldız"), await app.PersonAsync("Ruth Adeyemi"));
        var room = await AppFixture.RoomAsync(ada, "Autumn campaign for the library", (bea, "edit"), (cem, "edit"), (ruth, "observe"));
        await ada.CommandAsync(room, new
        {
            type = "setBrief",
            brief = new { client = "Marlow town library", purpose = "Bring people back in the evening.", audience = "Commuters", criteria = Array.Empty<string>(), due = (string?)null },
        });
        var (beas, cems, ruths) = (await app.OpenAsync(bea, room), await app.OpenAsync(cem, room), await app.OpenAsync(ruth, room));
        await beas.WriteAsync(Campaign);
        await beas.CommentAsync("warm and free", "Is “warm” true in November? Their heating goes down at seven.");
        await Expect(cems.Marks).ToHaveTextAsync("warm and free");
        await cems.Marks.ClickAsync();
        await cems.Page.GetByLabel("Reply").FillAsync("I will ask Mrs Okafor on Tuesday.");
        await cems.Page.Keyboard.PressAsync("Control+Enter");
        var adas = new TextPage(await app.WindowAsync(ada, $"/{room}", 1280, 800, scale: 1.5f));
        await adas.Page.EmulateMediaAsync(new() { ColorScheme = colours });
        await Expect(adas.Threads).ToContainTextAsync("I will ask Mrs Okafor on Tuesday.");
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Fold", Exact = true }).ClickAsync();
        await cems.PutCaretAfterAsync("20:55");
        await beas.SelectAsync("120 a week");

        await Expect(adas.Text.Locator("h1, h2")).ToHaveTextAsync(["Autumn at the library", "Message", "How we shall know"]);
        await Expect(adas.Text.Locator("ul > li")).ToHaveCountAsync(2);
        await Expect(adas.Text.Locator("tr")).ToHaveCountAsync(3);
        await Expect(adas.Text.Locator("li .collaboration-carets__label .whole")).ToHaveTextAsync("Cem Yıldız");
        await Expect(adas.Text.Locator("td .collaboration-carets__label .whole")).ToHaveTextAsync("Bea Okafor");
        await Expect(adas.Text.Locator(".collaboration-carets__selection")).ToHaveTextAsync("120 a week");
        await Expect(adas.Marks).ToHaveTextAsync("warm and free");
        await Expect(adas.Threads).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(adas.Page.GetByTestId("observers")).ToContainTextAsync("Ruth Adeyemi");
        await Expect(adas.Page.GetByTestId("save-state")).ToContainTextAsync("Saved");
        await WriteAsync(adas.Page, file);
        await Expect(ruths.Marks).ToHaveTextAsync("warm and free");
    }

    private static async Task WriteAsync(IPage page, string file)
    {
        if (Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder)
        {
            await page.EvaluateAsync("() => document.fonts.ready.then(() => true)");
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, file), Animations = ScreenshotAnimations.Allow });
        }
    }
}
