using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>A newcomer sees the product at work in one click, as each of its people.</summary>
public sealed class DemonstrationTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(1440, 900)]
    [InlineData(360, 740)]
    public async Task Newcomer_LooksAroundAsALearnerATutorAndAnotherGroup(int width, int height)
    {
        await using var server = await ServerProcess.StartAsync("--Access:Demonstration=true");
        var maya = await EnterAsync("Maya Lindqvist");
        await Expect(maya.GetByTestId("need").First).ToContainTextAsync("Bring volunteers back to the food bank");
        await Expect(maya.GetByTestId("need").First).ToContainTextAsync("Plan the month in the calendar");
        await CheckAsync(maya);
        await maya.GetByTestId("need").First.ClickAsync();
        await Expect(new TextPage(maya).Text).ToContainTextAsync("Two hours are enough");
        await CheckAsync(maya);

        var amina = await EnterAsync("Amina Diallo");
        await Expect(amina.GetByTestId("waiting-question")).ToContainTextAsync("Did anybody find a day on which people answer most?");
        await CheckAsync(amina);

        var rosa = await EnterAsync("Rosa Bianchi", "2 things wait for you");
        await Expect(rosa.GetByTestId("asked")).ToContainTextAsync("May a post name the street?");
        await Expect(rosa.GetByTestId("shown")).ToContainTextAsync("Does the message sound like you?");
        await CheckAsync(rosa);

        var ines = await EnterAsync("Inês Ferreira", "1 thing waits for you");
        await Expect(ines.GetByTestId("shown")).ToContainTextAsync("Message and first post");
        await CheckAsync(ines);

        var tessa = await EnterAsync("Tessa Okafor");
        await tessa.GotoAsync("/cohort/demonstration");
        await Expect(tessa.GetByTestId("progress")).ToContainTextAsync("3 of 6 steps done");
        await CheckAsync(tessa);

        async Task<IPage> EnterAsync(string name, string heading = "Today")
        {
            var page = await browser.OpenAsync(null, server.Address, width, height);
            await page.GotoAsync("/");
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Look around" })).ToBeVisibleAsync();
            await CheckAsync(page);
            await page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();
            return page;
        }

        static async Task CheckAsync(IPage page)
        {
            Assert.Empty(await Axe.ViolationsAsync(page));
            await ChallengePagesTests.AssertNothingStandsOutAsync(page);
        }
    }
}
