using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>Coming in by a link, and what each right lets one do.</summary>
[Collection(AppCollection.Name)]
public sealed class ShareTests(AppFixture app)
{
    [Fact]
    public async Task LinkToComment_OpenedBySomebodyWhoSignsIn_LetsThemCommentByKeyboard_AndChangeNothing()
    {
        using var ada = await app.PersonAsync("Ada");
        var adas = await app.OpenAsync(ada, await ada.CreateRoomAsync("Shared"));
        await adas.WriteAsync("<p>The library is open late.</p>");
        using var cem = await app.PersonAsync("Cem");
        var page = await app.WindowAsync(null, await LinkAsync(adas, "Comment"));
        await page.GetByLabel("E-mail address").FillAsync(cem.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Person.Password);
        await page.Keyboard.PressAsync("Enter");
        var cems = new TextPage(page);
        await cems.AssertWordsAsync("The library is open late.");

        await cems.SelectAsync("open late");
        await cems.TypeAsync("x");
        await Expect(cems.Notices).ToContainTextAsync("You may comment here.");
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Control+Alt+m");
        await page.GetByTestId("comment-draft").GetByLabel("Comment", new() { Exact = true }).FillAsync("Until when?");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(adas.Threads).ToContainTextAsync("Until when?");
        await Expect(adas.Marks).ToHaveTextAsync("open late");
        await adas.AssertWordsAsync("The library is open late.");
        await cems.AssertWordsAsync("The library is open late.");
        await Expect(page.GetByTestId("toolbar")).Not.ToBeVisibleAsync();
    }

    [Fact]
    public async Task LinkToObserve_ShowsTheWatcherToAll_WhileTheyWatchAndAfter()
    {
        using var ada = await app.PersonAsync("Ada");
        using var ruth = await app.PersonAsync("Ruth");
        var adas = await app.OpenAsync(ada, await ada.CreateRoomAsync("Observed"));
        await adas.WriteAsync("<p>Nobody watches unseen.</p>");
        var page = await app.WindowAsync(ruth, await LinkAsync(adas, "Observe"));
        var ruths = new TextPage(page);
        await ruths.AssertWordsAsync("Nobody watches unseen.");

        await Expect(ruths.Text).ToHaveAttributeAsync("contenteditable", "false");
        await Expect(page.GetByTestId("save-state")).ToContainTextAsync("Up to date");
        var eye = adas.Page.GetByTestId("observers");
        await Expect(eye).ToContainTextAsync("Ruth");
        await eye.ClickAsync();
        await Expect(adas.Page.GetByTestId("who")).ToContainTextAsync("Observes, since just now");
        await adas.Page.Keyboard.PressAsync("Escape");
        await page.CloseAsync();
        await Expect(eye).Not.ToBeVisibleAsync();
        await adas.Page.GetByTestId("presence").ClickAsync();
        await Expect(adas.Page.GetByTestId("visits")).ToContainTextAsync("Ruth");
    }

    [Fact]
    public async Task Watcher_WhoSaysNothingOnTheLine_IsSeenByAll_UntilTheyLeave()
    {
        using var ada = await app.PersonAsync("Ada");
        using var ruth = await app.PersonAsync("Ruth");
        var room = await AppFixture.RoomAsync(ada, "Watched", (ruth, "observe"));
        var adas = await app.OpenAsync(ada, room);
        await adas.WriteAsync("<p>Nobody watches unseen.</p>");
        var heard = await Heard.ListenAsync(adas.Page);
        var eye = adas.Page.GetByTestId("observers");

        await using (var program = new HubClient(ruth))
        {
            await program.ConnectAsync();
            await program.JoinAsync($"{room}/content");
            await Expect(eye).ToContainTextAsync("Ruth observes");
            await heard.UntilAsync("Ruth began to observe.");
            await eye.ClickAsync();
            await Expect(adas.Page.GetByTestId("who").GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Ruth" })).ToContainTextAsync("Observes, since just now");
            await adas.Page.Keyboard.PressAsync("Escape");
        }

        await Expect(eye).Not.ToBeVisibleAsync();
        await heard.UntilAsync("Ruth left.");
    }

    [Fact]
    public async Task Right_ChangedAndWithdrawnWhileOneWrites_IsSaid_AndHoldsAtOnce()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await AppFixture.RoomAsync(ada, "Rights", (bea, "edit"));
        var beas = await app.OpenAsync(bea, room);
        await beas.WriteAsync("<p>Beas words.</p>");

        await ada.CommandAsync(room, new { type = "setRight", personId = bea.Id, right = "observe" });
        await Expect(beas.Notices).ToContainTextAsync("From now on you observe here");
        await Expect(beas.Text).ToHaveAttributeAsync("contenteditable", "false");
        await ada.CommandAsync(room, new { type = "setRight", personId = bea.Id, right = "edit" });
        await Expect(beas.Notices).ToContainTextAsync("From now on you may write here");
        await beas.PutCaretAfterAsync("Beas words.");
        await beas.TypeAsync(" More.");
        await beas.AssertWordsAsync("Beas words. More.");
        await beas.AssertSavedAsync();
        await ada.CommandAsync(room, new { type = "setRight", personId = bea.Id, right = "none" });

        await Expect(beas.Page.GetByRole(AriaRole.Heading, new() { Name = "You are no longer in this room" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Right_WithdrawnWhileOneWritesOffline_GivesTheWordsBack()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await AppFixture.RoomAsync(ada, "Tunnel", (bea, "edit"));
        var beas = await app.OpenAsync(bea, room);
        await beas.WriteAsync("<p>Before.</p>");
        await beas.PutCaretAfterAsync("Before.");
        await beas.Page.Context.SetOfflineAsync(true);
        await Expect(beas.Page.GetByTestId("save-state")).ToContainTextAsync("Offline");
        await beas.TypeAsync(" Words from the tunnel.");
        await ada.CommandAsync(room, new { type = "setRight", personId = bea.Id, right = "comment" });

        await beas.Page.Context.SetOfflineAsync(false);
        var dialog = beas.Page.GetByTestId("refused");
        await Expect(dialog.GetByLabel("Your words")).ToHaveValueAsync(" Words from the tunnel.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "I have them" }).ClickAsync();
        await Expect(dialog).Not.ToBeVisibleAsync();
        await beas.AssertWordsAsync("Before.");

        await beas.Page.ReloadAsync();
        await beas.AssertWordsAsync("Before.");
        await Expect(dialog).Not.ToBeVisibleAsync();
    }

    [Fact]
    public async Task Link_ThatHasEnded_SaysSo()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await ada.CreateRoomAsync("Ended");
        var page = await app.WindowAsync(bea, $"/join/{room}#nothing");

        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("This link does not open");
        await page.GetByRole(AriaRole.Link, new() { Name = "To the first page" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Welcome" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Start_CreateARoom_AndGoBack_ListsIt()
    {
        using var ada = await app.PersonAsync("Ada");
        var page = await app.WindowAsync(ada, "/");
        await page.GetByLabel("What is the work?").FillAsync("Autumn campaign");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(new TextPage(page).Text).ToBeVisibleAsync();
        await Expect(page.GetByTestId("title")).ToHaveTextAsync("Autumn campaign");
        await page.GetByRole(AriaRole.Link, new() { Name = "Today", Exact = true }).ClickAsync();

        await Expect(page.GetByTestId("rooms")).ToContainTextAsync("Autumn campaign");
    }

    [Fact]
    public async Task Link_WhoseAnswerWasLostOnTheWay_IsTakenBack_AndTheOneThatIsShownWorks()
    {
        using var ada = await app.PersonAsync("Ada");
        var adas = await app.OpenAsync(ada, await ada.CreateRoomAsync("Lost answer"));
        await adas.WriteAsync("<p>Come in.</p>");
        await adas.Page.RouteAsync(
            "**/commands",
            async route =>
            {
                await route.FetchAsync();
                await route.AbortAsync();
            },
            new() { Times = 1 });

        using var cem = await app.PersonAsync("Cem");
        var page = await app.WindowAsync(cem, await LinkAsync(adas, "Edit"));

        await new TextPage(page).AssertWordsAsync("Come in.");
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();
        await Expect(adas.Page.GetByTestId("share").GetByRole(AriaRole.Button, new() { Name = "End it" })).ToHaveCountAsync(1);
    }

    /// <summary>Makes a link in the dialog, and returns its path.</summary>
    private static async Task<string> LinkAsync(TextPage page, string right)
    {
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();
        var dialog = page.Page.GetByTestId("share");
        await dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new System.Text.RegularExpressions.Regex($"^{right}") }).CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await dialog.GetByTestId("share-link").InputValueAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        return new Uri(link).PathAndQuery + new Uri(link).Fragment;
    }
}
