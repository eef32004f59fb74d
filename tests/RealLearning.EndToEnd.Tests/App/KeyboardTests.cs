using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>A learner's way from the sign-in to another page with the keyboard alone, and at each stop of the Tab key one sees where one is.</summary>
public sealed class KeyboardTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>What is focused has an outline, or stands in something that has one; a text has its caret, a field that is the whole of its place its own.</summary>
    private const string IsSeen =
        """
        () => {
          const at = document.activeElement
          if (!at || at === document.body) return 'nothing is focused'
          const hasOutline = element => { const { outlineStyle, outlineWidth } = getComputedStyle(element); return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 }
          const box = at.getBoundingClientRect()
          const isOn = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
          let around = at
          for (let up = 0; up < 4 && around && !hasOutline(around); up++) around = around.parentElement
          const writes = at.matches('[contenteditable="true"], textarea, input:not([type=radio], [type=checkbox], [type=button])')
          return isOn && (writes || (around && hasOutline(around))) ? '' : `${at.outerHTML.slice(0, 200)} at ${box.left} ${box.top}`
        }
        """;

    [Fact]
    public async Task Learner_SignsInWritesCommentsPlansDrawsAndGoesElsewhere_ByTheKeyboardAlone()
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = await Person.AdministratorAsync(server);
        using var tom = await admin.InviteTutorAsync("Tom Tutor");
        var challenge = await tom.CreateChallengeAsync(Samples.Campaign("Evenings at the library"));
        var cohort = await tom.CreateCohortAsync("Spring 2027");
        await tom.CohortCommandAsync(cohort, new { type = "createGroup", groupId = "owls", title = "Owls" });
        await tom.CohortCommandAsync(cohort, new { type = "giveChallenge", challengeId = challenge, start = "2027-03-01", due = (string?)null });
        using var lea = await tom.InviteToCohortAsync(cohort, "learner", "Lea Learner");
        await tom.CohortCommandAsync(cohort, new { type = "placeMember", personId = lea.Id, groupId = "owls" });
        await lea.BeginAsync(cohort, "owls", challenge);

        var page = await browser.OpenAsync(null, server.Address, 1440, 900);
        await page.GotoAsync("/");
        var text = new TextPage(page);
        await TabToAsync(page, page.GetByLabel("E-mail address"));
        await page.Keyboard.TypeAsync(lea.Email);
        await TabToAsync(page, page.GetByLabel("Password", new() { Exact = true }));
        await page.Keyboard.TypeAsync(Person.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("need").First).ToBeVisibleAsync();
        await TabToAsync(page, page.GetByTestId("need").First.GetByRole(AriaRole.Link).First);
        await page.Keyboard.PressAsync("Enter");
        await Expect(text.Text).ToBeVisibleAsync();

        await TabToAsync(page, text.Text);
        await page.Keyboard.TypeAsync("The light is on until nine.");
        for (var i = 0; i < "nine.".Length; i++)
        {
            await page.Keyboard.PressAsync("Shift+ArrowLeft");
        }

        await Expect(text.SelectionBar).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+Alt+m");
        await Expect(page.GetByTestId("comment-draft").GetByLabel("Comment", new() { Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("On Fridays too?");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(text.Threads).ToContainTextAsync("On Fridays too?");
        await Expect(text.Marks).ToHaveTextAsync("nine.");

        var begin = page.GetByRole(AriaRole.Button, new() { Name = "Begin: Ask three people who walk past" });
        await TabToAsync(page, begin, back: true);
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, page.GetByTestId("step").GetByRole(AriaRole.Button, new() { Name = "Take it" }));
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("plan").Locator("[data-step]").First).ToContainTextAsync("Under way, Lea Learner");

        await TabToAsync(page, text.Text);
        await page.Keyboard.PressAsync("Control+j");
        await page.Keyboard.TypeAsync("open questions");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("pulls")).ToContainTextAsync("Lea Learner");
        await AssertSeenAsync(page);

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("Spring");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Spring 2027" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await AssertSeenAsync(page);
    }

    /// <summary>Presses Tab until something is focused; at each stop one sees where one is.</summary>
    private static async Task TabToAsync(IPage page, ILocator locator, bool back = false)
    {
        await Expect(locator).ToBeVisibleAsync();
        for (var stops = 0; stops < 80; stops++)
        {
            if (await locator.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
            if (!await page.EvaluateAsync<bool>("() => document.activeElement === document.body"))
            {
                await AssertSeenAsync(page);
            }
        }

        Assert.Fail($"The Tab key does not come to {locator}.");
    }

    private static async Task AssertSeenAsync(IPage page) => Assert.Equal("", await page.EvaluateAsync<string>(IsSeen));
}
