using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>What a group learns from: drawn on beside the text, used in it, asked for.</summary>
[Collection(AppCollection.Name)]
public sealed class ResourceTests(AppFixture app)
{
    [Fact]
    public async Task R3_Resource_DrawnOnAtTheCaret_OpensBeside_AndTheOtherSeesWhoAtWhichStep()
    {
        var (adas, beas) = await TwoAsync();
        await AddAsync("guide", "Style guide", "https://example.org/guide", "Short sentences.");
        await AddStepAsync(adas, "Write the message");
        await adas.PutCaretAfterAsync("open late");
        await adas.Page.Keyboard.PressAsync("Control+j");
        await adas.TypeAsync("style");
        await adas.Page.Keyboard.PressAsync("Enter");

        var resource = adas.Page.GetByTestId("resource");
        await Expect(resource).ToContainTextAsync("Short sentences.");
        await Expect(resource.GetByRole(AriaRole.Link, new() { Name = "Open example.org" })).ToHaveAttributeAsync("href", "https://example.org/guide");
        await Expect(resource.GetByTestId("pulls")).ToContainTextAsync("Ada at “Write the message”");
        await beas.Page.GetByRole(AriaRole.Tab, new() { Name = "Resources" }).ClickAsync();
        await beas.Page.GetByTestId("resources").GetByRole(AriaRole.Button, new() { Name = "Style guide" }).ClickAsync();
        await Expect(beas.Page.GetByTestId("pulls")).ToContainTextAsync("Ada at “Write the message”");
        await Expect(beas.Page.GetByTestId("pulls")).ToContainTextAsync("Bea at “Write the message”");
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "All resources" }).ClickAsync();
        await adas.Page.GetByTestId("resources").GetByRole(AriaRole.Button, new() { Name = "Style guide" }).ClickAsync();
        await Expect(adas.Page.GetByTestId("pulls").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task R6_Resource_UsedInAPassage_IsSeenByBoth_OpensFromThere_AndIsExported()
    {
        var (adas, beas) = await TwoAsync();
        await AddAsync("guide", "Style guide", "https://example.org/guide", "Short sentences.");
        await Expect(adas.Page.GetByRole(AriaRole.Tab, new() { Name = "Resources" })).ToBeVisibleAsync();
        await adas.SelectAsync("open late");
        await adas.SelectionBar.GetByRole(AriaRole.Button, new() { Name = "Resource" }).ClickAsync();
        await Expect(adas.Page.GetByTestId("resource-picker").GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await adas.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(adas.Text).ToBeFocusedAsync();
        await Expect(beas.Text.Locator("cite")).ToHaveTextAsync("open late");

        await beas.Text.Locator("cite").ClickAsync();
        await beas.Page.GetByTestId("cite-bar").GetByRole(AriaRole.Button, new() { Name = "Style guide" }).ClickAsync();
        await Expect(beas.Page.GetByTestId("resource")).ToContainTextAsync("1 passage uses it");
        await adas.AssertSavedAsync();
        var download = await adas.Page.RunAndWaitForDownloadAsync(async () =>
        {
            await adas.Page.Keyboard.PressAsync("Control+k");
            await adas.TypeAsync("export as markdown");
            await adas.Page.Keyboard.PressAsync("Enter");
        });
        Assert.Contains("open late ([Style guide](https://example.org/guide)), warm", await File.ReadAllTextAsync((await download.PathAsync())!), StringComparison.Ordinal);

        await beas.Text.Locator("cite").ClickAsync();
        await beas.Page.GetByRole(AriaRole.Button, new() { Name = "No longer used here" }).ClickAsync();
        await Expect(adas.Text.Locator("cite")).ToHaveCountAsync(0);
        await adas.AssertWordsAsync("The library is open late, warm and free.");
    }

    [Fact]
    public async Task R5_Resource_FoundByAMember_IsThereForTheOther_ForTheStepTheyAreOn()
    {
        var (adas, beas) = await TwoAsync();
        await AddAsync("old", "Something else", "", "");
        await AddStepAsync(adas, "Write the message");
        await adas.Page.Keyboard.PressAsync("Control+j");
        await adas.Text.ClickAsync();
        await adas.Page.Keyboard.PressAsync("Control+j");
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Add one" }).ClickAsync();
        var form = adas.Page.GetByTestId("resource-form");
        await form.GetByLabel("What it is").FillAsync("Opening lines");
        await form.GetByLabel("Address").FillAsync("not an address");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Expect(form.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await form.GetByLabel("Address").FillAsync("example.org/lines");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();

        await beas.Page.GetByRole(AriaRole.Tab, new() { Name = "Resources" }).ClickAsync();
        await Expect(beas.Page.GetByTestId("resources").GetByRole(AriaRole.Region, new() { Name = "For this step" })).ToContainTextAsync("Opening lines");
        await Expect(beas.Page.GetByTestId("resources").GetByRole(AriaRole.Region, new() { Name = "More resources" })).ToContainTextAsync("Something else");
    }

    [Fact]
    public async Task R4_Question_AboutAPassage_AnsweredByAPeer_BecomesAResource()
    {
        var (adas, beas) = await TwoAsync();
        await adas.SelectAsync("open late");
        await adas.SelectionBar.GetByRole(AriaRole.Button, new() { Name = "Ask a question" }).ClickAsync();
        await adas.Page.GetByLabel("Question", new() { Exact = true }).FillAsync("How late, exactly?");
        await adas.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(adas.Page.GetByTestId("question")).ToContainTextAsync("Asked the group · waits");

        await beas.Page.GetByRole(AriaRole.Tab, new() { Name = "Questions 1 open" }).ClickAsync();
        var question = beas.Page.GetByTestId("question");
        await Expect(question.GetByRole(AriaRole.Button, new() { Name = "open late" })).ToBeVisibleAsync();
        await question.GetByLabel("Answer", new() { Exact = true }).FillAsync("Until nine.");
        await question.GetByLabel("Address, if the answer").FillAsync("example.org/hours");
        await question.GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();
        await Expect(adas.Page.GetByTestId("answer")).ToContainTextAsync("Until nine.");

        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Keep it as a resource" }).ClickAsync();
        await beas.Page.GetByRole(AriaRole.Button, new() { Name = "Kept as a resource" }).ClickAsync();
        await Expect(beas.Page.GetByTestId("resource")).ToContainTextAsync("Said by Bea");
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Close the question" }).ClickAsync();
        await Expect(adas.Page.GetByTestId("question")).ToHaveCountAsync(0);
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Show 1 closed" }).ClickAsync();
        await Expect(adas.Page.GetByTestId("question")).ToContainTextAsync("Closed by Ada");
    }

    [Fact]
    public async Task Tabs_BesideTheText_KeepACommentThatIsBeingWritten_AndAPressedPassageShowsItsThread()
    {
        var (adas, _) = await TwoAsync();
        await adas.CommentAsync("warm and free", "Is it?");
        await adas.SelectAsync("open late");
        await adas.Page.GetByTestId("comment-here").ClickAsync();
        await adas.TypeAsync("Half a thought");
        await adas.Page.GetByRole(AriaRole.Tab, new() { Name = "Comments" }).FocusAsync();
        await adas.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(adas.Page.GetByRole(AriaRole.Tab, new() { Name = "Resources" })).ToBeFocusedAsync();
        await Expect(adas.Page.GetByTestId("comment-draft")).Not.ToBeVisibleAsync();
        await adas.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(adas.Page.GetByLabel("Comment", new() { Exact = true }).And(adas.Page.Locator("textarea"))).ToHaveValueAsync("Half a thought");

        await adas.Page.GetByRole(AriaRole.Tab, new() { Name = "Questions" }).ClickAsync();
        await adas.Marks.First.ClickAsync();
        await Expect(adas.Threads).ToContainTextAsync("Is it?");
        await Expect(adas.Threads).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Resource_OfWhoComments_OpensAndIsNotRecorded_AndTheyMayAsk()
    {
        var (_, beas) = await TwoAsync();
        await AddAsync("guide", "Style guide", "", "Short sentences.");
        using var cem = await app.PersonAsync("Cem");
        await cem.RedeemAsync(_room, await _ada!.ShareAsync(_room, "comment"));
        var cems = await app.OpenAsync(cem, _room);
        await cems.Page.GetByRole(AriaRole.Tab, new() { Name = "Resources" }).ClickAsync();
        await cems.Page.GetByTestId("resources").GetByRole(AriaRole.Button, new() { Name = "Style guide" }).ClickAsync();
        await Expect(cems.Page.GetByTestId("resource")).ToContainTextAsync("Short sentences.");
        await Expect(cems.Page.GetByRole(AriaRole.Button, new() { Name = "Used here" })).ToHaveCountAsync(0);
        await cems.Page.GetByRole(AriaRole.Tab, new() { Name = "Questions" }).ClickAsync();
        await cems.Page.GetByRole(AriaRole.Button, new() { Name = "Ask a question" }).ClickAsync();
        await cems.TypeAsync("Who is it for?");
        await cems.Page.GetByRole(AriaRole.Button, new() { Name = "Ask the group" }).ClickAsync();

        await beas.Page.GetByRole(AriaRole.Tab, new() { Name = "Questions" }).ClickAsync();
        await Expect(beas.Page.GetByTestId("question")).ToContainTextAsync("Who is it for?");
        await Expect(cems.Page.GetByRole(AriaRole.Button, new() { Name = "Keep it" })).ToHaveCountAsync(0);
        await beas.Page.GetByRole(AriaRole.Tab, new() { Name = "Resources" }).ClickAsync();
        await Expect(beas.Page.GetByTestId("resources").GetByRole(AriaRole.Button, new() { Name = "Style guide" })).Not.ToContainTextAsync("drawn on");
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(360, 740)]
    public async Task EachPanel_LookedAtByAxe_HasNothing_AndNeverScrollsSideways(int width, int height)
    {
        var (adas, beas) = await TwoAsync();
        await AddStepAsync(beas, "Write the message");
        await AddAsync("guide", "Style guide", "https://example.org/guide", "Short sentences.");
        await _ada!.CommandAsync(_room, new { type = "askQuestion", questionId = "q1", stepId = (string?)null, quote = "open late", text = "How late?" });
        await _ada.CommandAsync(_room, new { type = "answerQuestion", questionId = "q1", answerId = "a1", text = "Until nine.", url = "https://example.org" });
        await _ada.CommandAsync(_room, new { type = "pullResource", resourceId = "guide", stepId = (string?)null });
        await beas.SelectAsync("open late");
        await beas.Page.Keyboard.PressAsync("Control+j");
        await beas.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(adas.Text.Locator("cite")).ToBeVisibleAsync();
        await adas.Page.SetViewportSizeAsync(width, height);
        var found = new List<string>();
        async Task LookAsync(string what)
        {
            await adas.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
            found.AddRange((await Axe.ViolationsAsync(adas.Page)).Select(violation => $"{what}: {violation}"));
            await adas.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            found.AddRange((await Axe.ViolationsAsync(adas.Page, "{ runOnly: ['color-contrast'] }")).Select(violation => $"{what} in the dark: {violation}"));
            Assert.True(await adas.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), what);
        }

        await adas.Text.ClickAsync();
        await adas.Page.Keyboard.PressAsync("Control+j");
        await Expect(adas.Page.GetByTestId("resource-picker")).ToBeInViewportAsync(new() { Ratio = 1 });
        await LookAsync("picker");
        await adas.Page.Keyboard.PressAsync("Escape");
        await adas.Text.Locator("cite").ClickAsync();
        await LookAsync("passage");
        await adas.Page.EvaluateAsync("() => document.activeElement.blur()");
        if (width < 721)
        {
            await adas.Page.GetByTestId("phone-bar").GetByRole(AriaRole.Button, new() { Name = "Comments" }).ClickAsync();
        }

        await adas.Page.GetByRole(AriaRole.Tab, new() { Name = "Resources" }).ClickAsync();
        await LookAsync("resources");
        await adas.Page.GetByTestId("resources").GetByRole(AriaRole.Button, new() { Name = "Style guide" }).ClickAsync();
        await Expect(adas.Page.GetByTestId("pulls")).ToBeVisibleAsync();
        await LookAsync("resource");
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "All resources" }).ClickAsync();
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Add a resource" }).ClickAsync();
        await LookAsync("form");
        await adas.Page.GetByRole(AriaRole.Tab, new() { Name = "Questions" }).ClickAsync();
        await LookAsync("questions");
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Ask a question" }).Last.ClickAsync();
        await LookAsync("ask");

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    private Person? _ada;
    private string _room = "";

    private async Task AddAsync(string resourceId, string title, string url, string note) =>
        await _ada!.CommandAsync(_room, new { type = "addResource", resourceId, title, url, note, stepIds = Array.Empty<string>() });

    private static async Task AddStepAsync(TextPage page, string title)
    {
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Add a step" }).ClickAsync();
        await page.Page.GetByLabel("New step").FillAsync(title);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Keyboard.PressAsync("Escape");
    }

    private async Task<(TextPage Adas, TextPage Beas)> TwoAsync()
    {
        _ada = await app.PersonAsync("Ada");
        var bea = await app.PersonAsync("Bea");
        _room = await AppFixture.RoomAsync(_ada, "Resources", (bea, "edit"));
        var adas = await app.OpenAsync(_ada, _room);
        await adas.WriteAsync("<p>The library is open late, warm and free.</p>");
        var beas = await app.OpenAsync(bea, _room);
        await Expect(beas.Text).ToContainTextAsync("open late");
        return (adas, beas);
    }
}
