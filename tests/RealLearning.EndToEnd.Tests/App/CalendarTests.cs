using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>The posts of a campaign on a calendar, seen by two.</summary>
[Collection(AppCollection.Name)]
public sealed class CalendarTests(AppFixture app)
{
    [Fact]
    public async Task Post_DraggedToAnotherDay_IsThereForTheOther_AndBackWithOneUndo()
    {
        var (adas, beas) = await TwoAsync();
        await Chip(adas, "2030-11-12").DragToAsync(Day(adas, "2030-11-20"));
        await Expect(Chip(beas, "2030-11-20")).ToContainTextAsync("The last reader");
        await Expect(Chip(beas, "2030-11-12")).ToHaveCountAsync(0);

        await adas.Page.Keyboard.PressAsync("Control+z");
        await Expect(Chip(beas, "2030-11-12")).ToContainTextAsync("The last reader");
        await adas.Page.Keyboard.PressAsync("Control+Shift+z");
        await Expect(Chip(beas, "2030-11-20")).ToContainTextAsync("The last reader");

        // The post itself has the day, in the text of both.
        foreach (var page in (TextPage[])[adas, beas])
        {
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Text", Exact = true }).ClickAsync();
            await Expect(page.Page.GetByLabel("Date of the post")).ToHaveValueAsync("2030-11-20");
            await Expect(page.Text.Locator(".block-post")).ToContainTextAsync("20 Nov");
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Calendar" }).ClickAsync();
        }

        foreach (var page in (TextPage[])[adas, beas])
        {
            await page.Page.GetByTestId("tray").ScrollIntoViewIfNeededAsync();
        }

        await Chip(beas, "2030-11-20").DragToAsync(beas.Page.GetByTestId("tray"));
        await Expect(adas.Page.GetByTestId("tray").Locator(".chip")).ToContainTextAsync("The last reader");
        await adas.Page.GetByTestId("tray").Locator(".chip").DragToAsync(Day(adas, "2030-11-01"));
        await Expect(Chip(beas, "2030-11-01")).ToContainTextAsync("The last reader");
    }

    [Fact]
    public async Task Post_MovedByTheKeyboard_GoesWhereTheArrowsLead_OrStays()
    {
        var (adas, beas) = await TwoAsync();
        var spoken = adas.Page.GetByTestId("spoken");
        await Chip(adas, "2030-11-12").FocusAsync();
        await PressAsync("Space", "ArrowDown", "ArrowLeft");
        await Expect(spoken).ToHaveTextAsync("Monday 18 November 2030");
        await Expect(Day(adas, "2030-11-18")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("target"));
        await PressAsync("Escape");
        await Expect(Chip(adas, "2030-11-12")).ToBeFocusedAsync();

        await PressAsync("Space", "ArrowDown", "ArrowDown", "ArrowDown", "Enter");
        await Expect(spoken).ToHaveTextAsync("Moved to Tuesday 3 December 2030");
        await Expect(Chip(adas, "2030-12-03")).ToBeFocusedAsync();
        await beas.Page.GetByRole(AriaRole.Button, new() { Name = "Month after" }).ClickAsync();
        await Expect(Chip(beas, "2030-12-03")).ToContainTextAsync("The last reader");

        await PressAsync("Space", "Delete");
        await Expect(beas.Page.GetByTestId("tray").Locator(".chip")).ToContainTextAsync("The last reader");
        await PressAsync("Control+z");
        await Expect(Chip(beas, "2030-12-03")).ToContainTextAsync("The last reader");

        async Task PressAsync(params string[] keys)
        {
            foreach (var key in keys)
            {
                await adas.Page.Keyboard.PressAsync(key);
            }
        }
    }

    [Fact]
    public async Task Calendar_IsRemembered_AndAPressOnAPostOpensItInTheText()
    {
        var (adas, _) = await TwoAsync();
        await adas.Page.ReloadAsync();
        await Expect(Chip(adas, "2030-11-12")).ToBeVisibleAsync();
        await Expect(adas.Text).Not.ToBeVisibleAsync();

        await Chip(adas, "2030-11-12").ClickAsync();
        await Expect(adas.Text.Locator(".block-post")).ToBeInViewportAsync();
        await adas.TypeAsync("Look: ");
        await Expect(adas.Text.Locator(".block-post .content")).ToHaveTextAsync("Look: The last reader");
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Calendar" }).ClickAsync();
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await adas.TypeAsync("A second one");
        await Expect(adas.Text.Locator(".block-post .content")).ToHaveTextAsync(["Look: The last reader", "A second one"]);
    }

    [Fact]
    public async Task Calendar_OnAPhone_IsAListByDay_WhereAPostIsGivenAnother_AndAxeFindsNothing()
    {
        var (adas, beas) = await TwoAsync();
        await adas.Page.SetViewportSizeAsync(360, 740);
        await Expect(adas.Page.GetByRole(AriaRole.Region, new() { Name = "Tuesday 12 November 2030" }).Locator(".chip")).ToContainTextAsync("The last reader");
        Assert.True(await adas.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        var found = new List<string>();
        foreach (var page in (IPage[])[adas.Page, beas.Page])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
            found.AddRange(await Axe.ViolationsAsync(page));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            found.AddRange(await Axe.ViolationsAsync(page, "{ runOnly: ['color-contrast'] }"));
        }

        Assert.True(found.Count == 0, string.Join("\n", found));
        await adas.Page.GetByLabel("Another day than Tue 12 Nov").FillAsync("2030-11-13");
        await Expect(Chip(beas, "2030-11-13")).ToContainTextAsync("The last reader");
    }

    [Fact]
    public async Task Calendar_OfAFrozenDraftAndOfWhoObserves_ShowsThePostsAndMovesNone()
    {
        var (adas, _) = await TwoAsync();
        using var ruth = await app.PersonAsync("Ruth");
        await ruth.RedeemAsync(Room(adas), await _ada!.ShareAsync(Room(adas), "observe"));
        var snapshotId = Person.NewId();
        await _ada.CommandAsync(Room(adas), new { type = "freezeSnapshot", snapshotId, title = "Draft 1" });

        foreach (var path in (string[])[Room(adas), $"{Room(adas)}/snapshot-{snapshotId}"])
        {
            var ruths = new TextPage(await app.WindowAsync(ruth, $"/{path}"));
            await ruths.Page.GetByRole(AriaRole.Button, new() { Name = "Calendar" }).ClickAsync();
            await Expect(Chip(ruths, "2030-11-12")).ToHaveAttributeAsync("draggable", "false");
            await Expect(ruths.Page.GetByTestId("calendar").GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true })).ToHaveCountAsync(0);
            await Chip(ruths, "2030-11-12").ClickAsync();
            await Expect(ruths.Text.Locator(".block-post .content")).ToContainTextAsync("The last reader");
            await ruths.Page.Context.CloseAsync();
        }
    }

    private Person? _ada;

    private static string Room(TextPage page) => new Uri(page.Page.Url).AbsolutePath.Trim('/');

    private static ILocator Day(TextPage page, string day) => page.Page.Locator($"[data-day='{day}']");

    private static ILocator Chip(TextPage page, string day) => Day(page, day).Locator(".chip");

    /// <summary>Two who look at the calendar of a campaign with one post, on 12 November 2030.</summary>
    private async Task<(TextPage Adas, TextPage Beas)> TwoAsync()
    {
        var bea = await app.PersonAsync("Bea");
        _ada = await app.PersonAsync("Ada");
        var room = await _ada.CreateRoomAsync("Campaign", deliverable: "campaign");
        await bea.RedeemAsync(room, await _ada.ShareAsync(room, "edit"));
        var (adas, beas) = (await app.OpenAsync(_ada, room), await app.OpenAsync(bea, room));
        await adas.Page.GetByLabel("Date of the post").FillAsync("2030-11-12");
        await adas.Text.Locator(".block-post .content").ClickAsync();
        await adas.TypeAsync("The last reader");
        await adas.AssertSavedAsync();
        await Expect(beas.Text.Locator(".block-post .content")).ToContainTextAsync("The last reader");
        foreach (var page in (TextPage[])[adas, beas])
        {
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Calendar" }).ClickAsync();
            await Expect(Chip(page, "2030-11-12")).ToBeVisibleAsync();
        }

        return (adas, beas);
    }
}
