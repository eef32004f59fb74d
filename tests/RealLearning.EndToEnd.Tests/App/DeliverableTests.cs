using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>What a workspace is to make: chosen at its beginning, and the blocks that its text then has.</summary>
[Collection(AppCollection.Name)]
public sealed class DeliverableTests(AppFixture app)
{
    [Theory]
    [InlineData("free")]
    [InlineData("persona")]
    [InlineData("campaign")]
    [InlineData("report")]
    public async Task Seed_OpenedByTwo_IsAsTheEditorWouldWriteIt_SoThatOneLetterIsAllThatIsWritten(string deliverable)
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await ada.CreateRoomAsync("Seed", deliverable: deliverable);
        await bea.RedeemAsync(room, await ada.ShareAsync(room, "edit"));
        var (adas, beas) = (await app.OpenAsync(ada, room), await app.OpenAsync(bea, room));
        await adas.Text.Locator("p:not([contenteditable])").First.ClickAsync();
        await adas.TypeAsync("x");
        await Expect(beas.Text.Locator("p:not([contenteditable])").First).ToContainTextAsync("x");
        await adas.AssertSavedAsync();

        var written = (await ada.TimelineAsync($"{room}/content")).Select(entry => ((string)entry!["by"]!, (long)entry["inserted"]!, (long)entry["deleted"]!)).ToList();
        Assert.Equal("room", written[0].Item1);
        Assert.Equal([(ada.Id, 1, 0)], written[1..]);
    }

    [Fact]
    public async Task R8_Campaign_ChosenOnTheFirstPage_OpensWithItsFields_WhichShowWhatBelongsThere()
    {
        using var ada = await app.PersonAsync("Ada");
        var page = new TextPage(await app.WindowAsync(ada, "/"));
        await Expect(page.Page.GetByRole(AriaRole.Radio, new() { Name = "Free text" })).ToBeCheckedAsync();
        await page.Page.GetByRole(AriaRole.Radio, new() { Name = "Group" }).CheckAsync();
        await Expect(page.Page.GetByRole(AriaRole.Radio, new() { Name = "Social campaign" })).ToHaveCountAsync(0);
        await page.Page.GetByRole(AriaRole.Radio, new() { Name = "Workspace" }).CheckAsync();
        await page.Page.GetByRole(AriaRole.Radio, new() { Name = "Social campaign" }).CheckAsync();
        await page.Page.GetByLabel("What is the work?").FillAsync("Autumn campaign");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();

        await Expect(page.Text.Locator(".block-section h2")).ToHaveTextAsync(["Audience", "Message", "Measures"]);
        var audience = page.Text.Locator(".block-section").First;
        await Expect(audience).ToContainTextAsync("One person whom you can picture");
        await audience.Locator(".content p").ClickAsync();
        await page.TypeAsync("Commuters");
        await Expect(audience).Not.ToContainTextAsync("One person whom you can picture");
        await page.Page.Keyboard.PressAsync("Alt+Shift+ArrowDown");
        await Expect(page.Text.Locator(".block-section h2")).ToHaveTextAsync(["Message", "Audience", "Measures"]);
        await page.TypeAsync(" going home");
        await Expect(page.Text.Locator(".block-section").Nth(1).Locator(".content")).ToHaveTextAsync("Commuters going home");
    }

    [Fact]
    public async Task Caret_OfSomebodyWhoHasJustComeIntoTheText_MovesNoLineOfIt()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await ada.CreateRoomAsync("Campaign", deliverable: "campaign");
        await bea.RedeemAsync(room, await ada.ShareAsync(room, "edit"));
        var adas = await app.OpenAsync(ada, room);
        await adas.Text.Locator(".content p").First.ClickAsync();
        await adas.TypeAsync("Commuters");
        await adas.AssertSavedAsync();
        var beas = await app.OpenAsync(bea, room);
        await Expect(beas.Text).ToContainTextAsync("Commuters");
        var top = await adas.TopOfAsync("Commuters");

        await beas.Text.EvaluateAsync("node => node.focus()");
        await Expect(adas.Text.Locator(".collaboration-carets__caret")).ToHaveCountAsync(1);
        Assert.InRange(await adas.TopOfAsync("Commuters") - top, -1, 1);
    }

    [Fact]
    public async Task R8_Report_FiguresTypedIntoItsTable_AreDrawnForBoth_AndGoOutWithThePage()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await ada.CreateRoomAsync("Evening visits", deliverable: "report");
        await bea.RedeemAsync(room, await ada.ShareAsync(room, "edit"));
        var (adas, beas) = (await app.OpenAsync(ada, room), await app.OpenAsync(bea, room));
        await adas.Text.Locator(".block-chart th p").First.ClickAsync();
        await adas.Page.Keyboard.PressAsync("Home");
        await adas.Page.Keyboard.PressAsync("Shift+End");
        foreach (var words in (string[])["Day", "Visits", "Monday", "41 a week", "Thursday", "96"])
        {
            await adas.TypeAsync(words);
            await adas.Page.Keyboard.PressAsync("Tab");
        }

        var drawing = beas.Page.GetByRole(AriaRole.Img, new() { Name = "Bar chart of Visits by Day. The table has the figures." });
        await Expect(drawing.Locator("rect > title")).ToHaveTextAsync(["Monday, Visits: 41", "Thursday, Visits: 96"]);
        await beas.Page.GetByRole(AriaRole.Button, new() { Name = "Lines" }).ClickAsync();
        await Expect(adas.Page.GetByRole(AriaRole.Img, new() { Name = "Line chart of Visits by Day. The table has the figures." })).ToBeVisibleAsync();

        await adas.Page.Keyboard.PressAsync("Control+k");
        await adas.Page.GetByRole(AriaRole.Combobox, new() { Name = "Search all actions" }).FillAsync("Export as HTML");
        var download = await adas.Page.RunAndWaitForDownloadAsync(() => adas.Page.Keyboard.PressAsync("Enter"));
        var html = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("<h2>Question</h2>", html, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Line chart of Visits by Day.", html, StringComparison.Ordinal);
        Assert.Contains("<title>Thursday, Visits: 96</title>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R8_Persona_NameIsOneLine_AndEnterGoesOnToTheFirstField()
    {
        using var ada = await app.PersonAsync("Ada");
        var page = await app.OpenAsync(ada, await ada.CreateRoomAsync("Persona", deliverable: "persona"));
        await page.Text.Locator(".block-portrait .content").ClickAsync();
        await page.TypeAsync("Maya, who works late");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.TypeAsync("34, a ward sister");
        await page.Page.GetByTestId("block-image").SetInputFilesAsync(new FilePayload { Name = "maya.png", MimeType = "image/png", Buffer = Pictures.Png });
        await page.Page.GetByLabel("What the image shows").FillAsync("Maya at the station");
        await page.Page.GetByLabel("What the image shows").PressAsync("Tab");

        await Expect(page.Text.Locator(".block-portrait .content")).ToHaveTextAsync("Maya, who works late");
        await Expect(page.Text.Locator(".block-section .content").First).ToHaveTextAsync("34, a ward sister");
        await Expect(page.Text.GetByRole(AriaRole.Img, new() { Name = "Maya at the station" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Section_FromTheSlashMenu_IsLeftByASecondEnter_AndRemovedWhenEmpty()
    {
        using var ada = await app.PersonAsync("Ada");
        var page = await app.OpenAsync(ada, await ada.CreateRoomAsync("Fields"));
        await page.Text.ClickAsync();
        await page.TypeAsync("/goals");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Text.Locator(".block-section h2")).ToHaveTextAsync("Goals");
        await page.TypeAsync("Home by six");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.TypeAsync("Below");
        await Expect(page.Text.Locator("> p")).ToHaveTextAsync("Below");
        await Expect(page.Text.Locator(".block-section .content p")).ToHaveTextAsync(["Home by six"]);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Remove Goals" }).ClickAsync();
        await page.AssertWordsAsync("Below");
        await page.Page.Keyboard.PressAsync("Control+z");
        await Expect(page.Text.Locator(".block-section .content")).ToHaveTextAsync("Home by six");
    }
}
