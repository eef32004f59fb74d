using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>The app on a phone, 360 pixels wide.</summary>
[Collection(AppCollection.Name)]
public sealed class PhoneTests(AppFixture app)
{
    private const int Width = 360;
    private const int Height = 740;

    /// <summary>As wide as a phone; as a window of 1280 pixels at 200 % and at 400 %, which is as narrow as text must reflow (WCAG 1.4.10).</summary>
    [Theory]
    [InlineData(Width, Height)]
    [InlineData(640, 480)]
    [InlineData(320, 256)]
    public async Task R25_EachScreen_OnAPhoneOrEnlarged_NeverScrollsSideways(int width, int height)
    {
        using var rooms = await Rooms.CreateAsync(app);
        foreach (var path in rooms.Paths)
        {
            var page = await app.WindowAsync(rooms.Ada, path, width, height);
            await Expect(page.Locator("main")).ToBeVisibleAsync();
            await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);

            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), path);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Passage_Pressed_OpensItsThreadBelow_AndStaysInSight()
    {
        using var rooms = await Rooms.CreateAsync(app);
        var page = await app.OpenAsync(rooms.Ada, rooms.Workspace, Width, Height);

        await page.Marks.ClickAsync();
        var sheet = page.Page.GetByTestId("comments");
        await Expect(sheet.GetByTestId("thread")).ToContainTextAsync("Is it warm?");
        await Expect(page.Marks).ToBeInViewportAsync();
        await sheet.GetByLabel("Reply").FillAsync("From the train.");
        await sheet.GetByLabel("Send the reply").ClickAsync();

        await Expect(sheet.GetByTestId("thread")).ToContainTextAsync("From the train.");
    }

    [Fact]
    public async Task Writing_OnAPhone_ShowsTheToolsBelow_AndAfterwardsTheRooms()
    {
        using var rooms = await Rooms.CreateAsync(app);
        var page = await app.OpenAsync(rooms.Ada, rooms.Workspace, Width, Height);
        var (tools, bar) = (page.Page.GetByTestId("toolbar"), page.Page.GetByTestId("phone-bar"));
        await Expect(bar).ToBeVisibleAsync();
        await Expect(tools).Not.ToBeVisibleAsync();

        await page.PutCaretAfterAsync("Marlow");
        await Expect(tools).ToBeInViewportAsync();
        await Expect(bar).Not.ToBeVisibleAsync();
        await page.TypeAsync(" town");

        await Expect(page.Text).ToContainTextAsync("Marlow town library");
        await page.Page.EvaluateAsync("() => document.activeElement.blur()");
        await Expect(bar).ToBeVisibleAsync();
    }
}
