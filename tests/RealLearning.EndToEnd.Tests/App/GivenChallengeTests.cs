using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>A workspace that begins with a challenge: its steps and milestones are in the plan, and its resources belong to the steps.</summary>
public sealed class GivenChallengeTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task R2_Workspace_OfAChallenge_HasItsMilestonesAndResources_AndAStepGoesOverOne()
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        var (ada, room) = await BeginAsync(tom);
        using var _ = ada;
        var page = await browser.OpenAsync(ada, server.Address, 1440, 900);
        await page.GotoAsync($"/{room}");

        var plan = page.GetByTestId("plan");
        var draft = plan.GetByRole(AriaRole.List, new() { Name = "Until First draft" });
        var launch = plan.GetByRole(AriaRole.List, new() { Name = "Until Launch" });
        await Expect(draft.Locator(".title")).ToHaveTextAsync(["Ask ten commuters", "Write the message"]);
        await Expect(launch.Locator(".title")).ToHaveTextAsync(["Choose three posts"]);
        await Expect(plan.GetByText("First draft")).ToBeVisibleAsync();
        await Expect(plan.GetByText("Kind, specific, helpful")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("brief").GetByRole(AriaRole.Button, new() { Name = "Change" })).ToHaveCountAsync(0);

        await Expect(page.GetByTestId("brief")).ToContainTextAsync("Seen by The library's readers");

        await draft.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Write the message") }).FocusAsync();
        await page.Keyboard.PressAsync("Alt+Shift+ArrowDown");
        await Expect(launch.Locator(".title")).ToHaveTextAsync(["Write the message", "Choose three posts"]);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Resources" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "For this step" })).ToContainTextAsync("How to ask");
        await plan.GetByRole(AriaRole.Button, new() { Name = "Begin: Ask ten" }).ClickAsync();
        await plan.GetByRole(AriaRole.Button, new() { Name = "Done: Ask ten" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "For this step" })).ToContainTextAsync("Opening lines");
        await page.GetByRole(AriaRole.Region, new() { Name = "For this step" }).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByTestId("resource")).ToContainTextAsync("Came with the challenge");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Questions" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask a question" }).ClickAsync();
        await page.Keyboard.TypeAsync("Who reads this?");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask beyond the group" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Other groups" }).ClickAsync();
        await Expect(page.GetByTestId("question")).ToContainTextAsync("Asked the group and other groups · waits");
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        Assert.Empty(await Axe.ViolationsAsync(page));
    }

    /// <summary>A challenge, a cohort, a group with the learner in it, and the group's workspace.</summary>
    private static async Task<(Person Ada, string Room)> BeginAsync(Person tom)
    {
        var group = Person.NewId();
        var challenge = await tom.CreateChallengeAsync(new
        {
            title = "Autumn campaign",
            brief = new { client = "Marlow library", purpose = "Bring people back in the evening.", audience = "Commuters", criteria = new[] { "120 visits a week" }, due = (string?)null },
            outside = "The library's readers",
            deliverable = "free",
            milestones = new object[] { new { id = "m1", title = "First draft", day = 7, protocol = "kind" }, new { id = "m2", title = "Launch", day = 21, protocol = (string?)null } },
            steps = new object[]
            {
                new { id = "s1", title = "Ask ten commuters", hint = "At the station, between six and nine.", milestoneId = "m1" }, new { id = "s2", title = "Write the message", hint = "", milestoneId = "m1" },
                new { id = "s3", title = "Choose three posts", hint = "", milestoneId = "m2" },
            },
            resources = new object[]
            {
                new { id = "r1", title = "How to ask", url = "https://example.org/ask", note = "Open questions first.", stepIds = new[] { "s1" } }, new { id = "r2", title = "Opening lines", url = "", note = "Three of them.", stepIds = new[] { "s2" } },
            },
        });
        var cohort = await tom.CreateCohortAsync("Evening course");
        var ada = await tom.InviteToCohortAsync(cohort, "learner", "Ada");
        await tom.CohortCommandAsync(cohort, new { type = "createGroup", groupId = group, title = "Group 1" });
        await tom.CohortCommandAsync(cohort, new { type = "placeMember", personId = ada.Id, groupId = group });
        await tom.CohortCommandAsync(cohort, new { type = "giveChallenge", challengeId = challenge, start = "2030-11-01", due = "2030-11-30" });
        return (ada, await ada.BeginAsync(cohort, group, challenge));
    }
}
