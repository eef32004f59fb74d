using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>A tutor writes a challenge where it is read: saved as it is written, published in versions, shared with others.</summary>
public sealed class ChallengePagesTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(1440, 900)]
    [InlineData(360, 740)]
    public async Task R10_Author_WritesAChallenge_WhichIsSavedReadAsALearnerAndPublished(int width, int height)
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        var page = await browser.OpenAsync(tom, server.Address, width, height);
        await page.GotoAsync("/challenges");
        await page.GetByLabel("A new challenge").FillAsync("Evenings at the library");
        await page.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();

        await page.GetByLabel("Purpose").FillAsync("More people come after six.");
        await page.GetByLabel("Client").FillAsync("Marlow library");
        await page.GetByRole(AriaRole.Button, new() { Name = "Criterion" }).ClickAsync();
        await page.Keyboard.TypeAsync("Visits rise");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("Somebody tells us why");
        var pretend = page.GetByText("Nobody outside will ever see this");
        await Expect(pretend).ToBeVisibleAsync();
        await page.GetByLabel("Who outside the course will see the work?", new() { Exact = true }).And(page.GetByRole(AriaRole.Textbox)).FillAsync("The library’s followers");
        await Expect(pretend).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Step", Exact = true }).ClickAsync();
        await page.Keyboard.TypeAsync("Ask three people");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("Write the message");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a milestone" }).ClickAsync();
        await page.Keyboard.TypeAsync("One idea");
        await page.GetByLabel("How the work is looked at there").SelectOptionAsync("kind");
        await page.GetByRole(AriaRole.Button, new() { Name = "Phases" }).ClickAsync();
        await Expect(page.GetByText("Silent write")).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a resource" }).ClickAsync();
        await page.Keyboard.TypeAsync("Open questions");
        await page.GetByRole(AriaRole.Button, new() { Name = "Steps that need it: Open questions" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Ask three people" }).CheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("draft-state")).ToHaveTextAsync("Saved");

        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "See it as a learner" }).ClickAsync();
        var view = page.GetByTestId("challenge-view");
        foreach (var words in new[] { "More people come after six.", "Somebody tells us why", "The library’s followers", "Write the message", "One idea", "Kind, specific, helpful, 30 minutes", "Open questions" })
        {
            await Expect(view).ToContainTextAsync(words);
        }

        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish version 1" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Version 1 is published" })).ToBeDisabledAsync();
        await AssertNothingStandsOutAsync(page);
    }

    [Fact]
    public async Task Plan_IsMovedByTheKeyboardAndByDragging_AndDaysStayWhereTheyAre()
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        var id = await tom.CreateChallengeAsync(Samples.Campaign("Evenings"));
        var page = await browser.OpenAsync(tom, server.Address, 1440, 1200);
        await page.GotoAsync($"/challenge/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move: Write the message" }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        Assert.Equal(["Write the message", "Ask three people who walk past", "Draft the posts"], await ValuesAsync(page, "Step"));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Move: Write the message" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move: Draft the posts" }).DragToAsync(page.Locator("[data-step=ask]"), new() { TargetPosition = new() { X = 200, Y = 3 } });
        Assert.Equal(["Write the message", "Draft the posts", "Ask three people who walk past"], await ValuesAsync(page, "Step"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Move: Six posts, ready to go out" }).DragToAsync(page.Locator("[data-milestone=idea]"));
        Assert.Equal(["Six posts, ready to go out", "One idea, said in a sentence"], await ValuesAsync(page, "Milestone"));
        await Expect(page.GetByRole(AriaRole.Spinbutton, new() { Name = "Day" }).First).ToHaveValueAsync("7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take out: Draft the posts" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Bring it back" }).ClickAsync();
        await Expect(page.GetByTestId("draft-state")).ToHaveTextAsync("Saved");

        await page.ReloadAsync();
        await Expect(page.GetByLabel("Milestone", new() { Exact = true }).First).ToHaveValueAsync("Six posts, ready to go out");
        Assert.Contains("Draft the posts", await ValuesAsync(page, "Step"));
    }

    [Fact]
    public async Task TwoWindows_WritingAtOnce_AreBroughtTogether_AndAskedWhereBothWroteTheSamePlace()
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        var id = await tom.CreateChallengeAsync(Samples.Campaign("Evenings"));
        var first = await browser.OpenAsync(tom, server.Address);
        var second = await browser.OpenAsync(tom, server.Address);
        await first.GotoAsync($"/challenge/{id}");
        await second.GotoAsync($"/challenge/{id}");
        await Expect(second.GetByLabel("Client")).ToHaveValueAsync("Marlow library");
        await first.GetByLabel("Client").FillAsync("The town’s library");
        await first.GetByLabel("Title", new() { Exact = true }).FillAsync("Long evenings");
        await Expect(first.GetByTestId("draft-state")).ToHaveTextAsync("Saved");

        await second.GetByLabel("Purpose").FillAsync("Evenings with books.");
        await Expect(second.GetByTestId("draft-state")).ToHaveTextAsync("Saved");
        await Expect(second.GetByLabel("Client")).ToHaveValueAsync("The town’s library");

        await first.GetByLabel("Purpose").FillAsync("Evenings without noise.");
        var dialog = first.GetByTestId("clash");
        await Expect(dialog).ToContainTextAsync("Evenings with books.");
        await Expect(dialog).ToContainTextAsync("Evenings without noise.");
        Assert.Empty(await Axe.ViolationsAsync(first));
        await dialog.GetByRole(AriaRole.Radio, new() { Name = "What you wrote" }).CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep these" }).ClickAsync();
        await Expect(first.GetByTestId("draft-state")).ToHaveTextAsync("Saved");

        await second.ReloadAsync();
        await Expect(second.GetByLabel("Purpose")).ToHaveValueAsync("Evenings without noise.");
        await Expect(second.GetByLabel("Title", new() { Exact = true })).ToHaveValueAsync("Long evenings");
    }

    [Fact]
    public async Task Author_WithoutTheServer_LosesNothing()
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        var id = await tom.CreateChallengeAsync(Samples.Campaign("Evenings"));
        var page = await browser.OpenAsync(tom, server.Address);
        await page.GotoAsync($"/challenge/{id}");
        await page.RouteAsync("**/api/challenges/**", route => route.Request.Method == "PUT" ? route.AbortAsync() : route.ContinueAsync());
        await page.GetByLabel("Client").FillAsync("Kept in the browser");
        await Expect(page.GetByTestId("draft-state")).ToContainTextAsync("kept in this browser");

        // The tab is closed meanwhile.
        var later = await page.Context.NewPageAsync();
        await page.CloseAsync();
        await later.GotoAsync($"/challenge/{id}");
        await Expect(later.GetByLabel("Client")).ToHaveValueAsync("Kept in the browser");
        await Expect(later.GetByTestId("draft-state")).ToHaveTextAsync("Saved");
    }

    [Fact]
    public async Task OtherTutor_SeesWhatIsShared_AndCopiesIt()
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        using var una = await admin.InviteTutorAsync("Una Tutor");
        var id = await tom.CreateChallengeAsync(Samples.Campaign("Evenings", outside: ""));
        var page = await browser.OpenAsync(tom, server.Address);
        await page.GotoAsync($"/challenge/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Share with other tutors" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Share it with other tutors" }).CheckAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Shared with other tutors" })).ToBeVisibleAsync();

        var other = await browser.OpenAsync(una, server.Address);
        await other.GotoAsync("/challenges");
        await Expect(other.GetByTestId("shared")).ToContainTextAsync("by Tom Tutor");
        await Expect(other.GetByTestId("shared")).ToContainTextAsync("pretend");
        Assert.Empty(await Axe.ViolationsAsync(other));
        await other.GetByRole(AriaRole.Link, new() { Name = "Evenings" }).ClickAsync();
        await Expect(other.GetByTestId("challenge-view")).ToContainTextAsync("Pretend: nobody outside will see it");
        await other.GetByRole(AriaRole.Button, new() { Name = "Copy to mine" }).ClickAsync();
        await Expect(other.GetByTestId("challenge-writing").GetByLabel("Client")).ToHaveValueAsync("Marlow library");
    }

    /// <summary>The page is as wide as its window.</summary>
    internal static async Task AssertNothingStandsOutAsync(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth && document.body.scrollWidth <= innerWidth"));

    private static async Task<string[]> ValuesAsync(IPage page, string label) =>
        await page.GetByLabel(label, new() { Exact = true }).EvaluateAllAsync<string[]>("fields => fields.map(field => field.value)");
}
