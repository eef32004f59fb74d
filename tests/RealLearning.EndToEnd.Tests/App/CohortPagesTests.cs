using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>A tutor runs a cohort: invites, makes groups, gives a challenge, and sees how the work stands. What the others see of it.</summary>
public sealed class CohortPagesTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Tutor_InvitesAndGivesAChallenge_AndALearnerComesToWork()
    {
        await using var server = await ServerProcess.StartAsync("--Access:Guests=false");
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        await tom.CreateChallengeAsync(Samples.Campaign("Evenings at the library"));
        var page = await browser.OpenAsync(tom, server.Address, 1440, 900);
        await page.GotoAsync("/cohorts");
        await page.GetByLabel("A new cohort").FillAsync("Spring 2027");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await page.GetByTestId("invitation-link").InputValueAsync();
        Assert.Empty(await Axe.ViolationsAsync(page));

        var lea = await browser.OpenAsync(null, server.Address, 360, 740);
        await lea.GotoAsync(link);
        await Expect(lea.GetByRole(AriaRole.Heading, new() { Name = "You are invited to Spring 2027" })).ToBeVisibleAsync();
        await lea.GetByLabel("Your name, as the others will see it").FillAsync("Lea Learner");
        await lea.GetByLabel("E-mail address, to sign in with").FillAsync("lea@example.org");
        await lea.GetByLabel("Password", new() { Exact = true }).FillAsync("four words in a row");
        await lea.GetByRole(AriaRole.Button, new() { Name = "Make my account" }).ClickAsync();
        await Expect(lea.GetByText("You are not in a group yet")).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(lea));

        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Group", Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Name of the group")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("The owls");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Learners choose their own" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Give a challenge" }).ClickAsync();
        var give = page.GetByTestId("give");
        await give.GetByRole(AriaRole.Radio, new() { Name = "Evenings at the library" }).CheckAsync();
        await Expect(give).ToContainTextAsync("Its last milestone is on");
        await give.GetByRole(AriaRole.Button, new() { Name = "Give it" }).ClickAsync();
        await Expect(page.GetByTestId("progress")).ToContainTextAsync("Not begun");

        await lea.ReloadAsync();
        await lea.GetByRole(AriaRole.Button, new() { Name = "Join: The owls" }).ClickAsync();
        await Expect(lea.GetByRole(AriaRole.Heading, new() { Name = "Evenings at the library" })).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(lea));
        await ChallengePagesTests.AssertNothingStandsOutAsync(lea);
        await lea.GetByRole(AriaRole.Link, new() { Name = "Today", Exact = true }).ClickAsync();
        await Expect(lea.GetByTestId("need").First).ToContainTextAsync("Evenings at the library");
        Assert.Empty(await Axe.ViolationsAsync(lea));
        await ChallengePagesTests.AssertNothingStandsOutAsync(lea);
        await lea.GetByTestId("need").First.ClickAsync();
        await Expect(new TextPage(lea).Text).ToBeVisibleAsync();

        // The page looks twice a minute.
        await Expect(page.GetByTestId("progress")).ToContainTextAsync("1 there now", new() { Timeout = 90_000 });
        await Expect(page.GetByTestId("progress")).ToContainTextAsync("0 of 3 steps done");
        Assert.Empty(await Axe.ViolationsAsync(page));
    }
}
