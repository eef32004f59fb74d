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
        await using var server = await ServerProcess.StartAsync();
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

    [Fact]
    public async Task Board_MovesLearnersByDraggingMenuAndShuffle()
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        var cohort = await tom.CreateCohortAsync("Spring 2027");
        foreach (var name in new[] { "Lea", "Mia", "Noor", "فاطمة الزهراء بنت محمد", "Maximilian Alexander von und zu Hohenstein-Wittelsbach" })
        {
            using var learner = await tom.InviteToCohortAsync(cohort, "learner", name);
        }

        foreach (var title in new[] { "Owls", "Foxes" })
        {
            await tom.CohortCommandAsync(cohort, new { type = "createGroup", groupId = title, title });
        }

        var page = await browser.OpenAsync(tom, server.Address, 1440, 1000);
        await page.GotoAsync($"/cohort/{cohort}");
        var board = page.GetByTestId("board");
        var (owls, foxes, free) = (Zone(board, "Owls"), Zone(board, "Foxes"), Zone(board, "Without a group"));
        await Expect(free.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(5);
        await free.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Lea" }).Locator(".avatar").DragToAsync(owls);
        await Expect(owls).ToContainTextAsync("Lea");
        await free.GetByRole(AriaRole.Button, new() { Name = "Mia: move or change" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Foxes", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(foxes).ToContainTextAsync("Mia");
        await Expect(foxes.GetByRole(AriaRole.Button, new() { Name = "Mia: move or change" })).ToBeFocusedAsync();
        Assert.Empty(await Axe.ViolationsAsync(page));

        await page.GetByRole(AriaRole.Button, new() { Name = "Shuffle" }).ClickAsync();
        var dialog = page.GetByTestId("shuffle");
        await Expect(dialog).ToContainTextAsync("3 learners are without a group");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Another mix" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make these groups" }).ClickAsync();
        await Expect(free).ToHaveCountAsync(0);

        await page.ReloadAsync();
        await Expect(owls).ToContainTextAsync("Lea");
        await Expect(foxes).ToContainTextAsync("Mia");
        Assert.Equal(5, await owls.GetByRole(AriaRole.Listitem).CountAsync() + await foxes.GetByRole(AriaRole.Listitem).CountAsync());
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(360, 740)]
    public async Task OutsidePeople_SeeTheBriefOrTheTitle_AndNobodyAtWork(int width, int height)
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        var cohort = await tom.CreateCohortAsync("Spring 2027");
        await tom.CohortCommandAsync(cohort, new { type = "createGroup", groupId = "owls", title = "The owls" });
        await tom.CohortCommandAsync(cohort, new { type = "giveChallenge", challengeId = await tom.CreateChallengeAsync(Samples.Campaign("Evenings")), start = "2020-01-06", due = (string?)null });
        using var client = await tom.InviteToCohortAsync(cohort, "client", "Clara Client");
        using var judge = await tom.InviteToCohortAsync(cohort, "judge", "Jo Judge");

        var asClient = await browser.OpenAsync(client, server.Address, width, height);
        await asClient.GotoAsync($"/cohort/{cohort}");
        await Expect(asClient.GetByText("More people spend their evenings in the reading room.")).ToBeVisibleAsync();
        await Expect(asClient.GetByText("The owls")).ToHaveCountAsync(0);
        var asJudge = await browser.OpenAsync(judge, server.Address, width, height);
        await asJudge.GotoAsync($"/cohort/{cohort}");
        await Expect(asJudge.GetByText("When a group shows a draft, it stands here.")).ToBeVisibleAsync();
        await Expect(asJudge.GetByText("Evenings")).ToHaveCountAsync(0);
        var asTutor = await browser.OpenAsync(tom, server.Address, width, height);
        await asTutor.GotoAsync($"/cohort/{cohort}");
        await Expect(asTutor.GetByTestId("progress")).ToContainTextAsync("late");
        foreach (var page in new[] { asClient, asJudge, asTutor })
        {
            Assert.Empty(await Axe.ViolationsAsync(page));
            await ChallengePagesTests.AssertNothingStandsOutAsync(page);
        }
    }

    private static ILocator Zone(ILocator board, string name) => board.GetByRole(AriaRole.Group, new() { Name = name });
}
