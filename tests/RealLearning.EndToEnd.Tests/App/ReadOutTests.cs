using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>What a screen reader hears of the others in a room: all of it, together, and nothing of what one does oneself.</summary>
[Collection(AppCollection.Name)]
public sealed class ReadOutTests(AppFixture app)
{
    [Fact]
    public async Task Others_ComeWritePlanCommentAndAsk_IsReadOutTogether_AndNothingOfOnesOwn()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await AppFixture.RoomAsync(ada, "Read out", (bea, "edit"));
        var adas = await app.OpenAsync(ada, room);
        await adas.WriteAsync("<h2>Message</h2><p>The library is open late.</p>");
        var heard = await Heard.ListenAsync(adas.Page);

        var beas = await app.OpenAsync(bea, room);
        await heard.UntilAsync("Bea came");
        await beas.PutCaretAfterAsync("open late.");
        await beas.TypeAsync(" And warm.");
        await AddStepAsync(beas.Page, "Ask three people");
        await AddStepAsync(beas.Page, "Write the posts");
        await PressAtOnceAsync(beas.Page, "Begin: Ask three people", "Begin: Write the posts");
        await beas.CommentAsync("open late", "Until when?");
        await beas.Page.GetByRole(AriaRole.Tab, new() { Name = "Questions" }).ClickAsync();
        await beas.Page.GetByRole(AriaRole.Button, new() { Name = "Ask a question" }).ClickAsync();
        await beas.TypeAsync("Who has photographs?");
        await beas.Page.Keyboard.PressAsync("Control+Enter");
        await heard.UntilAsync("changed the text under “Message”", "began 2 steps", "commented on “open late”", "asked “Who has photographs?”");
        var until = (await heard.AllAsync()).Length;

        await PressAtOnceAsync(beas.Page, "Done: Ask three people", "Done: Write the posts");
        await heard.UntilAsync("Bea finished 2 steps.");
        await PressAtOnceAsync(adas.Page, "Open again: Write the posts");
        await adas.CommentAsync("The library", "Which?");
        await adas.PutCaretAfterAsync("The library");
        await adas.TypeAsync(" of Marlow");
        await beas.AssertWordsAsync("Message\nThe library of Marlow is open late. And warm.");
        await beas.Page.Context.CloseAsync();
        await heard.UntilAsync("Bea left");

        var all = await heard.AllAsync();
        Assert.DoesNotContain(all, static said => said.Contains("Ada", StringComparison.Ordinal) || said.Contains("Somebody", StringComparison.Ordinal));
        Assert.DoesNotContain(all, static said => said.Contains("“The library”", StringComparison.Ordinal));
        // As many as things were done, where each took her long: never one for each key.
        Assert.InRange(until, 1, 8);
        Assert.Single(all, static said => said.Contains("changed the text", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_ComesIn_HearsWhoIsHereAlready_AndNothingOfWhatWasDoneBefore()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await AppFixture.RoomAsync(ada, "Before", (bea, "edit"));
        var adas = await app.OpenAsync(ada, room);
        await adas.WriteAsync("<h2>Message</h2><p>Words</p>");
        await adas.CommentAsync("Words", "Which?");

        var beas = await app.OpenAsync(bea, room);
        var heard = await Heard.ListenAsync(beas.Page);
        await heard.UntilAsync("Ada is here.");
        Assert.All(await heard.AllAsync(), static said => Assert.Equal("Ada is here.", said));
    }

    [Fact]
    public async Task Thirty_WhoCome_AreReadOutTogether_AndAreOneLineInTheBar()
    {
        using var ada = await app.PersonAsync("Ada");
        var room = await ada.CreateRoomAsync("A crowd");
        string[] names = [.. Enumerable.Range(1, 28).Select(static i => $"Learner {i:00}"), "فاطمة الزهراء بنت محمد", "Maximilian Alexander von und zu Hohenstein-Wittelsbach"];
        await using var crowd = await Crowd.OfAsync(app, ada, room, names);
        var adas = await app.OpenAsync(ada, room);
        var heard = await Heard.ListenAsync(adas.Page);

        var presence = adas.Page.GetByTestId("presence");
        await crowd.ComeAsync(room, others => Expect(presence).ToContainTextAsync($"{others + 1} people here"));
        await heard.UntilAsync("came.");
        // One, where the thirty come within seconds; never one for each.
        Assert.InRange((await heard.AllAsync()).Length, 1, 15);

        foreach (var width in (int[])[1440, 960, 360, 320])
        {
            await adas.Page.SetViewportSizeAsync(width, 740);
            Assert.True(await adas.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{width} pixels");
            Assert.InRange((await presence.BoundingBoxAsync())!.Height, 24, 44);
            await presence.ClickAsync();
            var who = adas.Page.GetByTestId("who");
            foreach (var name in names)
            {
                await who.GetByText(name, new() { Exact = true }).ScrollIntoViewIfNeededAsync();
                await Expect(who.GetByText(name, new() { Exact = true })).ToBeInViewportAsync();
            }

            await adas.Page.Keyboard.PressAsync("Escape");
        }

        Assert.Empty(await Axe.ViolationsAsync(adas.Page));
    }

    private static async Task AddStepAsync(IPage page, string title)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a step" }).ClickAsync();
        await page.GetByLabel("New step").FillAsync(title);
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Escape");
    }

    /// <summary>Presses buttons in one turn of the page, so that others hear of it at once.</summary>
    private static async Task PressAtOnceAsync(IPage page, params string[] names)
    {
        foreach (var name in names)
        {
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true })).ToBeVisibleAsync();
        }

        await page.EvaluateAsync("names => names.forEach(name => document.querySelector(`button[aria-label=\"${name}\"]`).click())", names);
    }
}
