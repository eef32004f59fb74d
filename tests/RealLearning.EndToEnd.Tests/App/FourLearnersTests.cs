using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>
/// From an empty folder to work together, all of it in browsers: the administrator's link, a tutor, a challenge, a cohort with two groups, and four learners of one of them, two
/// of them on phones, who write one campaign, draw on a resource, ask, and answer, as somebody of the other group does (R1, R3, R4, R8, R15, R20).
/// </summary>
public sealed partial class FourLearnersTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task R20_FourLearners_WriteACampaign_DrawOnAResource_AskAndAnswer()
    {
        await using var server = await ServerProcess.StartAsync();
        var admin = await browser.OpenAsync(null, server.Address, 1440, 900);
        await admin.GotoAsync(await server.PrintedAsync(Invitation()));
        await TakeAsync(admin, "Ada Admin");
        await admin.GetByRole(AriaRole.Link, new() { Name = "People" }).ClickAsync();
        await admin.GetByRole(AriaRole.Radio, new() { Name = "Tutor" }).CheckAsync();
        var tom = await browser.OpenAsync(null, server.Address, 1440, 900);
        await tom.GotoAsync(await LinkAsync(admin));
        await TakeAsync(tom, "Tom Tutor");
        await AuthorAsync(tom);
        await tom.GotoAsync("/cohorts");
        await tom.GetByLabel("A new cohort").FillAsync("Spring 2027");
        await tom.GetByRole(AriaRole.Button, new() { Name = "Start it" }).ClickAsync();
        await GroupAsync(tom, "Owls");
        await GroupAsync(tom, "Foxes");
        await tom.GetByRole(AriaRole.Checkbox, new() { Name = "Learners choose their own" }).CheckAsync();
        await GiveAsync(tom);
        var forTheClass = await LinkAsync(tom);
        var learners = new List<IPage>();
        foreach (var (name, group, width) in new[] { ("Lea", "Owls", 1440), ("Max", "Owls", 360), ("Noor", "Owls", 1440), ("Eli", "Owls", 360), ("Sol", "Foxes", 360) })
        {
            var learner = await browser.OpenAsync(null, server.Address, width, width == 360 ? 740 : 900);
            await learner.GotoAsync(forTheClass);
            await TakeAsync(learner, name);
            await learner.GetByRole(AriaRole.Button, new() { Name = $"Join: {group}" }).ClickAsync();
            await Expect(learner.GetByRole(AriaRole.Heading, new() { Name = "Evenings at the library" })).ToBeVisibleAsync();
            learners.Add(learner);
        }

        var (lea, max, noor, eli, sol) = (learners[0], learners[1], learners[2], learners[3], learners[4]);
        foreach (var learner in learners)
        {
            await learner.GetByRole(AriaRole.Link, new() { Name = "Today", Exact = true }).ClickAsync();
            await learner.GetByTestId("need").First.ClickAsync();
            await Expect(new TextPage(learner).Text).ToBeVisibleAsync();
        }

        await WriteAsync(lea, "Audience", "Commuters who pass at six.");
        await WriteAsync(max, "Message", "The light is on until nine.");
        await WriteAsync(noor, "Measures", "Visits after six, each week.");
        await new TextPage(eli).PutCaretAfterAsync("until nine.");
        await eli.Keyboard.TypeAsync(" Tea is free.");
        foreach (var page in new[] { lea, max, noor, eli })
        {
            foreach (var words in new[] { "Commuters who pass at six.", "The light is on until nine.", "Tea is free.", "Visits after six, each week." })
            {
                await Expect(new TextPage(page).Text).ToContainTextAsync(words);
            }
        }

        await Expect(new TextPage(sol).Text).Not.ToContainTextAsync("Commuters");

        await lea.GetByRole(AriaRole.Tab, new() { Name = "Resources" }).ClickAsync();
        await lea.GetByTestId("resources").GetByRole(AriaRole.Button, new() { Name = "Open questions" }).ClickAsync();
        await Expect(lea.GetByTestId("pulls")).ToContainTextAsync("Lea");
        await SheetAsync(max, "Resources");
        await max.GetByTestId("resources").GetByRole(AriaRole.Button, new() { Name = "Open questions" }).ClickAsync();
        await Expect(lea.GetByTestId("pulls")).ToContainTextAsync("Max");
        await lea.GetByRole(AriaRole.Tab, new() { Name = "Questions" }).ClickAsync();
        await lea.GetByRole(AriaRole.Button, new() { Name = "Ask a question" }).ClickAsync();
        await lea.Keyboard.TypeAsync("How many posts a week?");
        await lea.Keyboard.PressAsync("Control+Enter");
        await SheetAsync(eli, "Questions 1 open");
        await eli.GetByTestId("question").GetByLabel("Answer", new() { Exact = true }).FillAsync("We have time for two.");
        await eli.GetByTestId("question").GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();
        await Expect(lea.GetByTestId("answer")).ToContainTextAsync("We have time for two.");

        await lea.GetByRole(AriaRole.Button, new() { Name = "Ask beyond the group" }).ClickAsync();
        await lea.GetByRole(AriaRole.Button, new() { Name = "Other groups" }).ClickAsync();
        await Expect(lea.GetByTestId("question")).ToContainTextAsync("Asked the group and other groups");
        await sol.GotoAsync("/");
        var waiting = sol.GetByTestId("waiting-question");
        await ReloadUntilAsync(sol, waiting);
        await Expect(waiting).ToContainTextAsync("Another group");
        Assert.Empty(await Axe.ViolationsAsync(sol));
        await waiting.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();
        await sol.GetByLabel("Your answer").FillAsync("Three worked for us.");
        Assert.Empty(await Axe.ViolationsAsync(sol));
        await ChallengePagesTests.AssertNothingStandsOutAsync(sol);
        await waiting.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(waiting).ToContainTextAsync("Thank you");
        await Expect(lea.GetByTestId("question")).ToContainTextAsync("Three worked for us.");
        await Expect(lea.GetByTestId("question")).ToContainTextAsync("Sol");

        await tom.ReloadAsync();
        await Expect(tom.GetByTestId("progress")).ToContainTextAsync("4 there now");
    }

    /// <summary>Today is looked at again until it has what the room told its cohort.</summary>
    private static async Task ReloadUntilAsync(IPage page, ILocator locator)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await locator.CountAsync() == 0)
        {
            deadline.Token.ThrowIfCancellationRequested();
            await page.ReloadAsync();
            await Expect(page.GetByTestId("need").First).ToBeVisibleAsync();
        }
    }

    /// <summary>What is beside the text on a desktop, on a phone.</summary>
    private static async Task SheetAsync(IPage phone, string tab)
    {
        await phone.EvaluateAsync("() => document.activeElement.blur()");
        await phone.GetByTestId("phone-bar").GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Comments") }).ClickAsync();
        await phone.GetByRole(AriaRole.Tab, new() { Name = tab }).ClickAsync();
    }

    private static async Task AuthorAsync(IPage tom)
    {
        await tom.GotoAsync("/challenges");
        await tom.GetByLabel("A new challenge").FillAsync("Evenings at the library");
        await tom.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();
        await tom.GetByLabel("Purpose").FillAsync("More people come after six.");
        await tom.GetByLabel("Client").FillAsync("Marlow library");
        await tom.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex("campaign", RegexOptions.IgnoreCase) }).CheckAsync();
        await tom.GetByRole(AriaRole.Button, new() { Name = "Step", Exact = true }).ClickAsync();
        await tom.Keyboard.TypeAsync("Ask three people");
        await tom.GetByRole(AriaRole.Button, new() { Name = "Add a resource" }).ClickAsync();
        await tom.Keyboard.TypeAsync("Open questions");
        await Expect(tom.GetByTestId("draft-state")).ToHaveTextAsync("Saved");
        await tom.GetByRole(AriaRole.Button, new() { Name = "Publish version 1" }).ClickAsync();
        await Expect(tom.GetByRole(AriaRole.Button, new() { Name = "Version 1 is published" })).ToBeDisabledAsync();
    }

    private static async Task GroupAsync(IPage tom, string name)
    {
        await tom.GetByRole(AriaRole.Button, new() { Name = "Group", Exact = true }).ClickAsync();
        await Expect(tom.GetByLabel("Name of the group").Last).ToBeFocusedAsync();
        await tom.Keyboard.TypeAsync(name);
        await tom.Keyboard.PressAsync("Enter");
        await Expect(tom.GetByTestId("board").GetByRole(AriaRole.Group, new() { Name = name })).ToBeVisibleAsync();
    }

    private static async Task GiveAsync(IPage tom)
    {
        await tom.GetByRole(AriaRole.Button, new() { Name = "Give a challenge" }).ClickAsync();
        var give = tom.GetByTestId("give");
        await give.GetByRole(AriaRole.Radio, new() { Name = "Evenings at the library" }).CheckAsync();
        await give.GetByRole(AriaRole.Button, new() { Name = "Give it" }).ClickAsync();
        await Expect(tom.GetByTestId("progress")).ToContainTextAsync("Not begun");
    }

    private static async Task<string> LinkAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        return await page.GetByTestId("invitation-link").InputValueAsync();
    }

    private static async Task TakeAsync(IPage page, string name)
    {
        await page.GetByLabel("Your name, as the others will see it").FillAsync(name);
        await page.GetByLabel("E-mail address, to sign in with").FillAsync($"{name.Split(' ')[0].ToLowerInvariant()}@example.org");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("four words in a row");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make my account" }).ClickAsync();
        await Expect(page.GetByLabel("Password", new() { Exact = true })).ToHaveCountAsync(0);
    }

    /// <summary>Types into a section of the campaign.</summary>
    private static async Task WriteAsync(IPage page, string section, string words)
    {
        await new TextPage(page).Text.Locator(".block-section").Filter(new() { HasText = section }).Locator(".content p").First.ClickAsync();
        await page.Keyboard.TypeAsync(words);
    }

    [GeneratedRegex(@"http://\S+/invitation#\S+")]
    private static partial Regex Invitation();
}
