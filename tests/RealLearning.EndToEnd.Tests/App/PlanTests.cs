using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>The plan of a workspace, which two people make at once.</summary>
[Collection(AppCollection.Name)]
public sealed class PlanTests(AppFixture app)
{
    [Fact]
    public async Task R7_Steps_OfTwo_AreSeenByBoth_WithOwnersDatesAndWhoIsOnWhich()
    {
        var (adas, beas) = await TwoAsync("Ask ten commuters", "Write the message");
        await beas.GetByRole(AriaRole.Button, new() { Name = "Begin: Write the message" }).ClickAsync();
        await Expect(Row(adas, "Write the message")).ToContainTextAsync("Under way, nobody yet, Bea is on it now");

        await Open(adas, "Ask ten commuters").ClickAsync();
        var step = adas.GetByTestId("step");
        await step.GetByRole(AriaRole.Button, new() { Name = "Take it" }).ClickAsync();
        await step.GetByRole(AriaRole.Button, new() { Name = "Bea" }).ClickAsync();
        await step.GetByLabel("Due").FillAsync("2030-11-12");
        await step.GetByLabel("Step", new() { Exact = true }).FillAsync("Ask twelve commuters");
        await adas.Keyboard.PressAsync("Enter");
        await adas.Keyboard.PressAsync("Escape");
        await Expect(Open(adas, "Ask twelve commuters")).ToBeFocusedAsync();
        await Expect(Row(beas, "Ask twelve commuters")).ToContainTextAsync("Not begun, Ada and Bea, due Tue 12 Nov");
        await adas.ReloadAsync();
        await Expect(Row(adas, "Ask twelve commuters")).ToContainTextAsync("Not begun, Ada and Bea, due Tue 12 Nov");
    }

    [Fact]
    public async Task Step_OneIsOn_IsStillTheirsAfterAReload_AndNoLongerWhenItIsDone()
    {
        var (adas, beas) = await TwoAsync("Ask ten commuters");
        await adas.GetByRole(AriaRole.Button, new() { Name = "Begin: Ask ten" }).ClickAsync();
        await adas.ReloadAsync();
        await Expect(Row(beas, "Ask ten")).ToContainTextAsync("Ada is on it now");

        await beas.GetByRole(AriaRole.Button, new() { Name = "Done: Ask ten" }).ClickAsync();
        await Expect(Row(adas, "Ask ten")).ToContainTextAsync("Done");
        await adas.GetByRole(AriaRole.Button, new() { Name = "Open again: Ask ten" }).ClickAsync();
        await Expect(Row(beas, "Ask ten")).Not.ToContainTextAsync("is on it now");
    }

    [Fact]
    public async Task Step_ByKeyboardAlone_IsBegunMovedAndTakenAway_AndComesBack()
    {
        var (adas, beas) = await TwoAsync("One", "Two", "Three");
        await Open(adas, "Three").FocusAsync();
        await adas.Keyboard.PressAsync("Alt+Shift+ArrowUp");
        await Expect(Titles(beas)).ToHaveTextAsync(["One", "Three", "Two"]);
        await Expect(Open(adas, "Three")).ToBeFocusedAsync();
        await Expect(adas.GetByTestId("spoken")).ToHaveTextAsync("Three: 2 of 3");
        await adas.Keyboard.PressAsync("ArrowUp");
        await Expect(Open(adas, "One")).ToBeFocusedAsync();
        await adas.Keyboard.PressAsync("Shift+Tab");
        await adas.Keyboard.PressAsync("Space");
        await Expect(Row(beas, "One")).ToContainTextAsync("Under way");

        await adas.Keyboard.PressAsync("Delete");
        await Expect(Titles(beas)).ToHaveTextAsync(["Three", "Two"]);
        await Expect(Open(adas, "Three")).ToBeFocusedAsync();
        await adas.GetByTestId("notices").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Titles(beas)).ToHaveTextAsync(["One", "Three", "Two"]);
        await Expect(Row(beas, "One")).ToContainTextAsync("Under way");
    }

    [Fact]
    public async Task Step_Dragged_StandsWhereItWasDropped_WhileTheOtherAddsOne()
    {
        var (adas, beas) = await TwoAsync("One", "Two", "Three");
        await beas.GetByRole(AriaRole.Button, new() { Name = "Add a step" }).ClickAsync();
        await beas.GetByLabel("New step").FillAsync("Four");
        await Row(adas, "Three").DragToAsync(Row(adas, "One"));
        await beas.Keyboard.PressAsync("Enter");

        await Expect(Titles(adas)).ToHaveTextAsync(["Three", "One", "Two", "Four"]);
        await Expect(Titles(beas)).ToHaveTextAsync(["Three", "One", "Two", "Four"]);
    }

    [Fact]
    public async Task Plan_OfWhoMayNotEdit_IsReadAndNotChanged()
    {
        var (adas, _) = await TwoAsync("One");
        using var cem = await app.PersonAsync("Cem");
        await cem.RedeemAsync(_room, await _ada!.ShareAsync(_room, "comment"));
        var cems = (await app.OpenAsync(cem, _room)).Page;

        await Expect(Row(cems, "One")).ToContainTextAsync("Not begun");
        await Expect(cems.GetByTestId("plan").GetByRole(AriaRole.Button)).ToHaveCountAsync(1);
        await Open(cems, "One").ClickAsync();
        await Expect(cems.GetByTestId("step").GetByRole(AriaRole.Button)).ToHaveCountAsync(1);
        await cems.Keyboard.PressAsync("Escape");
        await cems.Keyboard.PressAsync("Delete");
        await Expect(Titles(adas)).ToHaveTextAsync(["One"]);
    }

    [Fact]
    public async Task Plan_OnAPhone_IsInTheBar_AndAxeFindsNothing()
    {
        var (adas, beas) = await TwoAsync("Ask ten commuters what they do between six and nine in the evening");
        await Open(beas, "Ask ten").ClickAsync();
        await beas.GetByTestId("step").GetByRole(AriaRole.Button, new() { Name = "Take it" }).ClickAsync();
        await adas.SetViewportSizeAsync(360, 740);
        await adas.GetByTestId("phone-bar").GetByRole(AriaRole.Button, new() { Name = "Plan" }).ClickAsync();
        await Open(adas, "Ask ten").ClickAsync();
        await adas.GetByTestId("step").GetByRole(AriaRole.Button, new() { Name = "Under way" }).ClickAsync();
        await Expect(Row(beas, "Ask ten")).ToContainTextAsync("Under way, Bea, Ada is on it now");

        var found = new List<string>();
        foreach (var page in (IPage[])[adas, beas])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
            found.AddRange(await Axe.ViolationsAsync(page));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            found.AddRange(await Axe.ViolationsAsync(page, "{ runOnly: ['color-contrast'] }"));
        }

        Assert.True(found.Count == 0, string.Join("\n", found));
        Assert.True(await adas.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        await adas.Keyboard.PressAsync("Escape");
        await Expect(adas.GetByTestId("step")).Not.ToBeVisibleAsync();
        await Expect(Open(adas, "Ask ten")).ToBeFocusedAsync();
    }

    private Person? _ada;
    private string _room = "";

    private static ILocator Row(IPage page, string title) => page.GetByTestId("plan").Locator("[data-step]", new() { HasText = title });

    private static ILocator Open(IPage page, string title) => page.GetByTestId("plan").GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{title}") });

    private static ILocator Titles(IPage page) => page.GetByTestId("plan").Locator(".title");

    /// <summary>Two who look at a workspace with a plan of these steps.</summary>
    private async Task<(IPage Adas, IPage Beas)> TwoAsync(params string[] steps)
    {
        _ada = await app.PersonAsync("Ada");
        var bea = await app.PersonAsync("Bea");
        _room = await AppFixture.RoomAsync(_ada, "Planned", (bea, "edit"));
        var (adas, beas) = ((await app.OpenAsync(_ada, _room)).Page, (await app.OpenAsync(bea, _room)).Page);
        await adas.GetByRole(AriaRole.Button, new() { Name = "Add a step" }).ClickAsync();
        foreach (var step in steps)
        {
            await adas.GetByLabel("New step").FillAsync(step);
            await adas.Keyboard.PressAsync("Enter");
        }

        await adas.Keyboard.PressAsync("Escape");
        await Expect(Titles(beas)).ToHaveTextAsync(steps);
        return (adas, beas);
    }
}
