using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>Comment threads beside the passages that they speak of.</summary>
[Collection(AppCollection.Name)]
public sealed class ThreadTests(AppFixture app)
{
    [Fact]
    public async Task Thread_RepliedTo_Resolved_AndOpenedAgain_IsTheSameForBoth()
    {
        var (adas, beas) = await TwoAsync("Thread", "<p>The library is open late, warm and free.</p>");
        await adas.CommentAsync("warm and free", "Is it warm in November?");
        await Expect(beas.Marks).ToHaveTextAsync("warm and free");

        await beas.Marks.ClickAsync();
        await beas.Page.GetByLabel("Reply").FillAsync("I will ask Mrs Okafor.");
        await beas.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(adas.Threads).ToContainTextAsync("I will ask Mrs Okafor.");

        await adas.Threads.GetByRole(AriaRole.Button, new() { Name = "Resolve" }).ClickAsync();
        await Expect(adas.Marks).ToHaveCountAsync(0);
        await Expect(adas.Page.GetByRole(AriaRole.Button, new() { Name = "Show 1 resolved" })).ToBeVisibleAsync();
        // Bea looks at it still.
        await Expect(beas.Threads).ToContainTextAsync("Resolved by Ada");
        await beas.Threads.GetByRole(AriaRole.Button, new() { Name = "Open again" }).ClickAsync();
        await Expect(adas.Marks).ToHaveTextAsync("warm and free");
    }

    [Fact]
    public async Task Card_StandsBesideItsPassage_AndEachShowsTheOther()
    {
        var (adas, _) = await TwoAsync("Beside", string.Concat(Enumerable.Range(0, 20).Select(i => $"<p>Paragraph number {i}.</p>")));
        await adas.CommentAsync("number 3", "About three.");
        await adas.CommentAsync("number 15", "About fifteen.");
        var (three, fifteen) = (adas.Threads.Filter(new() { HasText = "About three." }), adas.Threads.Filter(new() { HasText = "About fifteen." }));
        await adas.Page.Keyboard.PressAsync("Control+Home");

        Assert.InRange(await TopAsync(three) - await adas.TopOfAsync("number 3"), -8, 8);
        await adas.Page.Locator(".thread-mark", new() { HasText = "number 3" }).ClickAsync();
        await Expect(three).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("active"));
        await fifteen.ClickAsync();
        await Expect(adas.Page.Locator(".thread-mark-active")).ToHaveTextAsync("number 15");
        await Expect(adas.Page.Locator(".thread-mark-active")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Paragraph_SplitInsideAPassage_KeepsTheThreadForBoth()
    {
        var (adas, beas) = await TwoAsync("Split", "<p>The library is open late, warm and free.</p>");
        await adas.CommentAsync("open late, warm and free", "All three?");
        await Expect(beas.Marks).ToHaveTextAsync("open late, warm and free");

        await beas.PutCaretBeforeAsync("warm");
        await beas.Page.Keyboard.PressAsync("Enter");

        await adas.AssertWordsAsync("The library is open late, \nwarm and free.");
        await Expect(adas.Marks).ToHaveTextAsync(["open late, ", "warm and free"]);
        await Expect(beas.Marks).ToHaveTextAsync(["open late, ", "warm and free"]);
        await adas.Page.ReloadAsync();
        await Expect(adas.Marks).ToHaveTextAsync(["open late, ", "warm and free"]);
    }

    [Fact]
    public async Task Passage_Deleted_LeavesAnOrphanWithItsQuote_AndComesBackWithUndo()
    {
        var (adas, beas) = await TwoAsync("Orphan", "<p>The library is open late, warm and free.</p>");
        await adas.CommentAsync("warm and free", "Is it?");
        await Expect(beas.Marks).ToHaveTextAsync("warm and free");

        await beas.SelectAsync("warm and free");
        await beas.Page.Keyboard.PressAsync("Delete");

        foreach (var page in (TextPage[])[adas, beas])
        {
            await Expect(page.Page.GetByTestId("orphans")).ToContainTextAsync("warm and free");
            await Expect(page.Page.GetByTestId("orphans")).ToContainTextAsync("These words are no longer in the text.");
        }

        await beas.Page.Keyboard.PressAsync("Control+z");
        await Expect(adas.Marks).ToHaveTextAsync("warm and free");
        await Expect(beas.Marks).ToHaveTextAsync("warm and free");
        await Expect(adas.Page.GetByTestId("orphans")).Not.ToBeVisibleAsync();
    }

    [Fact]
    public async Task Passage_CutAndPastedElsewhere_TakesItsThreadAlong()
    {
        var (adas, beas) = await TwoAsync("Moved", "<p>First the reason why.</p><p>Then the rest.</p>");
        await adas.CommentAsync("reason why", "Which one?");
        await adas.SelectAsync("First", ".");
        await adas.Page.Keyboard.PressAsync("Control+x");
        await Expect(beas.Page.GetByTestId("orphans")).ToBeVisibleAsync();

        await adas.PutCaretAfterAsync("Then the rest.");
        await adas.Page.Keyboard.PressAsync("Control+v");

        await Expect(adas.Marks).ToHaveTextAsync("reason why");
        await Expect(beas.Marks).ToHaveTextAsync("reason why");
    }

    private async Task<(TextPage Adas, TextPage Beas)> TwoAsync(string title, string html)
    {
        var ada = await app.PersonAsync("Ada");
        var bea = await app.PersonAsync("Bea");
        var room = await AppFixture.RoomAsync(ada, title, (bea, "edit"));
        var adas = await app.OpenAsync(ada, room);
        await adas.WriteAsync(html);
        return (adas, await app.OpenAsync(bea, room));
    }

    private static async Task<double> TopAsync(ILocator locator) => (await locator.BoundingBoxAsync())!.Y;
}
