using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>A learner says how sure they feel, shares it with the tutor, and takes it back.</summary>
public sealed class ConfidenceTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task R14_Confidence_SaidSharedAndTakenBack_GoesFromTheTutorsPage()
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        var challenge = await tom.CreateChallengeAsync(Samples.Campaign("Evenings at the library"));
        var cohort = await tom.CreateCohortAsync("Spring 2027");
        using var lea = await tom.InviteToCohortAsync(cohort, "learner", "Lea");
        await tom.CohortCommandAsync(cohort, new { type = "createGroup", groupId = "owls", title = "Owls" });
        await tom.CohortCommandAsync(cohort, new { type = "placeMember", personId = lea.Id, groupId = "owls" });
        await tom.CohortCommandAsync(cohort, new { type = "giveChallenge", challengeId = challenge, start = "2126-12-01", due = (string?)null });
        await lea.BeginAsync(cohort, "owls", challenge);
        var tutor = await browser.OpenAsync(tom, server.Address, 1440, 900);
        await tutor.GotoAsync($"/cohort/{cohort}");
        var shared = tutor.GetByTestId("shared-confidence");
        await Expect(shared).Not.ToContainTextAsync("It is theirs");
        await shared.GetByText("How sure learners feel").ClickAsync();
        await Expect(shared).ToContainTextAsync("It is theirs");

        var page = await browser.OpenAsync(lea, server.Address, 360, 740);
        await page.GotoAsync("/");
        var ask = page.GetByTestId("confidence");
        await Expect(ask).ToContainTextAsync("You are at the start of “Evenings at the library”. How sure do you feel?");
        await ask.GetByRole(AriaRole.Radio, new() { Name = "Rather unsure" }).CheckAsync();
        await ask.GetByLabel("Why? One sentence, if you like").FillAsync("The data frightens me.");
        Assert.Empty(await Axe.ViolationsAsync(page));
        await ChallengePagesTests.AssertNothingStandsOutAsync(page);
        await ask.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await Expect(ask).ToHaveCountAsync(0);

        await page.GotoAsync("/confidence");
        var trend = page.GetByTestId("trend");
        await Expect(trend).ToContainTextAsync("The data frightens me.");
        await trend.GetByRole(AriaRole.Radio, new() { Name = "Share the line" }).CheckAsync();
        await Expect(shared).ToContainTextAsync("Rather unsure, once");
        await Expect(shared).Not.ToContainTextAsync("frightens");
        Assert.Empty(await Axe.ViolationsAsync(page));
        Assert.Empty(await Axe.ViolationsAsync(tutor));
        await trend.GetByRole(AriaRole.Radio, new() { Name = "Keep it to myself" }).CheckAsync();
        await Expect(shared).Not.ToContainTextAsync("Rather unsure");
    }
}
