using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>Who wrote this.</summary>
[Collection(AppCollection.Name)]
public sealed class AuthorsTests(AppFixture app)
{
    [Fact]
    public async Task WhoWroteWhat_IsShownOnDemand_FollowsTyping_AndIsSaidAtTheCaret()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await AppFixture.RoomAsync(ada, "Campaign", (bea, "edit"));
        var (adas, beas) = (await app.OpenAsync(ada, room), await app.OpenAsync(bea, room));
        await adas.WriteAsync("<p>The library is open late.</p><article data-network=\"x\"><p>Come in.</p></article><table><tbody><tr><td><p>Monday</p></td></tr></tbody></table>");
        await Expect(beas.Text).ToContainTextAsync("Monday");
        foreach (var (after, words) in new[] { ("open", "-minded"), ("Come", "along"), ("Monday", "evening") })
        {
            await beas.PutCaretAfterAsync(after);
            await beas.TypeAsync(words);
        }

        await beas.AssertSavedAsync();
        var beasWords = adas.Text.Locator("[data-author=Bea]");
        await Expect(adas.Text).ToContainTextAsync("Mondayevening");
        await Expect(beasWords).ToHaveCountAsync(0);

        await adas.Page.Keyboard.PressAsync("Control+Alt+h");
        await Expect(beasWords).ToHaveTextAsync(["-minded", "along", "evening"]);
        var bar = adas.Page.GetByTestId("authors");
        await Expect(bar.GetByRole(AriaRole.Button, new() { Name = "You" })).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(adas.Page));

        // Bea's caret is still where it was while somebody else writes.
        await adas.PutCaretAfterAsync("Mon");
        await adas.TypeAsync("-");
        await beas.TypeAsync("s");
        await Expect(beasWords).ToHaveTextAsync(["-minded", "along", "evenings"]);

        await adas.PutCaretAfterAsync("minded");
        await Expect(bar.GetByRole(AriaRole.Status)).ToHaveTextAsync("At the caret: Bea");
        await bar.GetByRole(AriaRole.Button, new() { Name = "Bea" }).ClickAsync();
        await Expect(bar.GetByRole(AriaRole.Status)).ToHaveTextAsync("Bea, 1 of 3: “-minded”");
        await adas.Page.Keyboard.PressAsync("Control+k");
        await adas.TypeAsync("who wrote");
        await adas.Page.Keyboard.PressAsync("Enter");
        await Expect(bar).Not.ToBeVisibleAsync();
        await Expect(beasWords).ToHaveCountAsync(0);
    }
}
