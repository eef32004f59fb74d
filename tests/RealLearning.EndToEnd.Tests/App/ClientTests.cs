using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>A group shows its client a draft and asks (R9); the client, on a phone, reads, answers and says what should change; the group and its tutor see it.</summary>
public sealed class ClientTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task R9_Group_ShowsAndAsks_ClientOnAPhoneReadsAnswersAndAsksForChanges_GroupAndTutorSeeIt()
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        var challenge = await tom.CreateChallengeAsync(Samples.Campaign("Evenings at the library"));
        var cohort = await tom.CreateCohortAsync("Spring 2027");
        await tom.CohortCommandAsync(cohort, new { type = "giveChallenge", challengeId = challenge, start = "2027-03-01", due = (string?)null });
        await tom.CohortCommandAsync(cohort, new { type = "createGroup", groupId = "owls", title = "Owls" });
        using var lea = await tom.InviteToCohortAsync(cohort, "learner", "Lea Lindqvist");
        using var rosa = await tom.InviteToCohortAsync(cohort, "client", "Rosa Bianchi");
        await tom.CohortCommandAsync(cohort, new { type = "placeMember", personId = lea.Id, groupId = "owls" });
        var room = await lea.BeginAsync(cohort, "owls", challenge);

        // The group asks, and lets the passage go along.
        var group = await browser.OpenAsync(lea, server.Address, 1440, 900);
        await group.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await group.GotoAsync($"/{room}");
        var text = new TextPage(group);
        await text.Text.Locator(".block-section").Filter(new() { HasText = "Message" }).Locator(".content p").First.ClickAsync();
        await text.TypeAsync("The light is on until nine.");
        await text.SelectAsync("until nine");
        await text.SelectionBar.GetByRole(AriaRole.Button, new() { Name = "Ask" }).ClickAsync();
        await text.TypeAsync("Is it nine on Fridays too?");
        await group.Keyboard.PressAsync("Control+Enter");
        await group.GetByRole(AriaRole.Button, new() { Name = "Ask beyond the group" }).ClickAsync();
        await group.GetByRole(AriaRole.Button, new() { Name = "The client", Exact = true }).ClickAsync();
        await Expect(group.GetByTestId("question")).ToContainTextAsync("has not answered yet");

        // It shows the text as it is now, and goes on writing.
        var shown = group.GetByTestId("shown-list");
        await shown.GetByRole(AriaRole.Button, new() { Name = "Show the client" }).ClickAsync();
        await group.GetByLabel("A line to the client").FillAsync("Is this you?");
        Assert.Empty(await Axe.ViolationsAsync(group));
        await group.GetByRole(AriaRole.Button, new() { Name = "Show it" }).ClickAsync();
        await Expect(shown).ToContainTextAsync("Nobody has read it yet");
        await text.Text.GetByText("The light is on").ClickAsync();
        await group.Keyboard.PressAsync("End");
        await text.TypeAsync(" Not shown yet.");
        await text.AssertSavedAsync();

        // The client, on a phone.
        var phone = await browser.OpenAsync(rosa, server.Address, 360, 740);
        await phone.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await phone.GotoAsync("/");
        await ReloadUntilAsync(phone, phone.GetByTestId("shown"));
        await Expect(phone.GetByRole(AriaRole.Heading, new() { Name = "2 things wait for you" })).ToBeVisibleAsync();
        await Expect(phone.GetByTestId("asked")).ToContainTextAsync("Owls asks you");
        await Expect(phone.GetByTestId("asked").Locator("blockquote")).ToContainTextAsync("until nine");
        await CheckAsync(phone);
        await phone.GetByLabel("Your answer").FillAsync("On Fridays until eight.");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
        await Expect(phone.GetByRole(AriaRole.Heading, new() { Name = "1 thing waits for you" })).ToBeVisibleAsync();
        await Expect(phone.GetByTestId("desk")).ToContainTextAsync("On Fridays until eight.");
        await phone.GetByRole(AriaRole.Link, new() { Name = "Draft 1" }).ClickAsync();
        var page = new TextPage(phone);
        await Expect(page.Text).ToContainTextAsync("The light is on until nine.");
        await Expect(page.Text).Not.ToContainTextAsync("Not shown yet");
        await Expect(phone.GetByText("Is this you?")).ToBeVisibleAsync();
        await CheckAsync(phone);

        await Expect(shown).ToContainTextAsync("Read by Rosa Bianchi");
        await phone.GetByLabel("What should change?").FillAsync("Say Friday.");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Ask for changes" }).ClickAsync();
        await Expect(phone.GetByTestId("review")).ToContainTextAsync("Rosa Bianchi asked for changes");
        await CheckAsync(phone);

        // The group reads it all, and takes the draft back; its tutor sees the same.
        await Expect(group.GetByTestId("answer")).ToContainTextAsync("On Fridays until eight.");
        await Expect(group.GetByTestId("answer")).ToContainTextAsync("Rosa Bianchi");
        await group.GetByRole(AriaRole.Button, new() { Name = "Keep it as a resource" }).ClickAsync();
        await Expect(shown).ToContainTextAsync("Rosa Bianchi asks for changes");
        await shown.GetByRole(AriaRole.Button, new() { Name = "Draft 1" }).ClickAsync();
        await Expect(group.GetByTestId("submission")).ToContainTextAsync("Say Friday.");
        Assert.Empty(await Axe.ViolationsAsync(group));
        await group.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await Expect(group.GetByTestId("submission")).ToContainTextAsync("Who had read it by then has read it.");
        await phone.ReloadAsync();
        await Expect(phone.GetByRole(AriaRole.Heading, new() { Name = "There is nothing here to read" })).ToBeVisibleAsync();

        var tutor = await browser.OpenAsync(tom, server.Address, 1440, 900);
        await tutor.GotoAsync($"/cohort/{cohort}");
        var lane = tutor.GetByTestId("with-client");
        await Expect(lane).ToContainTextAsync("On Fridays until eight.");
        await Expect(lane).ToContainTextAsync("Say Friday.");
        await Expect(lane).ToContainTextAsync("read by Rosa Bianchi");
        Assert.Empty(await Axe.ViolationsAsync(tutor));
    }

    private static async Task CheckAsync(IPage page)
    {
        Assert.Empty(await Axe.ViolationsAsync(page));
        await ChallengePagesTests.AssertNothingStandsOutAsync(page);
    }

    /// <summary>Today is looked at again until it has what the room told its cohort.</summary>
    private static async Task ReloadUntilAsync(IPage page, ILocator locator)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await locator.CountAsync() == 0)
        {
            deadline.Token.ThrowIfCancellationRequested();
            await page.ReloadAsync();
            await Expect(page.GetByTestId("desk")).ToBeVisibleAsync();
        }
    }
}
