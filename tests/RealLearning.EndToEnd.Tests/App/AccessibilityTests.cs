using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>axe-core finds nothing on any screen; and what no tool finds: the keyboard alone.</summary>
[Collection(AppCollection.Name)]
public sealed class AccessibilityTests(AppFixture app)
{
    [Theory]
    [InlineData(1440, 900)]
    [InlineData(360, 740)]
    public async Task EachScreen_LightAndDark_LookedAtByAxe_HasNothing(int width, int height)
    {
        using var rooms = await Rooms.CreateAsync(app);
        (Person? Who, string Path)[] screens =
        [
            (null, "/"), (null, "/join/workspace/x#y"), .. rooms.Paths.Select(path => ((Person?)rooms.Ada, path)), (rooms.Cem, $"/{rooms.Workspace}"), (rooms.Ruth, $"/{rooms.Workspace}"), (rooms.Ruth, $"/{rooms.Group}"),
        ];
        var found = new List<string>();
        foreach (var (who, path) in screens)
        {
            var page = await app.WindowAsync(who, path, width, height);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
            await Expect(page.Locator("main")).ToBeVisibleAsync();
            await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
            found.AddRange((await Axe.ViolationsAsync(page)).Select(violation => $"{who?.Name} {path}: {violation}"));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            found.AddRange((await Axe.ViolationsAsync(page, "{ runOnly: ['color-contrast'] }")).Select(violation => $"{who?.Name} {path} in the dark: {violation}"));
            await page.Context.CloseAsync();
        }

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [Fact]
    public async Task EachDialog_LookedAtByAxe_HasNothing()
    {
        using var rooms = await Rooms.CreateAsync(app);
        var page = await app.OpenAsync(rooms.Ada, rooms.Workspace);
        await page.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var found = new List<string>();
        foreach (var (open, testId) in ((Func<Task>, string)[])
        [
            (() => page.Page.Keyboard.PressAsync("Control+k"), "palette"),
            (() => page.Page.GetByTestId("presence").ClickAsync(), "who"),
            (() => page.Page.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync(), "share"),
            (() => page.Page.GetByRole(AriaRole.Button, new() { Name = "Freeze for critique" }).ClickAsync(), "freeze"),
        ])
        {
            await open();
            await Expect(page.Page.GetByTestId(testId)).ToBeVisibleAsync();
            found.AddRange((await Axe.ViolationsAsync(page.Page)).Select(violation => $"{testId}: {violation}"));
            await page.Page.Keyboard.PressAsync("Escape");
        }

        await page.SelectAsync("open late");
        found.AddRange((await Axe.ViolationsAsync(page.Page)).Select(violation => $"selection: {violation}"));
        await page.Marks.ClickAsync();
        found.AddRange((await Axe.ViolationsAsync(page.Page)).Select(violation => $"thread: {violation}"));

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [Fact]
    public async Task Toolbar_ByKeyboardAlone_IsOneStop_AndGivesBackTheText()
    {
        using var ada = await app.PersonAsync("Ada");
        var page = await app.OpenAsync(ada, await ada.CreateRoomAsync("Keys"));
        await page.WriteAsync("<p>Words</p>");
        await page.SelectAsync("Words");

        await page.Page.Keyboard.PressAsync("Alt+F10");
        await Expect(page.Page.GetByLabel("Style of the block")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("End");
        await Expect(page.Page.GetByTestId("toolbar").GetByLabel("Comment")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Home");
        // Undo, since a text was pasted; nothing to do again; bold.
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Text).ToBeFocusedAsync();

        await Expect(page.Text.Locator("strong")).ToHaveTextAsync("Words");
        await Expect(page.Page.GetByTestId("toolbar").Locator("[tabindex='0']")).ToHaveCountAsync(1);
        await page.Page.Keyboard.PressAsync("Alt+F10");
        await Expect(page.Page.GetByTestId("toolbar").GetByLabel("Bold")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page.Text).ToBeFocusedAsync();
    }
}
