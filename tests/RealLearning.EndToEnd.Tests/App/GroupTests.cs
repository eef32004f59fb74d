using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>A peer group's page.</summary>
[Collection(AppCollection.Name)]
public sealed class GroupTests(AppFixture app)
{
    [Fact]
    public async Task R20_Group_AgreesDecidesAndMeets_AndItsNotesAreWrittenTogetherAndCommentedOn()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await ada.CreateRoomAsync("Group 3", "group");
        await bea.RedeemAsync(room, await ada.ShareAsync(room, "edit"));
        var adas = await app.OpenAsync(ada, room);
        var asked = 0;
        adas.Page.Request += (_, request) => asked += request.Url.EndsWith("/people", StringComparison.Ordinal) ? 1 : 0;
        var beas = await app.OpenAsync(bea, room, 360, 740);

        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "We answer each other within a day." }).ClickAsync();
        var beasAgreement = beas.Page.GetByLabel("Agreement 1", new() { Exact = true });
        await Expect(beasAgreement).ToHaveValueAsync("We answer each other within a day.");
        await beasAgreement.PressAsync("Control+Home");
        await beas.Page.Keyboard.TypeAsync("Promised: ");
        await adas.Page.GetByLabel("Agreement 1", new() { Exact = true }).PressAsync("End");
        await adas.Page.Keyboard.TypeAsync(" Or two.");
        await Expect(beasAgreement).ToHaveValueAsync("Promised: We answer each other within a day. Or two.");

        await beas.Page.GetByRole(AriaRole.Button, new() { Name = "Record a decision" }).ClickAsync();
        await beas.Page.Keyboard.TypeAsync("We post on Fridays.");
        await beas.Page.Keyboard.PressAsync("Control+Enter");
        var decision = adas.Page.GetByTestId("decision");
        await Expect(decision).ToContainTextAsync("We post on Fridays.");
        await decision.GetByRole(AriaRole.Button, new() { Name = "Change this decision" }).ClickAsync();
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Other words…" }).ClickAsync();
        await adas.Page.Keyboard.PressAsync("Control+A");
        await adas.Page.Keyboard.TypeAsync("We post on Thursdays.");
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Keep these" }).ClickAsync();
        await Expect(beas.Page.GetByTestId("decision")).ToContainTextAsync("We post on Thursdays.");
        await beas.Page.GetByTestId("decision").GetByText("Amended").ClickAsync();
        await Expect(beas.Page.GetByTestId("decision")).ToContainTextAsync("We post on Fridays.");

        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Schedule a meeting" }).ClickAsync();
        var form = adas.Page.GetByTestId("meeting-form");
        await form.GetByRole(AriaRole.Radio, new() { Name = "Critique session" }).CheckAsync();
        await form.GetByLabel("Title").FillAsync("First critique");
        await form.GetByLabel("Link, if you meet online").FillAsync("meet.example.org/a");
        Assert.Empty(await Axe.ViolationsAsync(adas.Page));
        await form.GetByRole(AriaRole.Button, new() { Name = "Schedule it" }).ClickAsync();
        var next = beas.Page.GetByTestId("next-meeting");
        await Expect(next).ToContainTextAsync("First critique");
        await Expect(next).ToContainTextAsync("Critique session, 1 hour");
        await Expect(next.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "https://meet.example.org/a");
        var file = await adas.Page.RunAndWaitForDownloadAsync(async () =>
        {
            await adas.Page.GetByRole(AriaRole.Button, new() { Name = "First critique: move, call off or put into a calendar" }).ClickAsync();
            await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Into my calendar (.ics)" }).ClickAsync();
        });
        Assert.Equal("First critique.ics", file.SuggestedFilename);

        await adas.WriteAsync("<p>We meet on Mondays.</p>");
        await beas.AssertWordsAsync("We meet on Mondays.");
        await beas.PutCaretAfterAsync("Mondays.");
        await beas.TypeAsync(" At six.");
        await adas.AssertWordsAsync("We meet on Mondays. At six.");
        await adas.CommentAsync("on Mondays", "Why not on Tuesdays?");
        await Expect(adas.Threads).ToContainTextAsync("Why not on Tuesdays?");
        await adas.WriteAsync($"<p>{new string('a', 300)}</p>");
        await adas.AssertSavedAsync();
        var voices = beas.Page.GetByTestId("voices");
        await voices.GetByText("Your voice").ClickAsync();
        await Expect(voices.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", new Regex("^[0-9]+% of the text is yours. An even part among 2 is 50%.$"));
        await Expect(voices).ToContainTextAsync("Little of it is yours so far.");
        Assert.Empty(await Axe.ViolationsAsync(adas.Page));
        Assert.Empty(await Axe.ViolationsAsync(beas.Page));
        await ChallengePagesTests.AssertNothingStandsOutAsync(beas.Page);
        // Who is in the group is asked for when somebody comes, not again and again.
        Assert.InRange(asked, 1, 20);
    }
}
