using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>An author sees what groups needed: which resources they drew on at which steps, what they found themselves, what they had to ask.</summary>
public sealed class NeededTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Author_SeesWhatGroupsNeeded_AdoptsWhatOneFound_AndNoNames()
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        var challenge = await tom.CreateChallengeAsync(Samples.Campaign("Evenings at the library"));
        var page = await browser.OpenAsync(tom, server.Address, 1440, 900);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await OpenAsync(page, challenge);
        await Expect(page.GetByTestId("needed")).ToContainTextAsync("No cohort works on this challenge yet.");
        Assert.Empty(await Axe.ViolationsAsync(page));

        var cohort = await tom.CreateCohortAsync("Spring 2027");
        await tom.CohortCommandAsync(cohort, new { type = "createGroup", groupId = "owls", title = "Owls" });
        await tom.CohortCommandAsync(cohort, new { type = "giveChallenge", challengeId = challenge, start = "2027-03-01", due = (string?)null });
        using var lea = await tom.InviteToCohortAsync(cohort, "learner", "Lea Learner");
        await tom.CohortCommandAsync(cohort, new { type = "placeMember", personId = lea.Id, groupId = "owls" });
        var room = await lea.BeginAsync(cohort, "owls", challenge);
        await lea.CommandAsync(room, new { type = "pullResource", resourceId = "guide", stepId = "ask" });
        await lea.CommandAsync(room, new { type = "addResource", resourceId = "found", title = "Opening hours elsewhere", url = "https://example.org/hours", note = "", stepIds = new[] { "message" } });
        await lea.CommandAsync(room, new { type = "pullResource", resourceId = "found", stepId = "message" });
        await lea.CommandAsync(room, new { type = "askQuestion", questionId = "q1", stepId = "draft", quote = "", text = "How many posts a week?" });

        // The room tells its cohort, and that the challenge, when they have time.
        var needed = page.GetByTestId("needed");
        using (var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60)))
        {
            do
            {
                deadline.Token.ThrowIfCancellationRequested();
                await OpenAsync(page, challenge);
                await Expect(needed.Locator(".lead, .nothing").First).ToBeVisibleAsync();
            }
            while (await needed.GetByText("1 question").CountAsync() == 0);
        }

        await Expect(Step(needed, "Ask three people who walk past")).ToContainTextAsync("How to ask open questions");
        await Expect(Step(needed, "Ask three people who walk past")).ToContainTextAsync("1 of 1 group");
        await Expect(Step(needed, "Write the message")).ToContainTextAsync("found by learners");
        await Expect(Step(needed, "Draft the posts")).ToContainTextAsync("1 question");
        await Expect(needed).Not.ToContainTextAsync("Lea");
        await Expect(needed).Not.ToContainTextAsync("How many posts a week?");
        foreach (var width in (int[])[1440, 360])
        {
            await page.SetViewportSizeAsync(width, 900);
            Assert.Empty(await Axe.ViolationsAsync(page));
            await ChallengePagesTests.AssertNothingStandsOutAsync(page);
        }

        await Step(needed, "Write the message").GetByRole(AriaRole.Button, new() { Name = "Adopt: Opening hours elsewhere" }).ClickAsync();
        await Expect(Step(needed, "Write the message")).ToContainTextAsync("in the challenge");
        await Expect(page.GetByTestId("draft-state")).ToHaveTextAsync("Saved");
        await page.ReloadAsync();
        await Expect(page.GetByTestId("challenge-writing").Locator("[data-step=message]")).ToContainTextAsync("Opening hours elsewhere");
    }

    private static async Task OpenAsync(IPage page, string challenge)
    {
        await page.GotoAsync($"/challenge/{challenge}");
        await page.GetByRole(AriaRole.Button, new() { Name = "What groups needed" }).ClickAsync();
    }

    private static ILocator Step(ILocator needed, string title) => needed.Locator(".step").Filter(new() { HasText = title });
}
