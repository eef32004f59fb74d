using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>Each page outside the rooms, as whoever it is for sees it, with the demonstration's work in it: axe finds nothing, light and dark, and it is never wider than its window.</summary>
public sealed class ShellPagesTests(Browser browser) : IClassFixture<Browser>
{
    private const string Cohort = "/cohort/demonstration";
    private const string Challenge = "/challenge/demonstration-food-bank";

    [Fact]
    public async Task EachPage_LightAndDark_AndEnlarged_LookedAtByAxe_HasNothing()
    {
        await using var server = await ServerProcess.StartAsync("--Access:Demonstration=true");
        using var admin = await Person.AdministratorAsync(server);
        using var tutor = await Person.OfDemonstrationAsync(server, "demo-tutor");
        using var learner = await Person.OfDemonstrationAsync(server, "demo-learner");
        using var client = await Person.OfDemonstrationAsync(server, "demo-client");
        (Person? Who, string Path)[] pages =
        [
            (null, "/email#gone"), (tutor, "/"), (tutor, "/cohorts"), (tutor, Cohort), (tutor, "/challenges"), (tutor, Challenge), (learner, "/"), (learner, Cohort), (learner, "/confidence"),
            (client, "/"), (client, Cohort), (admin, "/site"), (admin, "/site/audit"), (admin, "/account"),
        ];
        var found = new List<string>();
        foreach (var (who, path) in pages)
        {
            var page = await browser.OpenAsync(who, server.Address, 1440, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
            await page.GotoAsync(path);
            await Expect(page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
            await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
            foreach (var width in (int[])[1440, 640, 320])
            {
                await page.SetViewportSizeAsync(width, 900);
                if (!await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"))
                {
                    found.Add($"{who?.Name} {path} is wider than {width} pixels.");
                }

                found.AddRange((await InBothAsync(page)).Select(violation => $"{who?.Name} {path} at {width}: {violation}"));
            }

            await page.Context.CloseAsync();
        }

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [Fact]
    public async Task EachDialogOfATutor_AndTheKeysAndTheEmailLink_LookedAtByAxe_HaveNothing()
    {
        await using var server = await ServerProcess.StartAsync("--Access:Demonstration=true");
        using var tutor = await Person.OfDemonstrationAsync(server, "demo-tutor");
        using var learner = await Person.OfDemonstrationAsync(server, "demo-learner");
        await tutor.CreateChallengeAsync(Samples.Campaign("Evenings at the library"));
        var found = new List<string>();
        var page = await browser.OpenAsync(tutor, server.Address, 1440, 900);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync(Cohort);
        foreach (var (button, testId, shows) in new[] { ("Give a challenge", "give", "Evenings at the library"), ("Shuffle", "shuffle", "Whom?") })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
            await Expect(page.GetByTestId(testId)).ToContainTextAsync(shows);
            found.AddRange((await InBothAsync(page)).Select(violation => $"{testId}: {violation}"));
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.GetByTestId(testId)).ToBeHiddenAsync();
        }

        var work = await browser.OpenAsync(learner, server.Address, 1440, 900);
        await work.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await work.GotoAsync("/");
        await work.GetByTestId("need").First.ClickAsync();
        await Expect(new TextPage(work).Text).ToBeVisibleAsync();
        await work.GetByTestId("presence").FocusAsync();
        await work.Keyboard.PressAsync("?");
        await Expect(work.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "Look for a resource at the caret" })).ToBeVisibleAsync();
        found.AddRange((await InBothAsync(work)).Select(static violation => $"keys: {violation}"));

        var link = await browser.OpenAsync(null, server.Address, 360, 740);
        await link.GotoAsync("/email#gone");
        await link.GetByRole(AriaRole.Button, new() { Name = "Yes, use it" }).ClickAsync();
        await Expect(link.GetByRole(AriaRole.Heading, new() { Name = "This link does not open" })).ToBeVisibleAsync();
        found.AddRange((await InBothAsync(link)).Select(static violation => $"e-mail link: {violation}"));

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    /// <summary>What axe finds in the light, and of contrasts in the dark.</summary>
    private static async Task<IEnumerable<string>> InBothAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        var light = await Axe.ViolationsAsync(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        return [.. light, .. (await Axe.ViolationsAsync(page, "{ runOnly: ['color-contrast'] }")).Select(static violation => $"in the dark: {violation}")];
    }
}
