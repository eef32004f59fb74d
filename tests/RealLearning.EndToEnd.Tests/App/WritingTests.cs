using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>Writing together, as hands and eyes meet it.</summary>
[Collection(AppCollection.Name)]
public sealed class WritingTests(AppFixture app)
{
    private const string Long = "<h1>Read where you are</h1><p>The first words.</p><h2>Message</h2><p>One line, said everywhere.</p><p>The last words.</p>";

    [Fact]
    public async Task Undo_AfterOthersWrote_TakesBackOnesOwnAlone()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await AppFixture.RoomAsync(ada, "Undo", (bea, "edit"));
        var adas = await app.OpenAsync(ada, room);
        await adas.WriteAsync("<p>Begun.</p>");
        var beas = await app.OpenAsync(bea, room);
        await adas.Page.ReloadAsync();
        await adas.PutCaretAfterAsync("Begun.");
        await adas.TypeAsync(" Adas.");
        await beas.AssertWordsAsync("Begun. Adas.");
        await beas.PutCaretAfterAsync("Adas.");
        await beas.TypeAsync(" Beas.");
        await adas.AssertWordsAsync("Begun. Adas. Beas.");

        await adas.Page.Keyboard.PressAsync("Control+z");
        await adas.AssertWordsAsync("Begun. Beas.");
        await beas.AssertWordsAsync("Begun. Beas.");
        await adas.Page.Keyboard.PressAsync("Control+Shift+z");
        await beas.AssertWordsAsync("Begun. Adas. Beas.");
    }

    [Fact]
    public async Task OthersWriteAbove_LineThatOneWritesIn_StaysWhereItIs()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await AppFixture.RoomAsync(ada, "Still", (bea, "edit"));
        var adas = await app.OpenAsync(ada, room);
        await adas.WriteAsync(Long + string.Concat(Enumerable.Repeat("<p>A line between.</p>", 30)) + "<p>Here Bea writes.</p>" + string.Concat(Enumerable.Repeat("<p>A line below.</p>", 20)));
        var beas = await app.OpenAsync(bea, room);
        await beas.PutCaretAfterAsync("Here Bea writes.");
        await beas.TypeAsync(" Still");
        await beas.Page.EvaluateAsync("() => getSelection().anchorNode.parentElement.scrollIntoView({ block: 'center' })");
        var before = await beas.TopOfAsync("Here Bea writes.");

        await adas.PutCaretAfterAsync("The first words.");
        for (var line = 0; line < 4; line++)
        {
            await adas.Page.Keyboard.PressAsync("Enter");
            await adas.TypeAsync($"Above {line}.");
        }

        await Expect(beas.Text).ToContainTextAsync("Above 3.");
        Assert.InRange(await beas.TopOfAsync("Here Bea writes."), before - 1.5, before + 1.5);
        await beas.TypeAsync(" here");
        Assert.InRange(await beas.TopOfAsync("Here Bea writes."), before - 1.5, before + 1.5);
    }

    [Fact]
    public async Task R1_Brief_Scrolled_LeavesOneLineAboveTheTools_AndFoldsWhenAsked()
    {
        using var ada = await app.PersonAsync("Ada");
        var room = await ada.CreateRoomAsync("Brief");
        await ada.CommandAsync(room, new
        {
            type = "setBrief",
            brief = new { client = "Marlow library", purpose = "Bring people back in the evening.", audience = "Commuters", criteria = new[] { "120 visits a week" }, due = "2030-11-30" },
        });
        var page = await app.OpenAsync(ada, room);
        await page.WriteAsync(Long);
        await page.Page.ReloadAsync();
        await Expect(page.Page.GetByTestId("brief")).ToContainTextAsync("120 visits a week");
        var line = page.Page.GetByTestId("brief-line");
        await page.PutCaretAfterAsync("The first words.");
        var before = await page.TopOfAsync("The first words.");
        await page.TypeAsync(" And more.");
        Assert.InRange(await page.TopOfAsync("The first words."), before - 1.5, before + 1.5);
        await Expect(line).Not.ToBeVisibleAsync();

        await page.Page.Mouse.MoveAsync(700, 500);
        await page.Page.Mouse.WheelAsync(0, 2_000);
        await Expect(line).ToContainTextAsync("Marlow library: Bring people back in the evening.");
        await Expect(page.Page.GetByTestId("toolbar").GetByLabel("Bold")).ToBeInViewportAsync();
        Assert.True(await TopAsync(page.Page.GetByTestId("toolbar")) >= await TopAsync(line) + 47, "The line covers the tools.");
        await line.GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(line).ToContainTextAsync("120 visits a week");
        await page.Page.Keyboard.PressAsync("Escape");

        await page.Page.Mouse.WheelAsync(0, -4_000);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Fold", Exact = true }).ClickAsync();
        await Expect(page.Page.GetByTestId("brief")).Not.ToBeVisibleAsync();
        await Expect(line).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Slash_ByKeyboard_InsertsATable_WhoseRowsAndColumnsComeAndGo()
    {
        using var ada = await app.PersonAsync("Ada");
        var page = await app.OpenAsync(ada, await ada.CreateRoomAsync("Table"));
        await page.Text.ClickAsync();
        await page.TypeAsync("/tab");
        await Expect(page.Page.GetByTestId("slash-menu").GetByRole(AriaRole.Option)).ToHaveTextAsync(["Table"]);
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Text.Locator("tr")).ToHaveCountAsync(3);
        await page.TypeAsync("One");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.TypeAsync("Two");
        var bar = page.Page.GetByTestId("table-bar");

        await bar.GetByLabel("Add a row below").ClickAsync();
        await bar.GetByLabel("Add a column after").ClickAsync();
        await Expect(page.Text.Locator("tr")).ToHaveCountAsync(4);
        await Expect(page.Text.Locator("tr").First.Locator("th")).ToHaveTextAsync(["One", "Two", "", ""]);
        await bar.GetByLabel("Remove this row").ClickAsync();
        await bar.GetByLabel("Remove this column").ClickAsync();
        await Expect(page.Text.Locator("tr")).ToHaveCountAsync(3);
        await bar.GetByLabel("Remove the table").ClickAsync();
        await Expect(page.Text.Locator("table")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Link_ThatWouldRunAScript_IsRefusedWithWords_AndAnAddressIsTaken()
    {
        using var ada = await app.PersonAsync("Ada");
        var page = await app.OpenAsync(ada, await ada.CreateRoomAsync("Link"));
        await page.WriteAsync("<p>What the <a href=\"javascript:alert(1)\">commuters</a> told us</p>");
        await page.SelectAsync("told us");
        await page.Page.Keyboard.PressAsync("Control+Shift+K");
        var address = page.Page.GetByLabel("Address of the link");

        await address.FillAsync("javascript:alert(1)");
        await address.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("A web or mail address");
        await address.FillAsync("example.org/report");
        await address.PressAsync("Enter");

        await Expect(page.Text.Locator("a[href]")).ToHaveCountAsync(1);
        await Expect(page.Text.Locator("a")).ToHaveAttributeAsync("href", "https://example.org/report");
    }

    [Fact]
    public async Task Image_Uploaded_IsSeenByOthers_AndWhatIsNoneIsRefusedWithWords()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await AppFixture.RoomAsync(ada, "Image", (bea, "edit"));
        var adas = await app.OpenAsync(ada, room);
        var beas = await app.OpenAsync(bea, room);
        await adas.WriteAsync("<p>Above</p><p>Below</p>");
        await adas.PutCaretAfterAsync("Above");
        var input = adas.Page.GetByTestId("image-input");

        await input.SetInputFilesAsync(new FilePayload { Name = "window.png", MimeType = "image/png", Buffer = Pictures.Png });
        var shown = beas.Text.Locator("p:has-text('Above') + img");
        await Expect(shown).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex($"^/api/rooms/{room}/images/[0-9a-f]+$"));
        await beas.Page.WaitForFunctionAsync("() => document.querySelector('.ProseMirror img[src^=\"/api/\"]').naturalWidth > 0");
        await input.SetInputFilesAsync(new FilePayload { Name = "notes.png", MimeType = "image/png", Buffer = "no image"u8.ToArray() });
        await Expect(adas.Notices).ToContainTextAsync("This is not a PNG, JPEG, WebP or GIF image.");
        await input.SetInputFilesAsync(new FilePayload { Name = "big.png", MimeType = "image/png", Buffer = new byte[11 << 20] });
        await Expect(adas.Notices).ToContainTextAsync("An image may have at most 10 MB.");
        await Expect(adas.Page.Locator(".image-coming")).ToHaveCountAsync(0);
    }

    private static async Task<double> TopAsync(ILocator locator) => (await locator.BoundingBoxAsync())!.Y;
}
